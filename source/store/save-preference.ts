import type {Preference} from '../session/effect.ts';
import type {PreferencesFile} from '../storage/preferences.ts';

/** Saves a preference. Resolves with the notice to show. Undefined: none. */
export async function savePreference(
	{save, takeWarning}: Pick<PreferencesFile, 'save' | 'takeWarning'>,
	preference: Preference,
): Promise<string | undefined> {
	return (await save(preference)) ? `${describePreference(preference)}, saved for next time.` : takeWarning();
}

function describePreference(preference: Preference): string {
	if ('theme' in preference) {
		return `Theme ${preference.theme}`;
	}

	return 'motion' in preference ? `Motion ${preference.motion}` : `Keys ${preference.keysShown ? '' : 'not '}shown`;
}
