import * as v from 'valibot';
import {motions, themeNames} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {StateFile} from './state-file.ts';
import {openStateFile} from './state-file.ts';

/** What of the look the user has chosen by a key. Never what is run: a launch shows the same work every time. */
export type Preferences = Partial<Pick<Session, 'theme' | 'motion' | 'keysShown'>>;

/** The look that is kept for the next sitting. */
export type PreferencesFile = Pick<StateFile<unknown>, 'takeWarning'> & {
	/** Reads the file. */
	readonly read: () => Preferences;
	/** Writes it down at once. Resolves with whether it is kept; never fails: see `complaint`. */
	readonly save: (change: Preferences) => Promise<boolean>;
};

const schema = v.object({
	version: v.literal(1),
	theme: v.exactOptional(v.picklist(themeNames)),
	motion: v.exactOptional(v.picklist(motions)),
	keysShown: v.exactOptional(v.boolean()),
});

export function openPreferences(file: string): PreferencesFile {
	const {read, write, takeWarning} = openStateFile(file, schema, 'Theme, motion and key display are not saved');
	return {
		read() {
			const {version: _version, ...preferences} = read() ?? {version: 1};
			return preferences;
		},
		save: change => write(previous => ({...previous, ...change, version: 1})),
		takeWarning,
	};
}
