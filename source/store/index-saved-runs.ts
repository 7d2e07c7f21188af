import {inSlices} from '../exports/in-slices.ts';
import type {Trace} from '../trace/trace.ts';
import {isRead, readInSteps} from './followers.ts';

/** Reads long runs that were saved, a little at a time: keys are answered meanwhile. */
export type Reading = {
	/** These, one after the other; those that are short or were read already are left out. The first part is read at once. */
	readonly read: (traces: readonly Trace[]) => Promise<void>;
	/** How much of one of them has been read, in per cent; undefined: all of all. */
	readonly percent: () => number | undefined;
	readonly stop: () => void;
};

/** `told` is called when there is more to say of it, and when all has been read. */
export function createReading(told: () => void): Reading {
	const stopped = new AbortController();
	let percent: number | undefined;
	const tell = (done: number) => {
		// In steps: each is a frame.
		const now = Math.floor(done * 20) * 5;
		if (now !== percent) {
			percent = now;
			told();
		}
	};

	return {
		async read(traces) {
			for (const trace of traces.filter(each => !isRead(each))) {
				await inSlices(readInSteps(trace), stopped.signal, tell).catch(() => {});
			}

			if (percent !== undefined && !stopped.signal.aborted) {
				percent = undefined;
				told();
			}
		},
		percent: () => percent,
		stop: () => stopped.abort(),
	};
}
