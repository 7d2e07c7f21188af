import type {Action} from './action.ts';
import type {Session} from './session.ts';

/** Notes the key of an action, so that the narration can offer others. Not of one that was refused with a notice. */
export function noteTried(session: Session, action: Action): Session {
	const key = keyOf(action);
	const {tried = []} = session;
	return key === undefined || session.notice !== undefined || tried.includes(key)
		? session
		: {...session, tried: [...tried, key]};
}

/** The key of an action that is worth trying once. Undefined for the others. */
function keyOf(action: Action): string | undefined {
	switch (action.type) {
		case 'choose-strategy':
			return String(action.index + 1);
		case 'what-if':
			return {fails: 'f', timeout: 't', blocks: 'b'}[action.change];
		default:
			return keys[action.type];
	}
}

const keys: Readonly<Partial<Record<Action['type'], string>>> = {
	'cancel-task': 'x',
	'next-language': 'p',
	'change-limit': '+',
	'toggle-compare': 'c',
	'next-screen': 'Tab',
	'run-reseeded': 'R',
	'open-find': '/',
};
