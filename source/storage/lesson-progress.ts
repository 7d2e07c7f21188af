import * as v from 'valibot';
import type {StateFile} from './state-file.ts';
import {openStateFile} from './state-file.ts';

/** Which lessons were done. */
export type Progress = Pick<StateFile<unknown>, 'takeWarning'> & {
	/** The keys of the lessons. Reads the file when it is first asked. */
	readonly done: () => ReadonlySet<string>;
	/** Writes it down at once. Never fails: see `complaint`. */
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
