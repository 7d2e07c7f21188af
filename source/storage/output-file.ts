import type {FileHandle} from 'node:fs/promises';
import {chmod, chown, link, open, rename, rm} from 'node:fs/promises';
import {inspectTarget, openPart} from './output-target.ts';
import {writeAll} from './write-all.ts';

/** A file that is whole or absent: it grows beside its place and gets its name at the end. */
export type OutputFile = {
	/** The path of what is written so far: `run.part.ndjson`. The target itself if that is a pipe or a device. */
	readonly part: string;
	/** Appends. Resolves when the next text is welcome; rejects once the disk takes no more. */
	readonly write: (content: string | Uint8Array) => Promise<void>;
	/** Writes out what is buffered. */
	readonly flush: () => Promise<void>;
	/** Gives the file its name. Rejects with EEXIST if another one has it by now, unless it is to be replaced. */
	readonly finish: () => Promise<void>;
	/** Removes the part. Does not throw. */
	readonly discard: () => Promise<void>;
	/** Closes the part, which stays. Does not throw. */
	readonly keep: () => Promise<void>;
};

export type OutputFileOptions = {
	/** Whether an existing file is replaced. */
	readonly replace?: boolean;
};

/** Characters and bytes that are collected before they are written. */
const bufferSize = 1 << 16;

/** Opens an output file. Rejects with the system's error if it cannot be written there. */
export async function createOutputFile(path: string, {replace = false}: OutputFileOptions = {}): Promise<OutputFile> {
	const found = await inspectTarget(path);
	if (found.kind === 'stream') {
		return outputTo(await open(path, 'a'), path, {});
	}
	const {target, present} = found;
	if (present && !replace) {
		throw Object.assign(new Error('it already exists'), {code: 'EEXIST', path});
	}
	const {handle, part} = await openPart(target, path);
	if (present) {
		// A file keeps its mode and, where we may, its owner.
		await chown(part, present.uid, present.gid).catch(() => {});
		await chmod(part, present.mode & 0o7777).catch(() => {});
	}
	return outputTo(handle, part, {
		async finish() {
			await (replace ? rename(part, target) : linkOrRename(part, target));
		},
		discard: () => rm(part, {force: true}),
	});
}

/** Writes a file at once: all of it, or nothing. Aborting leaves nothing either. */
export async function writeOutput(
	path: string,
	content: Iterable<string | Uint8Array>,
	{signal, ...options}: OutputFileOptions & {readonly signal?: AbortSignal} = {},
): Promise<void> {
	const file = await createOutputFile(path, options);
	try {
		for (const each of content) {
			signal?.throwIfAborted();
			await file.write(each);
		}
		await file.flush();
		signal?.throwIfAborted();
		await file.finish();
	} catch (error) {
		await file.discard();
		throw error;
	}
}

/** An open file whose writes follow one another. */
function outputTo(
	handle: FileHandle,
	part: string,
	named: {readonly finish?: () => Promise<void>; readonly discard?: () => Promise<void>},
): OutputFile {
	let buffered: (string | Uint8Array)[] = [];
	let size = 0;
	let written = Promise.resolve();
	const flush = () => {
		const contents = buffered;
		[buffered, size] = [[], 0];
		if (contents.length > 0) {
			written = written.then(() => writeAll(handle, bytesOf(contents)));
			// Whoever waits for it hears of an error, now or at the end.
			written.catch(() => {});
		}
		return written;
	};
	const keep = async () => {
		await written.catch(() => {});
		await handle.close().catch(() => {});
	};
	return {
		part,
		async write(content) {
			buffered.push(content);
			size += content.length;
			if (size >= bufferSize) {
				await flush();
			}
		},
		flush,
		async finish() {
			await flush();
			if (named.finish) {
				await handle.datasync();
			}
			await handle.close();
			await named.finish?.();
		},
		async discard() {
			await keep();
			await named.discard?.().catch(() => {});
		},
		keep,
	};
}

function bytesOf(contents: readonly (string | Uint8Array)[]): Uint8Array {
	return contents.every(each => typeof each === 'string')
		? Buffer.from(contents.join(''))
		: Buffer.concat(contents.map(each => (typeof each === 'string' ? Buffer.from(each) : each)));
}

/** Renaming would replace a file that has come there meanwhile; a link cannot. */
async function linkOrRename(part: string, target: string): Promise<void> {
	try {
		await link(part, target);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			throw error;
		}
		// A file system without links.
		await rename(part, target);
		return;
	}
	await rm(part);
}
