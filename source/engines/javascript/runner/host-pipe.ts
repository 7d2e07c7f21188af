import fs from 'node:fs';
import process from 'node:process';
import {now} from './clock.ts';
import {allocateRing, createRing, firstFreeWord} from './ring.ts';

/** The file descriptor of the pipe to the host, or of a connection. Undefined while there is none. */
let descriptor: number | undefined = 3;
const pause = new Int32Array(new SharedArrayBuffer(4));

// Taken before the program can replace them.
const {writevSync} = fs;
const {kill, pid} = process;
const {load, store, wait} = Atomics;
const group = process.platform === 'win32' ? pid : -pid;

/** The most bytes that can wait for the host. */
const room = 4_194_304;
/** The most characters that are appended in one piece. */
const maxPieceLength = room / 8;
/** The most bytes that are written in one piece. */
const maxWriteBytes = 65_536;

/** The index of a word that is 1 if the last write ended within a line. */
const midLineWord = firstFreeWord;
/** The index of the first word that users of the pipe may use; see `pipeWords`. */
export const firstPipeWord = firstFreeWord + 1;

const lineFeed = Buffer.from('\n');

/** Called when the host is gone. */
let onHostGone = endProcess;

let ring = createRing(allocateRing(room));

/** Allocates the memory of a channel, for `shareChannel`. */
export function allocateChannel(): SharedArrayBuffer {
	return allocateRing(room);
}

/**
 * Makes this thread use a channel that other threads may share. Lines of different threads do not mix, and those of one
 * thread stay in order.
 */
export function shareChannel(memory: SharedArrayBuffer): void {
	ring = createRing(memory);
}

/** Returns the words that the threads share. Users of the pipe own those from `firstPipeWord` on. */
export function pipeWords(): Int32Array<SharedArrayBuffer> {
	return ring.words;
}

/** Writes to another file descriptor from now on, or to none. `onLost` is called when the host is gone. */
export function setDescriptor(own: number | undefined, onLost: () => void = onHostGone): void {
	descriptor = own;
	onHostGone = onLost;
}

export function isConnected(): boolean {
	return descriptor !== undefined;
}

/**
 * Whether a thread is using the channel. That thread may be waiting for the host, so a thread that pauses it must not
 * wait for the channel.
 */
export function isChannelInUse(): boolean {
	return ring.appending.isTaken() || ring.writing.isTaken();
}

/**
 * Appends lines to those that wait. `text` is called while no other thread appends. Waits for room. Returns how long
 * that took, in ms.
 */
export function appendLines(text: () => string): number {
	ring.appending.take();
	try {
		const lines = text();
		let waited = 0;
		for (let from = 0; from < lines.length; from += maxPieceLength) {
			const piece = lines.length <= maxPieceLength ? lines : lines.slice(from, from + maxPieceLength);
			waited += makeRoom(piece.length * 3);
			ring.append(piece);
		}

		return waited;
	} finally {
		ring.appending.free();
	}
}

/**
 * Appends a line if none waits. `onAppended` is called while no other thread appends. Returns whether it did; false
 * if another thread uses the channel.
 */
export function appendIfEmpty(line: string, onAppended: () => void): boolean {
	if (!ring.appending.tryToTake()) {
		return false;
	}

	try {
		if (ring.size() > 0) {
			return false;
		}

		ring.append(line);
		onAppended();
		return true;
	} finally {
		ring.appending.free();
	}
}

/** Writes all waiting lines before it returns. Returns how long that took, in ms. */
export function flushChannel(): number {
	const from = now();
	ring.writing.take();
	try {
		write(true);
	} finally {
		ring.writing.free();
	}

	return now() - from;
}

/** Writes as much of the waiting lines as the host accepts now. Returns whether that was everything. */
export function tryToWrite(): boolean {
	if (!ring.writing.tryToTake()) {
		return false;
	}

	try {
		return write(false);
	} finally {
		ring.writing.free();
	}
}

/** Waits until there is room for `bytes`. Returns how long that took, in ms. */
function makeRoom(bytes: number): number {
	let waited = 0;
	while (descriptor !== undefined && ring.size() + bytes > room) {
		waited += flushChannel();
	}

	return waited;
}

/**
 * Writes the waiting lines. A write that starts a line first sends a line feed, so that text that the program itself
 * wrote to the descriptor does not spoil the line. `waits`: whether to wait for a host that accepts nothing now. Calls
 * `onHostGone` if the host is gone. Returns whether everything was written.
 */
function write(waits: boolean): boolean {
	for (let left = ring.size(); left > 0 && descriptor !== undefined; left = ring.size()) {
		try {
			const piece = ring.first(maxWriteBytes);
			const start = load(ring.words, midLineWord) === 1 ? [] : [lineFeed];
			const count = writevSync(descriptor, [...start, piece]) - start.length;
			if (count > 0) {
				store(ring.words, midLineWord, ring.drop(count) ? 0 : 1);
			}
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				onHostGone();
				return false;
			}

			if (!waits) {
				return false;
			}

			wait(pause, 0, 0, 1);
		}
	}

	return true;
}

/** Kills this process and all processes that it started. Any thread can call it. */
export function endProcess(): void {
	try {
		kill(group, 'SIGKILL');
	} catch {
		// The process does not have its own process group.
		kill(pid, 'SIGKILL');
	}
}
