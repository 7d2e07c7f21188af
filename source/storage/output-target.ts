import type {Stats} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {lstat, open, readlink, realpath, stat} from 'node:fs/promises';
import {basename, dirname, extname, join, resolve} from 'node:path';
import {describeSystemError} from '../text/system-error.ts';
import {pathKinds, statPath} from './path-kinds.ts';

/** What exists at the path of an output file. */
type Found =
	| {readonly kind: 'stream'}
	| {
			readonly kind: 'file';
			/** The path with links resolved, so that a link remains a link. */
			readonly target: string;
			/** Undefined if nothing has this name yet. */
			readonly present: Stats | undefined;
	  };

/** Inspects the path of an output file. Rejects with the system's error, and with EISDIR for a directory. */
export async function inspectTarget(path: string): Promise<Found> {
	const present = await unlessMissing(stat(path));
	if (present?.isDirectory()) {
		throw Object.assign(new Error('it is a directory'), {code: 'EISDIR', path});
	}
	return pathKinds.isStream(path) ? {kind: 'stream'} : {kind: 'file', target: await withoutLinks(path), present};
}

/**
 * Opens a new part file: `run.part.ndjson`, whose extension lets users open it as a saved run. If a killed program left
 * one, it is not overwritten: the next is `run.part-2.ndjson`. The part is in the folder of `shown`, or next to the
 * target if that has another name.
 */
export async function openPart(
	target: string,
	shown: string,
): Promise<{readonly handle: FileHandle; readonly part: string}> {
	const extension = extname(target);
	const name = basename(target, extension);
	const folder = basename(shown) === basename(target) ? dirname(shown) : dirname(target);
	// The name of the target can have the greatest length that the system allows, and the name of the part is longer.
	const short = Buffer.from(name).length > 200 ? [...name].slice(0, 50).join('') : name;
	for (let number = 1; ; number++) {
		const part = join(folder, `${short}.part${number > 1 ? `-${number}` : ''}${extension}`);
		const handle = await open(part, 'wx').catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') {
				throw error;
			}
		});
		if (handle) {
			return {handle, part};
		}
	}
}

/** Returns why an output file could not be opened, without a period: `no such directory`. */
export function describeOpenError(error: unknown, path: string): string {
	// If the path is a link, the error names a file beside what the link points to.
	const {code, path: opened = path} = error as NodeJS.ErrnoException;
	switch (code) {
		case 'EISDIR':
			return 'it is a directory';
		case 'EEXIST':
			return 'it already exists';
		case 'ENOENT':
			return statPath(dirname(opened)) ? noNewFile : 'no such directory';
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			// An existing file is not overwritten in place, because that could not be undone.
			return statPath(path) ? noNewFile : describeSystemError(error);
		default:
			return describeSystemError(error);
	}
}

const noNewFile = 'its directory takes no new file';

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
	return await found.catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') {
			throw error;
		}
		return undefined;
	});
}

/** Resolves links, including one to a file that does not exist yet. */
async function withoutLinks(path: string): Promise<string> {
	let target = path;
	// Linux follows at most 40 links. A cycle does not get here: `stat` rejects it.
	for (let links = 0; links < 40; links++) {
		const isLink = (await unlessMissing(lstat(target)))?.isSymbolicLink() ?? false;
		if (!isLink) {
			break;
		}
		target = resolve(await realpath(dirname(target)), await readlink(target));
	}
	return target;
}
