import fs from 'node:fs';
import process from 'node:process';
import type {Reply} from '../../protocol.ts';
import {append} from './append.ts';
import {now} from './clock.ts';
import {allocateRing, createRing, firstFreeWord} from './ring.ts';
import {createWriteBudget, intervalMs} from './write-budget.ts';

/** The file descriptor of the pipe to the host, or of a connection. Undefined while there is none. */
let descriptor: number | undefined = 3;
const pause = new Int32Array(new SharedArrayBuffer(4));

// Taken before the program can replace them.
const {stringify} = JSON;
const {writevSync} = fs;
const {kill, pid} = process;
const {setTimeout: setTimer} = globalThis;
const {load, notify, store, wait} = Atomics;
const {waitAsync} = Atomics as unknown as {
	waitAsync: (words: Int32Array, index: number, value: number) => {readonly async: boolean; readonly value: unknown};
};
const group = process.platform === 'win32' ? pid : -pid;

/** The most bytes that can wait for the host. */
const room = 4_194_304;
/** The most characters that are appended in one piece. */
const maxPieceLength = room / 8;
/** The most bytes that are written in one piece. */
const maxWriteBytes = 65_536;

/** The index of a word that is 1 if another thread writes the lines that are left to it. */
const writerWord = firstFreeWord;
/** The index of a word that is 1 while lines are left to that thread. */
const deferredWord = firstFreeWord + 1;
/** The index of a word that is 1 if the last write ended within a line. */
const midLineWord = firstFreeWord + 2;
/** The index of a word that is 1 while marks of output are left to that thread, which the host knows. */
const lateMarksWord = firstFreeWord + 3;
/** Lines for the host: from here on, marks may come after their bytes; all bytes so far have their marks. */
const [marksAreLate, marksAreComplete] = ['m1\n', 'm0\n'];

const lineFeed = Buffer.from('\n');

/**
 * Lines that wait for a connection. Undefined when lines are not held back. A process with more than `maxHeldLines` such
 * lines is not observed.
 */
let heldLines: string[] | undefined;
const maxHeldLines = 10_000;

/** Called when the host is gone. */
let onHostGone = endProcess;

let ring = createRing(allocateRing(room));
const eventBudget = createWriteBudget();
const markBudget = createWriteBudget();

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

/** Holds lines back until `openChannel`. */
export function holdLines(): void {
	descriptor = undefined;
	heldLines = [];
}

/**
 * Writes to a file descriptor from now on, starting with the lines that were held back. `onLost` is called when the host
 * is gone; the process then continues.
 */
export function openChannel(own: number, onLost: () => void): void {
	const lines = heldLines?.join('') ?? '';
	heldLines = undefined;
	descriptor = own;
	onHostGone = onLost;
	writeText(lines);
}

/** Discards all lines from now on. */
export function closeChannel(): void {
	descriptor = undefined;
	heldLines = undefined;
}

/**
 * Passes lines to the host, from any thread. Up to twenty times in five milliseconds, they are written before this
 * function returns, so that a loop that is blocked afterwards does not delay them. In a flood, the watchdog writes them
 * five milliseconds later. When four megabytes are waiting, the caller waits for the host. Returns how long the caller
 * waited or wrote, in ms.
 */
export function writeText(lines: string): number {
	if (descriptor === undefined) {
		hold(lines);
		return 0;
	}

	ring.appending.take();
	let waited: number;
	try {
		waited = appendLines(lines);
	} finally {
		ring.appending.free();
	}

	return waited + (mayWriteNow() ? writeNow() : 0);
}

/**
 * Passes on the mark of bytes that the program is about to write: before this function returns, so that the host reads
 * it before the bytes. In a flood, the watchdog writes the mark five milliseconds later, and the host lets the bytes
 * wait for it. Returns what `writeText` returns.
 */
export function writeMark(mark: string): number {
	if (descriptor === undefined) {
		hold(mark);
		return 0;
	}

	const mayBeLate = load(ring.words, writerWord) === 1;
	let isLate: boolean;
	let isFlood: boolean;
	let waited: number;
	ring.appending.take();
	try {
		isLate = load(ring.words, lateMarksWord) === 1;
		isFlood = mayBeLate && !isLate && !markBudget.take();
		waited = appendLines(isFlood ? mark + marksAreLate : mark);
		if (isFlood) {
			store(ring.words, lateMarksWord, 1);
		}
	} finally {
		ring.appending.free();
	}

	const took = isLate ? 0 : flushChannel();
	markBudget.spend(took);
	if (isLate || isFlood) {
		deferWrite();
	}

	return waited + took;
}

/** Appends lines to those that wait. Returns how long it waited for room, in ms. */
function appendLines(lines: string): number {
	let waited = 0;
	for (let from = 0; from < lines.length; from += maxPieceLength) {
		const piece = lines.length <= maxPieceLength ? lines : lines.slice(from, from + maxPieceLength);
		waited += makeRoom(piece.length * 3);
		ring.append(piece);
	}

	return waited;
}

function hold(lines: string) {
	if (heldLines && append(heldLines, lines) > maxHeldLines) {
		closeChannel();
	}
}

/** Passes one object to the host, as a line of JSON. Returns what `writeText` returns. */
export function writeLine(line: object | Reply): number {
	return writeText(`${stringify(line)}\n`);
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

/**
 * Whether a thread is using the channel. That thread may be waiting for the host, so a thread that pauses it must not
 * wait for the channel.
 */
export function isChannelInUse(): boolean {
	return ring.appending.isTaken() || ring.writing.isTaken();
}

/** Makes this thread write what other threads leave to it. Never waits for the host or for another thread. */
export function writeForOthers(): void {
	store(ring.words, writerWord, 1);
	const writeDeferred = () => {
		store(ring.words, deferredWord, 0);
		if (!tryToWrite() || !completeMarks()) {
			store(ring.words, deferredWord, 1);
		}

		listen();
	};
	const later = () => setTimer(writeDeferred, intervalMs);
	const listen = () => {
		const left = waitAsync(ring.words, deferredWord, 0);
		if (left.async) {
			void (left.value as Promise<unknown>).then(later);
		} else {
			later();
		}
	};
	listen();
}

function mayWriteNow(): boolean {
	if (load(ring.words, writerWord) === 0) {
		return true;
	}

	if (load(ring.words, deferredWord) === 1) {
		return false;
	}

	if (eventBudget.take()) {
		return true;
	}

	deferWrite();
	return false;
}

function deferWrite() {
	store(ring.words, deferredWord, 1);
	notify(ring.words, deferredWord, 1);
}

function writeNow(): number {
	if (load(ring.words, writerWord) === 0) {
		return flushChannel();
	}

	const from = now();
	if (!tryToWrite()) {
		deferWrite();
	}

	const took = now() - from;
	eventBudget.spend(took);
	return took;
}

/** Writes as much of the waiting lines as the host accepts now. Returns whether that was everything. */
function tryToWrite(): boolean {
	if (!ring.writing.tryToTake()) {
		return false;
	}

	try {
		return write(false);
	} finally {
		ring.writing.free();
	}
}

/** Tells the host that the waiting marks were the last ones. Returns false if another thread uses the channel. */
function completeMarks(): boolean {
	if (load(ring.words, lateMarksWord) === 0) {
		return true;
	}

	if (!ring.appending.tryToTake()) {
		return false;
	}

	try {
		if (ring.size() > 0) {
			return false;
		}

		ring.append(marksAreComplete);
		store(ring.words, lateMarksWord, 0);
	} finally {
		ring.appending.free();
	}

	return tryToWrite();
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
