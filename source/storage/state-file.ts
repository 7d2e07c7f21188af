import {readFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {dirname, isAbsolute, join} from 'node:path';
import * as v from 'valibot';

/** A JSON file of what is remembered from one sitting to the next. Nothing that is wrong with it ends the program: see `complaint`. */
export type StateFile<T> = {
	/** What is in it; undefined where there is none, or none of ours. */
	readonly read: () => T | undefined;
	/** Writes what is made of what is in it now: another sitting may have written since. Resolves with whether it is kept. */
	readonly write: (next: (previous: T | undefined) => T) => Promise<boolean>;
	/** A sentence on why nothing is kept, for whoever asks first. */
	readonly takeWarning: () => string | undefined;
};

/** Where a file of the state of a user's programs belongs. */
export function stateFile(
	name: string,
	env: Readonly<Record<string, string | undefined>>,
	system: {
		readonly platform: string;
		readonly home: string;
	},
): string {
	const folder =
		absolute(env.XDG_STATE_HOME) ||
		(system.platform === 'win32' ? absolute(env.LOCALAPPDATA) : undefined) ||
		join(system.home, '.local', 'state');
	return join(folder, 'async-tui', name);
}

/** What is no whole path has to be ignored, says the specification of these folders. */
const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined);

/** `notKept` begins the complaint: `Your progress is not kept`. A file that is none of ours is left alone. */
export function openStateFile<T>(file: string, schema: v.GenericSchema<unknown, T>, failure: string): StateFile<T> {
	let isUsable = true;
	let warning: string | undefined;
	const disable = (why: string) => {
		warning ??= isUsable ? `${failure}: ${why}` : undefined;
		isUsable = false;
	};

	const read = () => {
		try {
			return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code === undefined) {
				disable(`${file} was not written by async-tui; delete it to start over.`);
			} else if (code !== 'ENOENT') {
				disable(`${file} cannot be read (${code}).`);
			}

			return undefined;
		}
	};

	return {
		read,
		async write(next) {
			const content = isUsable ? next(read()) : undefined;
			// What is damaged only since it was read last is left alone, too.
			if (!isUsable) {
				return false;
			}

			try {
				await mkdir(dirname(file), {recursive: true});
				const {default: writeFileAtomic} = await import('write-file-atomic');
				await writeFileAtomic(file, `${JSON.stringify(content, undefined, '\t')}\n`);
			} catch (error) {
				const {code, message} = error as NodeJS.ErrnoException;
				disable(`${file} cannot be written (${code ?? message}).`);
			}

			return isUsable;
		},
		takeWarning() {
			const taken = warning;
			warning = undefined;
			return taken;
		},
	};
}
