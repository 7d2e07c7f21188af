import {readFileSync} from 'node:fs';
import type {Program} from '../engines/engine.ts';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {DescribedFile} from '../trace/event.ts';

/** A program that cannot run because one of its files cannot be read. */
export type UnreadableProgram = {
	/** A line without a period: `cannot read "jobs.py": no such file or directory`. */
	readonly error: string;
	readonly cause: unknown;
	/** The description, with the files that can be shown. */
	readonly description: Program['description'];
};

type Unlisted = Omit<Program, 'description'> & {readonly description: Omit<Program['description'], 'files'>};

/**
 * Reads the files of a program into its description. A file that cannot be read gets its text from `earlier`, by name,
 * because an editor may remove a file for a moment while it saves.
 */
export function withListings(
	{description, ...program}: Unlisted,
	earlier: Readonly<Record<string, string | undefined>> = {},
): Program | UnreadableProgram {
	const files: DescribedFile[] = [];
	let failure: Pick<UnreadableProgram, 'error' | 'cause'> | undefined;
	for (const {name, role, url} of program.files) {
		let text = earlier[name];
		try {
			text = readFileSync(url, 'utf8');
		} catch (cause) {
			failure ??= {error: `cannot read ${quotePath(name)}: ${describeSystemError(cause)}`, cause};
		}

		if (text !== undefined) {
			files.push({name, role, text});
		}
	}

	return failure
		? {...failure, description: {...description, files}}
		: {...program, description: {...description, files}};
}

/**
 * Returns a program that can run.
 *
 * @throws the error of the file system, if one of its files cannot be read.
 */
export function readable(program: Program | UnreadableProgram): Program {
	if ('error' in program) {
		throw program.cause;
	}

	return program;
}
