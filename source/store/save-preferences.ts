import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import type {Preferences, PreferencesFile} from '../storage/preferences.ts';

/** Keeps what an action has changed of the look. Resolves with what there is to say of that; undefined: nothing. */
export async function savePreferences(
	{save, takeWarning}: Pick<PreferencesFile, 'save' | 'takeWarning'>,
	action: Action,
	session: Pick<Session, 'theme' | 'motion' | 'keysShown'>,
): Promise<string | undefined> {
	const changed = changedPreference(action, session);
	if (!changed) {
		return undefined;
	}

	return (await save(changed.preferences)) ? `${changed.message}, saved for next time.` : takeWarning();
}

function changedPreference(
	{type}: Action,
	{theme, motion, keysShown = false}: Pick<Session, 'theme' | 'motion' | 'keysShown'>,
): {readonly preferences: Preferences; readonly message: string} | undefined {
	switch (type) {
		case 'next-theme':
			return {preferences: {theme}, message: `Theme ${theme}`};
		case 'next-motion':
			return {preferences: {motion}, message: `Motion ${motion}`};
		case 'toggle-keys':
			return {preferences: {keysShown}, message: `Keys ${keysShown ? '' : 'not '}shown`};
		default:
			return undefined;
	}
}
