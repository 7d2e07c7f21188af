import * as v from 'valibot';
import type {StateFile} from './state-file.ts';
import {openStateFile} from './state-file.ts';

/** The lessons that the user has done. */
export type Progress = Pick<StateFile<unknown>, 'takeWarning'> & {
	/** The keys of the lessons. The first call reads the file. */
	readonly done: () => ReadonlySet<string>;
	/** Saves a lesson as done. Does not throw: read errors from `takeWarning`. */
	readonly finish: (lesson: string) => Promise<void>;
};

const schema = v.object({version: v.literal(1), done: v.array(v.string())});

export function openProgress(file: string): Progress {
	const {read, write, takeWarning} = openStateFile(file, schema, 'Your progress is not saved');
	let done: Set<string> | undefined;
	const known = () => {
		done ??= new Set(read()?.done);
		return done;
	};

	return {
		done: known,
		async finish(lesson) {
			if (!known().has(lesson)) {
				known().add(lesson);
				await write(previous => ({version: 1, done: [...new Set([...(previous?.done ?? []), ...known()])]}));
			}
		},
		takeWarning,
	};
}
