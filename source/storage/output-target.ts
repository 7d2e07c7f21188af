import type {Stats} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {lstat, open, readlink, realpath, stat} from 'node:fs/promises';
import {basename, dirname, extname, join, resolve} from 'node:path';
import {describeSystemError} from '../text/system-error.ts';
import {pathKinds, statPath} from './path-kinds.ts';

/** What stands at the path of an output file. */
type Found =
	| {readonly kind: 'stream'}
	| {
			readonly kind: 'file';
			/** The path without links, so that a link stays a link. */
			readonly target: string;
			/** Undefined if nothing has this name yet. */
			readonly present: Stats | undefined;
	  };

/** Looks at the path of an output file. Rejects with the system's error, and with EISDIR for a directory. */
export async function inspectTarget(path: string): Promise<Found> {
	const present = await unlessMissing(stat(path));
	if (present?.isDirectory()) {
		throw Object.assign(new Error('it is a directory'), {code: 'EISDIR', path});
	}
	return pathKinds.isStream(path) ? {kind: 'stream'} : {kind: 'file', target: await withoutLinks(path), present};
}

/**
 * Opens a new file beside a target: `run.part.ndjson`, so that it opens as a saved run, then `run.part-2.ndjson`: what
 * a killed program has left is not overwritten. The returned path starts like `shown`, if it is in the same folder.
 */
export async function openPart(
	target: string,
	shown: string,
): Promise<{readonly handle: FileHandle; readonly part: string}> {
	const extension = extname(target);
	const name = basename(target, extension);
	const folder = basename(shown) === basename(target) ? dirname(shown) : dirname(target);
	// A name can be as long as the system allows, and the part's is longer.
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

/** Says why an output file could not be opened, without a period: `no such directory`. */
export function describeOpenError(error: unknown, path: string): string {
	const {code} = error as NodeJS.ErrnoException;
	switch (code) {
		case 'EISDIR':
			return 'it is a directory';
		case 'EEXIST':
			return 'it already exists';
		case 'ENOENT':
			return statPath(dirname(path)) ? noNewFile : 'no such directory';
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			// Not written in place: that could not be undone.
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

/** Follows links, also to what does not exist yet. */
async function withoutLinks(path: string): Promise<string> {
	let target = path;
	// As many as Linux follows; `stat` has refused a circle before.
	for (let links = 0; links < 40; links++) {
		const isLink = (await unlessMissing(lstat(target)))?.isSymbolicLink() ?? false;
		if (!isLink) {
			break;
		}
		target = resolve(await realpath(dirname(target)), await readlink(target));
	}
	return target;
}
