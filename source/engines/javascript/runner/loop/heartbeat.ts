import type {ThreadUse} from './schedstat.ts';

/**
 * What the main thread and its watchdog share: when the loop was alive last, whose code is on the thread, and what the thread has
 * used. Instants are ms on the runner's clock.
 */
export type Heartbeat = {
	beatAt: number;
	/** A lane, by its serial, takes the thread at that instant, for the planned task of that index; -1: for none. */
	readonly take: (at: number, lane: number, planned: number) => void;
	/** No lane has the thread. */
	readonly free: () => void;
	/** When the lane took the thread. */
	readonly enteredAt: number;
	/** The serial of the lane on the thread; -1: none. */
	readonly lane: number;
	/** The index of the planned task that it works for; -1: none. */
	readonly planned: number;
	/** Notes what the thread has used up to that instant. */
	readonly addSample: (at: number, use: ThreadUse) => void;
	/** What was used between that instant and now, at most: since the last sample before it. Undefined without samples. */
	readonly usedSince: (instant: number, use: ThreadUse | undefined) => ThreadUse | undefined;
};

/** As many samples as the watchdog takes in 25 s. */
const mostSamples = 1024;
const sampleSize = 3;
const samplesAt = 32;

export const heartbeatSize = samplesAt + mostSamples * sampleSize * 8;

/** Both threads see the same heartbeat in the same memory. */
export function createHeartbeat(memory: SharedArrayBuffer): Heartbeat {
	const instants = new Float64Array(memory, 0, 2);
	const [serial, planned] = [new Int32Array(memory, 16, 1), new Int32Array(memory, 24, 1)];
	const taken = new Int32Array(memory, 28, 1);
	const samples = new Float64Array(memory, samplesAt, mostSamples * sampleSize);
	const take: Heartbeat['take'] = (at, lane, index) => {
		serial[0] = lane;
		planned[0] = index;
		instants[1] = at;
	};

	return {
		take,
		free: () => take(0, -1, -1),
		addSample(at, {processor, preempted}) {
			const count = Atomics.load(taken, 0);
			samples.set([at, processor, preempted], (count % mostSamples) * sampleSize);
			Atomics.store(taken, 0, count + 1);
		},
		usedSince(instant, use) {
			const count = Atomics.load(taken, 0);
			let before: ThreadUse | undefined;
			for (let index = count - 1; index >= 0 && index > count - mostSamples; index--) {
				const [at = 0, processor = 0, preempted = 0] = samples.subarray((index % mostSamples) * sampleSize);
				before = {processor, preempted};
				if (at <= instant) {
					break;
				}
			}

			return (
				before &&
				use && {
					processor: Math.max(0, use.processor - before.processor),
					preempted: Math.max(0, use.preempted - before.preempted),
				}
			);
		},
		get beatAt() {
			return instants[0] ?? 0;
		},
		set beatAt(at) {
			instants[0] = at;
		},
		get enteredAt() {
			return instants[1] ?? 0;
		},
		get planned() {
			return planned[0] ?? -1;
		},
		get lane() {
			return serial[0] ?? -1;
		},
	};
}
