import fs from 'node:fs';
import process from 'node:process';

/** What the kernel has counted of the program's thread since it began, in ms. */
export type ThreadUse = {
	/** On a processor. */
	readonly processor: number;
	/** It could have run, but other threads or processes had the processor. */
	readonly preempted: number;
};

// Taken before the program can replace them.
const {openSync, readSync} = fs;
const buffer = Buffer.alloc(64);

const text = (length: number) => buffer.toString('latin1', 0, length);

/** Opens what Linux counts of the program's thread, which is the first of the process; undefined where there is nothing. */
export function openSchedstat(): number | undefined {
	try {
		return openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
	} catch {
		return undefined;
	}
}

/** Reads it, from any thread, in about 1 µs; undefined if it is not there. */
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
