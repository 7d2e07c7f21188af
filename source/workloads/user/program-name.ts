import {extname} from 'node:path';
import type {RunDescription} from '../../trace/event.ts';

const languages: Readonly<Record<string, RunDescription['language']>> = {
	'.js': 'javascript',
	'.mjs': 'javascript',
	'.cjs': 'javascript',
	'.ts': 'javascript',
	'.mts': 'javascript',
	'.cts': 'javascript',
	'.py': 'python',
};

/** The extensions of program files. */
export const programExtensions: readonly string[] = Object.keys(languages);

/** Whether a word has the extension of a program file. */
export function isProgramName(word: string): boolean {
	return extname(word) in languages;
}

/** Returns the language of a file with this extension. Undefined if it is not that of a program. */
export function languageOf(extension: string): RunDescription['language'] | undefined {
	return languages[extension];
}
