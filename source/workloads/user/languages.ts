import {dirname} from 'node:path';
import type {UserLanguages} from '../../session/choices.ts';
import type {UserFile} from '../program-for-file.ts';
import type {Workload} from '../workload.ts';
import type {OpenedFile} from './open-request.ts';

type Language = OpenedFile['language'];

/** Formats `jobs.mjs`, or `jobs.mjs and jobs.py`. */
export function titleOf(files: readonly OpenedFile[]): string {
	return files.map(({name}) => name).join(' and ');
}

/** Returns the languages of files and, if one is missing, what to type. */
export function userLanguages([first, second]: readonly OpenedFile[]): UserLanguages {
	if (!first || second) {
		return {language: 'both'};
	}

	const isPython = first.language === 'python';
	const [other, extension] = isPython ? ['JavaScript', '.mjs'] : ['Python', '.py'];
	const name = `${first.name.slice(0, -first.extension.length)}${extension}`;
	const pair = isPython ? `${name} ${first.name}` : `${first.name} ${name}`;
	return {language: first.language, missing: `No ${other} file given. Run one of each: async-tui ${pair}`};
}

/** Returns the file for a language. Throws if there is none. */
export function userFile(
	files: readonly OpenedFile[],
	language: Language,
	title: string,
	maxMemory: number | undefined,
): UserFile {
	const file = files.find(one => one.language === language);
	if (!file) {
		throw new Error(`no file in ${language}`);
	}

	const {name, url, argument: typed, text} = file;
	return {scenario: {name: title, title}, name, url, typed, text, ...(maxMemory !== undefined && {maxMemory})};
}

/** Returns the files to watch. */
export function watchedFiles(files: readonly OpenedFile[], python: string | undefined): Pick<Workload, 'watched'> {
	const paths = files.map(({path}) => path);
	const [first] = files;
	// Each engine names files relative to another folder.
	const folder = first?.language === 'javascript' ? dirname(first.path) : process.cwd();
	return {watched: {files: paths, folder, python}};
}

/** Returns the folder in which to search for the Python that the files were written for. */
export function pythonFolder(files: readonly OpenedFile[]): Pick<Workload, 'pythonFolder'> {
	const file = files.find(({language}) => language === 'python');
	return file ? {pythonFolder: dirname(file.path)} : {};
}
