import type {Action} from './action.ts';
import type {Session} from './session.ts';

/**
 * Records the key of an action, so that the narration can suggest others. An action that ended in a notice does not
 * count.
 */
export function noteTried(session: Session, action: Action): Session {
	const {tried = [], run, strategy} = session;
	const pressed = session.notice === undefined ? keyOf(action) : undefined;
	const ran = run > 0 ? keysOfStrategies[strategy] : undefined;
	const used = [pressed, ran].filter(key => key !== undefined && !tried.includes(key)) as readonly string[];
	return used.length === 0 ? session : {...session, tried: [...new Set([...tried, ...used])]};
}

/** The strategies whose keys the narration suggests. Any run of such a strategy counts as a use of its key. */
const keysOfStrategies: Readonly<Partial<Record<string, string>>> = {sequential: '1', 'all-settled': '7'};

/** Returns the key of an action that is worth trying once. Undefined for other actions. */
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
	'toggle-versus': 'S',
	'change-limit': '+',
	'toggle-compare': 'c',
	'next-screen': 'Tab',
	'run-reseeded': 'R',
	'open-find': '/',
};
