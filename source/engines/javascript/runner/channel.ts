import {Buffer} from 'node:buffer';
import {writeSync} from 'node:fs';
import process from 'node:process';
import type {Reply} from '../../protocol.ts';
import {now} from './clock.ts';

const descriptor = 3;
const pause = new Int32Array(new SharedArrayBuffer(4));

// Taken before the program can replace them.
const {stringify} = JSON;
const {kill, pid} = process;
const group = process.platform === 'win32' ? pid : -pid;

/** Who has it writes; the threads of the process share it. */
let turn = new Int32Array(new SharedArrayBuffer(4));

/** Lines of this thread do not mix with those of the others that take turns by the same memory. */
export function setWriteLock(memory: Int32Array<SharedArrayBuffer>): void {
	turn = memory;
}

/**
 * Writes one line to the host, from any thread, before it returns: a loop that is blocked afterwards holds nothing back.
 * When the host is slow it waits; when the host is gone there is nobody to run for, and the process ends. Gives the ms that it took.
 */
export function writeLine(line: object | Reply): number {
	const whole: Buffer = Buffer.from(`${stringify(line)}\n`);
	const from = now();
	while (Atomics.compareExchange(turn, 0, 0, 1) !== 0) {
		Atomics.wait(turn, 0, 1, 1);
	}

	try {
		writeAll(whole);
	} finally {
		Atomics.store(turn, 0, 0);
		Atomics.notify(turn, 0, 1);
	}

	return now() - from;
}

function writeAll(whole: Buffer) {
	let rest = whole;
	while (rest.length > 0) {
		try {
			rest = rest.subarray(writeSync(descriptor, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				endProcess();
				return;
			}

			Atomics.wait(pause, 0, 0, 1);
		}
	}
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
