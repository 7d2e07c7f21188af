import {runInSlices} from '../exports/time-slicing.ts';
import type {Trace} from '../trace/trace.ts';
import {indexInSteps, isIndexed} from './followers.ts';

/** Reads long runs that were saved, a little at a time: keys are answered meanwhile. */
export type Indexing = {
	/** These, one after the other; those that are short or were read already are left out. The first part is read at once. */
	readonly index: (traces: readonly Trace[]) => Promise<void>;
	/** How much of one of them has been read, in per cent; undefined: all of all. */
	readonly percent: () => number | undefined;
	readonly stop: () => void;
};

/** `told` is called when there is more to say of it, and when all has been read. */
export function createIndexing(onChange: () => void): Indexing {
	const stopped = new AbortController();
	let percent: number | undefined;
	const report = (done: number) => {
		// In steps: each is a frame.
		const now = Math.floor(done * 20) * 5;
		if (now !== percent) {
			percent = now;
			onChange();
		}
	};

	return {
		async index(traces) {
			for (const trace of traces.filter(each => !isIndexed(each))) {
				await runInSlices(indexInSteps(trace), stopped.signal, report).catch(() => {});
			}

			if (percent !== undefined && !stopped.signal.aborted) {
				percent = undefined;
				onChange();
			}
		},
		percent: () => percent,
		stop: () => stopped.abort(),
	};
}
