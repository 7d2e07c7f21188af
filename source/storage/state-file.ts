import {readFileSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {dirname, isAbsolute, join} from 'node:path';
import * as v from 'valibot';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import {writeOutput} from './output-file.ts';

/** A JSON file that persists between sessions. Errors do not throw: read them from `takeWarning`. */
export type StateFile<T> = {
	/** Reads the file. Undefined if it does not exist or was not written by async-tui. */
	readonly read: () => T | undefined;
	/**
	 * Computes the new content from the current one, which another session may have written, and writes it. Resolves
	 * with whether it is saved.
	 */
	readonly write: (next: (previous: T | undefined) => T) => Promise<boolean>;
	/** A sentence on why nothing is saved. Only the first call returns it. */
	readonly takeWarning: () => string | undefined;
};

/** The path of a state file. */
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

/** The XDG specification requires that relative paths are ignored. */
const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined);

/**
 * Opens a state file. `failure` starts the warning: `Your progress is not saved`. A file of another program is not
 * overwritten.
 */
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
				disable(`${quotePath(file)} was not written by async-tui; delete it to start over.`);
			} else if (code !== 'ENOENT') {
				disable(`cannot read ${quotePath(file)}: ${describeSystemError(error)}.`);
			}

			return undefined;
		}
	};

	const write: StateFile<T>['write'] = async next => {
		const content = isUsable ? next(read()) : undefined;
		// A file that was damaged since the last read is not overwritten either.
		if (!isUsable) {
			return false;
		}

		try {
			await mkdir(dirname(file), {recursive: true});
			await writeOutput(file, [`${JSON.stringify(content, undefined, '\t')}\n`], {replace: true});
		} catch (error) {
			disable(`cannot write ${quotePath(file)}: ${describeSystemError(error)}.`);
		}

		return isUsable;
	};
	let written: Promise<unknown> = Promise.resolve();

	return {
		read,
		write(next) {
			// Writes happen one after the other, because each is computed from what the previous one wrote.
			const result = written.then(() => write(next));
			written = result;
			return result;
		},
		takeWarning() {
			const taken = warning;
			warning = undefined;
			return taken;
		},
	};
}
