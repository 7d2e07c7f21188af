import fs from 'node:fs';
import process from 'node:process';

/** The processor usage of the program's thread since it started, as the kernel counts it, in ms. */
export type ThreadUse = {
	/** Time on a processor. */
	readonly processor: number;
	/** Time in which the thread could run, but other threads or processes had the processor. */
	readonly preempted: number;
};

// Taken before the program can replace them.
const {closeSync, openSync, readSync} = fs;
const buffer = Buffer.alloc(64);
const {pid} = process;

const text = (length: number) => buffer.toString('latin1', 0, length);

/**
 * Opens the counts that Linux has for the program's thread, the first of the process. Returns a file descriptor;
 * undefined on systems without such counts.
 */
export function openSchedstat(): number | undefined {
	try {
		return openSync(`/proc/self/task/${pid}/schedstat`, 'r');
	} catch {
		return undefined;
	}
}

/** Reads the counts in about 1 µs, from any thread. Undefined if there are none. */
export function readSchedstat(descriptor: number | undefined): ThreadUse | undefined {
	if (descriptor === undefined) {
		return undefined;
	}

	try {
		const [processor, preempted] = text(readSync(descriptor, buffer, 0, buffer.length, 0)).split(' ');
		return {processor: Number(processor) / 1e6, preempted: Number(preempted) / 1e6};
	} catch {
		return undefined;
	}
}

/** Whether the program's thread is on a processor or waits for one. False if it sleeps, or if the system does not say. */
export function isThreadRunnable(): boolean {
	try {
		const stat = openSync(`/proc/self/task/${pid}/stat`, 'r');
		try {
			// `PID (NAME) STATE …`; the name has at most 15 characters, and may have any.
			return /\) R [^)]*$/.test(text(readSync(stat, buffer, 0, buffer.length, 0)));
		} finally {
			closeSync(stat);
		}
	} catch {
		return false;
	}
}
