import type {Stats} from 'node:fs';
import {createReadStream} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {chmod, chown, link, open, rename, rm} from 'node:fs/promises';
import {inspectTarget, openPart} from './output-target.ts';
import {writeAll} from './write-all.ts';

/**
 * A file that is either complete or absent: it is written to a part file next to the target and gets its name at the
 * end.
 */
export type OutputFile = {
	/** The path of the part file: `run.part.ndjson`. The target itself if that is a pipe or a device. */
	readonly part: string;
	/** Whether the target is a pipe or a device, which is written to directly. */
	readonly isStream: boolean;
	/** Appends. Resolves when more can be written. Rejects once a write has failed. */
	readonly write: (content: string | Uint8Array) => Promise<void>;
	/** Writes the buffered content. */
	readonly flush: () => Promise<void>;
	/** Gives the file its name. Rejects with EEXIST if another file has that name by now, unless `replace` is set. */
	readonly finish: () => Promise<void>;
	/** Removes the part file. Does not throw. */
	readonly discard: () => Promise<void>;
	/** Closes the part file without removing it. Does not throw. */
	readonly keep: () => Promise<void>;
	/** Reads what has been flushed. */
	readonly contents: () => AsyncIterable<string | Uint8Array>;
	/** Opens one more file for the same target. If that is a pipe or a device, the new file is in memory. */
	readonly another: () => Promise<OutputFile>;
};

export type OutputFileOptions = {
	/** Whether an existing file is replaced. */
	readonly replace?: boolean;
};

/** How many characters or bytes are buffered before they are written. */
const bufferSize = 1 << 16;

/** Opens an output file. Rejects with the system's error if it cannot be written there. */
export async function createOutputFile(path: string, {replace = false}: OutputFileOptions = {}): Promise<OutputFile> {
	const found = await inspectTarget(path);
	if (found.kind === 'stream') {
		return streamTo(path, await open(path, 'a'));
	}
	const {target, present} = found;
	if (present && !replace) {
		throw Object.assign(new Error('it already exists'), {code: 'EEXIST', path});
	}
	const openNext = async () => beside(target, present, replace, await openPart(target, path), openNext);
	return openNext();
}

/** Writes a whole file. If that fails or is aborted, no file remains. */
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

/** Creates a file that is written next to its target. */
async function beside(
	target: string,
	present: Stats | undefined,
	replace: boolean,
	{handle, part}: {readonly handle: FileHandle; readonly part: string},
	another: OutputFile['another'],
): Promise<OutputFile> {
	if (present) {
		// A file that is replaced keeps its mode and, where permitted, its owner.
		await chown(part, present.uid, present.gid).catch(() => {});
		await chmod(part, present.mode & 0o7777).catch(() => {});
	}
	const {write, flush} = buffered(bytes => writeAll(handle, bytes));
	const keep = async () => {
		await flush().catch(() => {});
		await closeQuietly(handle);
	};
	return {
		part,
		isStream: false,
		write,
		flush,
		async finish() {
			await flush();
			await handle.datasync();
			await handle.close();
			await (replace ? rename(part, target) : linkOrRename(part, target));
		},
		async discard() {
			await keep();
			await rm(part, {force: true}).catch(() => {});
		},
		keep,
		contents: () => createReadStream(part),
		another,
	};
}

/** Creates an output file for a pipe or a device, which is written to directly. */
function streamTo(path: string, handle: FileHandle): OutputFile {
	const {write, flush} = buffered(bytes => writeAll(handle, bytes));
	const close = async () => {
		await flush().catch(() => {});
		await closeQuietly(handle);
	};
	return {
		part: path,
		isStream: true,
		write,
		flush,
		async finish() {
			await flush();
			await handle.close();
		},
		discard: close,
		keep: close,
		async *contents() {},
		another: async () => inMemory(path),
	};
}

/** Creates an output file that exists only in memory. */
function inMemory(path: string): OutputFile {
	const contents: (string | Uint8Array)[] = [];
	const nothingToDo = async () => {};
	return {
		part: path,
		isStream: true,
		write: async content => void contents.push(content),
		...{flush: nothingToDo, finish: nothingToDo, discard: nothingToDo, keep: nothingToDo},
		async *contents() {
			yield* contents;
		},
		another: async () => inMemory(path),
	};
}

/**
 * Buffers content before it is written. The writes of one file happen one after the other, and end with the first that
 * fails.
 */
function buffered(writeOut: (bytes: Uint8Array) => Promise<void>): Pick<OutputFile, 'write' | 'flush'> {
	let waiting: (string | Uint8Array)[] = [];
	let size = 0;
	let written = Promise.resolve();
	const flush = () => {
		const contents = waiting;
		[waiting, size] = [[], 0];
		if (contents.length > 0) {
			written = written.then(() => writeOut(bytesOf(contents)));
			// Avoids an unhandled rejection: callers await the returned promise, now or at the end.
			written.catch(() => {});
		}
		return written;
	};
	return {
		async write(content) {
			waiting.push(content);
			size += content.length;
			if (size >= bufferSize) {
				await flush();
			}
		},
		flush,
	};
}

function bytesOf(contents: readonly (string | Uint8Array)[]): Uint8Array {
	return contents.every(each => typeof each === 'string')
		? Buffer.from(contents.join(''))
		: Buffer.concat(contents.map(each => (typeof each === 'string' ? Buffer.from(each) : each)));
}

async function closeQuietly(handle: FileHandle): Promise<void> {
	await handle.close().catch(() => {});
}

/**
 * Links the part file to the target. Renaming would replace a file that was created there in the meantime; a link
 * cannot.
 */
async function linkOrRename(part: string, target: string): Promise<void> {
	try {
		await link(part, target);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			throw error;
		}
		// The file system has no links.
		await rename(part, target);
		return;
	}
	await rm(part);
}
