import type {ThreadUse} from './schedstat.ts';

/** What a thread had used up to an instant, in ms on the runner's clock. */
export type UsageSample = {readonly at: number; readonly use: ThreadUse};

/** The last samples of the thread's usage, in shared memory. Only one thread may add. */
export type UsageSamples = {
	readonly add: (at: number, use: ThreadUse) => void;
	/** Returns the newest sample that is not after an instant, or else the oldest. Undefined without samples. */
	readonly before: (instant: number) => UsageSample | undefined;
};

const sampleSize = 3;

/** The bytes that `count` samples need in shared memory. */
export const usageSamplesSize = (count: number): number => (1 + count * sampleSize) * Float64Array.BYTES_PER_ELEMENT;

/** Creates a view of the last `count` samples in shared memory, at an offset that is a multiple of 8. */
export function createUsageSamples(memory: SharedArrayBuffer, offset: number, count: number): UsageSamples {
	const added = new Int32Array(memory, offset, 1);
	const samples = new Float64Array(memory, offset + Float64Array.BYTES_PER_ELEMENT, count * sampleSize);

	return {
		add(at, {processor, preempted}) {
			const index = Atomics.load(added, 0);
			samples.set([at, processor, preempted], (index % count) * sampleSize);
			Atomics.store(added, 0, index + 1);
		},
		before(instant) {
			const end = Atomics.load(added, 0);
			let sample: UsageSample | undefined;
			// The other thread may be replacing the oldest.
			for (let index = end - 1; index >= 0 && index > end - count; index--) {
				const start = (index % count) * sampleSize;
				const [at = 0, processor = 0, preempted = 0] = samples.subarray(start, start + sampleSize);
				sample = {at, use: {processor, preempted}};
				if (at <= instant) {
					break;
				}
			}

			return sample;
		},
	};
}
