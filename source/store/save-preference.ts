import type {Preference} from '../session/effect.ts';
import type {PreferencesFile} from '../storage/preferences.ts';

/** Saves a preference. Resolves with the notice to show. Undefined: none. */
export async function savePreference(
	{save, takeWarning}: Pick<PreferencesFile, 'save' | 'takeWarning'>,
	preference: Preference,
): Promise<string | undefined> {
	const tip = 'mouse' in preference && preference.mouse ? ' Hold Shift to select text.' : '';
	return (await save(preference)) ? `${describePreference(preference)}, saved for next time.${tip}` : takeWarning();
}

function describePreference(preference: Preference): string {
	if ('theme' in preference) {
		return `Theme ${preference.theme}`;
	}

	if ('motion' in preference) {
		return `Motion ${preference.motion}`;
	}

	return 'mouse' in preference
		? `Mouse ${preference.mouse ? 'on' : 'off'}`
		: `Keys ${preference.keysShown ? '' : 'not '}shown`;
}
