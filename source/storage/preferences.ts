import * as v from 'valibot';
import {motions, themeNames} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {StateFile} from './state-file.ts';
import {openStateFile} from './state-file.ts';

/** The display settings that the user changed by key. Never what to run: a start always shows the same work. */
export type Preferences = Partial<Pick<Session, 'theme' | 'motion' | 'keysShown' | 'mouse'>>;

/** The display preferences, which persist between sessions. */
export type PreferencesFile = Pick<StateFile<unknown>, 'takeWarning'> & {
	/** Reads the file. */
	readonly read: () => Preferences;
	/** Saves a change. Resolves with whether it is saved. Does not throw: read errors from `takeWarning`. */
	readonly save: (change: Preferences) => Promise<boolean>;
};

const schema = v.object({
	version: v.literal(1),
	theme: v.exactOptional(v.picklist(themeNames)),
	motion: v.exactOptional(v.picklist(motions)),
	keysShown: v.exactOptional(v.boolean()),
	mouse: v.exactOptional(v.boolean()),
});

export function openPreferences(file: string): PreferencesFile {
	const {read, write, takeWarning} = openStateFile(file, schema, 'Theme, motion, key display and mouse are not saved');
	return {
		read() {
			const {version: _version, ...preferences} = read() ?? {version: 1};
			return preferences;
		},
		save: change => write(previous => ({...previous, ...change, version: 1})),
		takeWarning,
	};
}
