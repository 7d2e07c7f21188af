import {runInSlices} from '../exports/time-slicing.ts';
import type {Trace} from '../trace/trace.ts';
import {indexInSteps, isIndexed} from './followers.ts';

/** Indexes long saved runs a little at a time, so that keys work meanwhile. */
export type Indexing = {
	/** Indexes these runs in turn, except short or already indexed ones. Starts before it returns. */
	readonly index: (traces: readonly Trace[]) => Promise<void>;
	/** The progress of the current run in percent. Undefined: all are indexed. */
	readonly percent: () => number | undefined;
	readonly stop: () => void;
};

/** Creates an `Indexing`. `onChange` is called when the progress changes. */
export function createIndexing(onChange: () => void): Indexing {
	const stopped = new AbortController();
	let percent: number | undefined;
	const report = (done: number) => {
		// Reports only every 5%, because each report draws a frame.
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
