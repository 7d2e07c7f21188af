import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import type {KeptLook, Look} from '../storage/preferences.ts';

/** Keeps what an action has changed of the look. Resolves with what there is to say of that; undefined: nothing. */
export async function sayLook(
	{keep, complaint}: Pick<KeptLook, 'keep' | 'complaint'>,
	action: Action,
	session: Pick<Session, 'theme' | 'motion' | 'keysShown'>,
): Promise<string | undefined> {
	const chosen = chosenLook(action, session);
	if (!chosen) {
		return undefined;
	}

	return (await keep(chosen.look)) ? `${chosen.said}, saved for next time.` : complaint();
}

function chosenLook(
	{type}: Action,
	{theme, motion, keysShown = false}: Pick<Session, 'theme' | 'motion' | 'keysShown'>,
): {readonly look: Look; readonly said: string} | undefined {
	switch (type) {
		case 'next-theme':
			return {look: {theme}, said: `Theme ${theme}`};
		case 'next-motion':
			return {look: {motion}, said: `Motion ${motion}`};
		case 'toggle-keys':
			return {look: {keysShown}, said: `Keys ${keysShown ? '' : 'not '}shown`};
		default:
			return undefined;
	}
}
