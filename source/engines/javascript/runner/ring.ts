import {Buffer} from 'node:buffer';
import type {SharedLock} from './shared-lock.ts';
import {createSharedLock} from './shared-lock.ts';

// Taken before the program can replace them.
const {load, store} = Atomics;

/**
 * Indices of words in the shared memory. `head` and `tail` count the bytes that were taken and appended since the
 * start, modulo 2³².
 */
const [appending, writing, head, tail] = [0, 1, 2, 3];
/** The index of the first word that users of the ring may use. */
export const firstFreeWord = 4;
const header = 64;

/** Allocates the memory of a ring. `room`: its capacity in bytes, a power of two. */
export function allocateRing(room: number): SharedArrayBuffer {
	return new SharedArrayBuffer(header + room);
}

/** A queue of text on its way to the host, in memory that the threads of this process share. */
export type Ring = {
	/** The words of the shared memory. Users of the ring own those from `firstFreeWord` on. */
	readonly words: Int32Array<SharedArrayBuffer>;
	/** The capacity, in bytes. */
	readonly room: number;
	/** Must be held while appending. */
	readonly appending: SharedLock;
	/** Must be held while reading and dropping bytes. */
	readonly writing: SharedLock;
	/** Returns how many bytes are waiting. */
	readonly size: () => number;
	/** Appends a text. The caller must make sure that there is room for three bytes per character. */
	readonly append: (text: string) => void;
	/** Returns the oldest bytes, at most `most`. They end at the end of a line, if they contain one. */
	readonly first: (most: number) => Buffer;
	/** Removes the oldest bytes. Returns whether the next byte is the start of a line. */
	readonly drop: (bytes: number) => boolean;
};

const lineFeed = 10;

export function createRing(memory: SharedArrayBuffer): Ring {
	const words = new Int32Array(memory, 0, header / 4);
	const bytes = Buffer.from(memory, header);
	const room = bytes.length;
	const mask = room - 1;
	const size = () => (load(words, tail) - load(words, head)) | 0;

	return {
		words,
		room,
		appending: createSharedLock(words, appending),
		writing: createSharedLock(words, writing),
		size,
		append(text) {
			const end = load(words, tail);
			const at = end & mask;
			if (at + text.length * 3 <= room) {
				store(words, tail, (end + bytes.write(text, at)) | 0);
				return;
			}

			const encoded = Buffer.from(text);
			const before = Math.min(encoded.length, room - at);
			encoded.copy(bytes, at, 0, before);
			encoded.copy(bytes, 0, before);
			store(words, tail, (end + encoded.length) | 0);
		},
		first(most) {
			const at = load(words, head) & mask;
			const end = Math.min(at + Math.min(size(), most), room);
			const found = bytes.subarray(at, end);
			const whole = found.lastIndexOf(lineFeed) + 1;
			return whole > 0 ? found.subarray(0, whole) : found;
		},
		drop(count) {
			const start = (load(words, head) + count) | 0;
			const isLineStart = count > 0 && bytes[(start - 1) & mask] === lineFeed;
			store(words, head, start);
			return isLineStart;
		},
	};
}
