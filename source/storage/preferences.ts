import * as v from 'valibot';
import type {Session} from '../session/session.ts';
import {motions, themeNames} from '../session/session.ts';
import type {StateFile} from './state-file.ts';
import {openStateFile} from './state-file.ts';

/** What of the look the user has chosen by a key. Never what is run: a launch shows the same work every time. */
export type Look = Partial<Pick<Session, 'theme' | 'motion' | 'keysShown'>>;

/** The look that is kept for the next sitting. */
export type KeptLook = Pick<StateFile<unknown>, 'complaint'> & {
	/** Reads the file. */
	readonly chosen: () => Look;
	/** Writes it down at once. Resolves with whether it is kept; never fails: see `complaint`. */
	readonly keep: (change: Look) => Promise<boolean>;
};

const schema = v.object({
	version: v.literal(1),
	theme: v.exactOptional(v.picklist(themeNames)),
	motion: v.exactOptional(v.picklist(motions)),
	keysShown: v.exactOptional(v.boolean()),
});

export function openLook(file: string): KeptLook {
	const {read, write, complaint} = openStateFile(file, schema, 'Theme, motion and key display are not saved');
	return {
		chosen() {
			const {version: _version, ...look} = read() ?? {version: 1};
			return look;
		},
		keep: change => write(present => ({...present, ...change, version: 1})),
		complaint,
	};
}
