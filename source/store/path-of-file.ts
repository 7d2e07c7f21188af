import {existsSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Workload} from '../workloads/workload.ts';

/** Returns the known files and the folder of the user's work. Undefined if its files are async-tui's. */
export function filesOf({choice, file, watched}: Workload): KnownFiles | undefined {
	return choice.user || file || choice.saved
		? (watched ?? {files: file ? [file.path] : [], folder: process.cwd()})
		: undefined;
}

/** Where the files of the user's work are. */
export type KnownFiles = {readonly files: readonly string[]; readonly folder: string};

/**
 * Returns the path of a file by its name in a trace, which is relative to the folder of the work, or to that of a
 * project. Undefined if there is none.
 */
export function pathOf(name: string, {files, folder}: KnownFiles): string | undefined {
	const folders = [folder, ...files.map(path => dirname(path)).flatMap(withParents)];
	return folders.map(each => resolve(each, name)).find(path => existsSync(path));
}

function withParents(folder: string): readonly string[] {
	const parent = dirname(folder);
	return parent === folder ? [folder] : [folder, ...withParents(parent)];
}
