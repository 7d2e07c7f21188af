import fs from 'node:fs';
import {dirname, join, relative, sep} from 'node:path';

/** Files and folders that mark the root of a project. */
const rootMarkers = ['package.json', 'pyproject.toml', '.git'];

// Taken before the program can replace it.
const {existsSync} = fs;

/**
 * Returns a function that names a file by its path: relative to `folder` if the file is below it, otherwise relative to
 * the closest root of a project. A file outside of both, or whose name is already taken, is named by its whole path.
 */
export function nameFilesFrom(folder: string): (path: string) => string {
	const names = new Map<string, string>();
	const taken = new Set<string>();
	return path => {
		const known = names.get(path);
		if (known !== undefined) {
			return known;
		}

		const root = isBelow(path, folder) ? folder : projectOf(path);
		const short = root === undefined ? path : relative(root, path);
		const name = taken.has(short) ? path : short;
		names.set(path, name);
		taken.add(name);
		return name;
	};
}

function isBelow(path: string, folder: string): boolean {
	return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function projectOf(path: string): string | undefined {
	for (let folder = dirname(path), above = ''; folder !== above; above = folder, folder = dirname(folder)) {
		if (rootMarkers.some(mark => existsSync(join(folder, mark)))) {
			return folder;
		}

		if (dirname(folder) === folder) {
			return undefined;
		}
	}

	return undefined;
}
