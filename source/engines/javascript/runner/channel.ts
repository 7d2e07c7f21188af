import fs from 'node:fs';
import process from 'node:process';
import type {Reply} from '../../protocol.ts';
import {append} from './append.ts';
import {now} from './clock.ts';
import {allocateRing, createRing, firstFreeWord} from './ring.ts';

/** Of the pipe to the host, or of a connection; undefined while there is none. */
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

/** Bytes that can wait for the host. */
const room = 4_194_304;
/** Characters that are appended at once. */
const longestPiece = room / 8;
/** Bytes that are written at once. */
const page = 65_536;

/** So many times in so many ms what is handed over is written at once. What comes then is left to the watchdog for as long. */
const mostAtOnce = 20;
const interval = 5;
/** What writing at once may take of the thread: on a busy machine each write lets others have its core. */
const mostShare = 0.05;

/** 1: another thread writes what is left to it. */
const hasWriter = firstFreeWord;
/** 1: something is. */
const isLeft = firstFreeWord + 1;
/** 1: what was written last ended within a line. */
const isInLine = firstFreeWord + 2;

const lineFeed = Buffer.from('\n');

/** Lines that wait for a connection; undefined when none can wait. So many are never waited for: nothing is observed then. */
let held: string[] | undefined;
const mostHeld = 10_000;

/** What is called when the host is gone. */
let gone = endProcess;

let ring = createRing(allocateRing(room));
let since = 0;
let written = 0;
/** ms of writing since then. */
let spent = 0;

/** The memory of a channel, to be shared with `shareChannel`. */
export function allocateChannel(): SharedArrayBuffer {
	return allocateRing(room);
}

/** Lines of this thread do not mix with those of the others that share the memory, and keep their order. */
export function shareChannel(memory: SharedArrayBuffer): void {
	ring = createRing(memory);
}

/** Holds lines back until there is a connection. */
export function holdLines(): void {
	descriptor = undefined;
	held = [];
}

/** Writes to that descriptor, at first what was held back. `lost` is called when the host is gone, which ends nothing. */
export function openChannel(own: number, lost: () => void): void {
	const lines = held?.join('') ?? '';
	held = undefined;
	descriptor = own;
	gone = lost;
	writeText(lines);
}

/** From now on nothing is written, nor held back. */
export function closeChannel(): void {
	descriptor = undefined;
	held = undefined;
}

/**
 * Hands lines to the host, from any thread. Up to twenty times in five milliseconds they are written before it returns: a loop that is
 * blocked afterwards holds nothing back. In a flood the watchdog writes them five milliseconds later. When four megabytes wait, the
 * caller waits for the host. Returns the ms that it waited.
 */
export function writeText(lines: string): number {
	if (descriptor === undefined) {
		hold(lines);
		return 0;
	}

	let waited = 0;
	ring.appending.take();
	try {
		for (let from = 0; from < lines.length; from += longestPiece) {
			const piece = lines.length <= longestPiece ? lines : lines.slice(from, from + longestPiece);
			waited += makeRoom(piece.length * 3);
			ring.append(piece);
		}
	} finally {
		ring.appending.free();
	}

	return waited + (mayWriteAtOnce() ? writeNow() : 0);
}

function hold(lines: string) {
	if (held && append(held, lines) > mostHeld) {
		closeChannel();
	}
}

/** As `writeText`, one object. */
export function writeLine(line: object | Reply): number {
	return writeText(`${stringify(line)}\n`);
}

/** Writes all that waits before it returns. Returns the ms that it took. */
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

/** Whether a thread is at work here: it may wait for the host, and whoever stops it must not wait for it. */
export function isChannelTaken(): boolean {
	return ring.appending.isTaken() || ring.writing.isTaken();
}

/** Makes this thread the one that writes what others leave. Never waits for the host, nor for another thread. */
export function writeForOthers(): void {
	store(ring.words, hasWriter, 1);
	const writeLeft = () => {
		store(ring.words, isLeft, 0);
		if (!tryToWrite()) {
			store(ring.words, isLeft, 1);
		}

		listen();
	};
	const later = () => setTimer(writeLeft, interval);
	const listen = () => {
		const left = waitAsync(ring.words, isLeft, 0);
		if (left.async) {
			void (left.value as Promise<unknown>).then(later);
		} else {
			later();
		}
	};
	listen();
}

function mayWriteAtOnce(): boolean {
	if (load(ring.words, hasWriter) === 0) {
		return true;
	}

	if (load(ring.words, isLeft) === 1) {
		return false;
	}

	const at = now();
	if (at - since >= Math.max(interval, spent / mostShare)) {
		since = at;
		written = 0;
		spent = 0;
	}

	if (written++ < mostAtOnce) {
		return true;
	}

	leave();
	return false;
}

function leave() {
	store(ring.words, isLeft, 1);
	notify(ring.words, isLeft, 1);
}

function writeNow(): number {
	if (load(ring.words, hasWriter) === 0) {
		return flushChannel();
	}

	const from = now();
	if (!tryToWrite()) {
		leave();
	}

	const took = now() - from;
	spent += took;
	return took;
}

/** Writes what waits as far as the host takes it. Returns whether that was all. */
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

/** Returns the ms that it took until there was room for so many bytes. */
function makeRoom(bytes: number): number {
	let waited = 0;
	while (descriptor !== undefined && ring.size() + bytes > room) {
		waited += flushChannel();
	}

	return waited;
}

/**
 * Writes what waits. Each write starts with a line feed, so that what the program has written to the descriptor itself spoils no line.
 * `waits`: for a host that takes nothing now. When the host is gone, the process ends. Returns whether
 * all was written.
 */
function write(waits: boolean): boolean {
	for (let left = ring.size(); left > 0 && descriptor !== undefined; left = ring.size()) {
		try {
			const piece = ring.first(page);
			const start = load(ring.words, isInLine) === 1 ? [] : [lineFeed];
			const count = writevSync(descriptor, [...start, piece]) - start.length;
			if (count > 0) {
				store(ring.words, isInLine, ring.drop(count) ? 0 : 1);
			}
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				gone();
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

/** Ends this process at once, from any thread, with all that it has started. */
export function endProcess(): void {
	try {
		kill(group, 'SIGKILL');
	} catch {
		// It was not started in a group of its own.
		kill(pid, 'SIGKILL');
	}
}
