import {readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, dirname, extname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {didYouMean} from '../../text/did-you-mean.ts';
import {joinOr} from '../../text/join.ts';
import {quotePath} from '../../text/quote.ts';
import {describeSystemError} from '../../text/system-error.ts';
import type {RunDescription} from '../../trace/event.ts';

/** A program file, found and read. */
export type SourceFile = {
	/** As the user named it. */
	readonly argument: string;
	/** Without its folder. */
	readonly name: string;
	readonly path: string;
	readonly url: URL;
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

/** The extensions of program files. */
export const programExtensions: readonly string[] = Object.keys(languageByExtension);

/** Whether a word has the extension of a program file. */
export function isProgramName(word: string): boolean {
	return extname(word) in languageByExtension;
}

/** Reads a program file. On failure, returns one line, without a period, that says why. */
export function readProgramFile(argument: string): SourceFile | {readonly error: string} {
	const path = resolve(argument);
	const name = basename(path);
	const extension = extname(name);
	const language = languageByExtension[extension];
	try {
		if (!statSync(path).isFile()) {
			return {error: `cannot run ${quotePath(argument)}: it is not a file`};
		}

		if (!language) {
			return {
				error: `cannot run ${quotePath(argument)}: a program ends in ${joinOr(programExtensions)}`,
			};
		}

		const text = readFileSync(path, 'utf8');
		return {argument, name, path, url: pathToFileURL(path), extension, language, text};
	} catch (error) {
		const hint = isMissing(error) ? similarProgram(path) : '';
		return {error: `cannot run ${quotePath(argument)}: ${formatReadError(error)}${hint}`};
	}
}

/** Formats why a file could not be opened. */
export function formatReadError(error: unknown): string {
	return isMissing(error) ? 'no such file' : describeSystemError(error);
}

function isMissing(error: unknown): boolean {
	const {code} = error as NodeJS.ErrnoException;
	return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Formats `. Did you mean "crawl.py"?` after the name of a missing program. Empty without a similar one in its folder. */
function similarProgram(path: string): string {
	try {
		const hint = didYouMean(basename(path), readdirSync(dirname(path)).filter(isProgramName));
		return hint && `.${hint}`;
	} catch {
		return '';
	}
}
