import {readFileSync, statSync} from 'node:fs';
import {basename, dirname, extname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {getSystemErrorMap} from 'node:util';
import type {RunDescription} from '../../trace/event.ts';

/** A program's file, found and read. */
export type SourceFile = {
	/** As the user has named it. */
	readonly typed: string;
	/** Without its folder. */
	readonly name: string;
	readonly path: string;
	readonly url: URL;
	/** Ends in a slash. */
	readonly folder: URL;
	/** With its dot. */
	readonly ending: string;
	readonly language: RunDescription['language'];
	readonly text: string;
};

const languages: Readonly<Record<string, SourceFile['language']>> = {
	'.js': 'javascript',
	'.mjs': 'javascript',
	'.cjs': 'javascript',
	'.ts': 'javascript',
	'.mts': 'javascript',
	'.cts': 'javascript',
	'.py': 'python',
};

/** What the names of programs' files end in. */
export const programEndings: readonly string[] = Object.keys(languages);

/** Whether a word is written as the name of a program's file. */
export function isProgramName(word: string): boolean {
	return extname(word) in languages;
}

/** Reads a program's file, or says in a line without a full stop why there is nothing to run. */
export function readProgramFile(typed: string): SourceFile | {readonly wrong: string} {
	const path = resolve(typed);
	const name = basename(path);
	const ending = extname(name);
	const language = languages[ending];
	try {
		if (!statSync(path).isFile()) {
			return {wrong: `${typed}: not a file`};
		}

		if (!language) {
			return {
				wrong: `${typed}: a program ends in ${programEndings.slice(0, -1).join(', ')} or ${programEndings.at(-1)}`,
			};
		}

		const text = readFileSync(path, 'utf8');
		const folder = pathToFileURL(`${dirname(path)}/`);
		return {typed, name, path, url: pathToFileURL(path), folder, ending, language, text};
	} catch (error) {
		return {wrong: `${typed}: ${whyUnreadable(error)}`};
	}
}

/** What is wrong with a file that could not be opened. */
export function whyUnreadable(error: unknown): string {
	const {code, errno, message} = error as NodeJS.ErrnoException;
	const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
	return isMissing ? 'no such file' : `cannot be read: ${getSystemErrorMap().get(errno ?? 0)?.[1] ?? message}`;
}
