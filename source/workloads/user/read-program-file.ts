import {readFileSync, statSync} from 'node:fs';
import {basename, dirname, extname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {describeSystemError} from '../../text/system-error.ts';
import type {RunDescription} from '../../trace/event.ts';

/** A program's file, found and read. */
export type SourceFile = {
	/** As the user has named it. */
	readonly argument: string;
	/** Without its folder. */
	readonly name: string;
	readonly path: string;
	readonly url: URL;
	/** Ends in a slash. */
	readonly folder: URL;
	/** With its dot. */
	readonly extension: string;
	readonly language: RunDescription['language'];
	readonly text: string;
};

const languageByExtension: Readonly<Record<string, SourceFile['language']>> = {
	'.js': 'javascript',
	'.mjs': 'javascript',
	'.cjs': 'javascript',
	'.ts': 'javascript',
	'.mts': 'javascript',
	'.cts': 'javascript',
	'.py': 'python',
};

/** What the names of programs' files end in. */
export const programExtensions: readonly string[] = Object.keys(languageByExtension);

/** Whether a word is written as the name of a program's file. */
export function isProgramName(word: string): boolean {
	return extname(word) in languageByExtension;
}

/** Reads a program's file, or says in a line without a full stop why there is nothing to run. */
export function readProgramFile(argument: string): SourceFile | {readonly error: string} {
	const path = resolve(argument);
	const name = basename(path);
	const extension = extname(name);
	const language = languageByExtension[extension];
	try {
		if (!statSync(path).isFile()) {
			return {error: `${argument}: not a file`};
		}

		if (!language) {
			return {
				error: `${argument}: a program ends in ${programExtensions.slice(0, -1).join(', ')} or ${programExtensions.at(-1)}`,
			};
		}

		const text = readFileSync(path, 'utf8');
		const folder = pathToFileURL(`${dirname(path)}/`);
		return {argument, name, path, url: pathToFileURL(path), folder, extension, language, text};
	} catch (error) {
		return {error: `${argument}: ${formatReadError(error)}`};
	}
}

/** What is wrong with a file that could not be opened. */
export function formatReadError(error: unknown): string {
	const {code} = error as NodeJS.ErrnoException;
	const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
	return isMissing ? 'no such file' : `cannot be read: ${describeSystemError(error)}`;
}
