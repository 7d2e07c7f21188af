import type {ThreadUse} from './schedstat.ts';

/**
 * What the main thread shares with its watchdog: when the loop last beat, which lane is on the thread, and what the
 * thread has used. Instants are in ms on the runner's clock.
 */
export type Heartbeat = {
	beatAt: number;
	/**
	 * Records that a lane takes the thread. `at`: the instant. `laneSerial`: its serial. `plannedIndex`: the index of the planned
	 * task that it works for; -1: none.
	 */
	readonly take: (at: number, lane: number, planned: number) => void;
	/** Records that no lane is on the thread. */
	readonly free: () => void;
	/** The instant at which the lane took the thread. */
	readonly enteredAt: number;
	/** The serial of the lane on the thread; -1: none. */
	readonly laneSerial: number;
	/** The index of the planned task that the lane works for; -1: none. */
	readonly plannedIndex: number;
	/** The highest serial of the lanes that had been on the thread by the last beat; -1: none. */
	readonly newestAtBeat: number;
	/** Records the thread's usage up to an instant. */
	readonly addSample: (at: number, use: ThreadUse) => void;
	/**
	 * Returns an upper bound of the usage since an instant, counted from the last sample before that instant. `use`: the
	 * usage until now. Undefined without samples.
	 */
	readonly usedSince: (instant: number, use: ThreadUse | undefined) => ThreadUse | undefined;
	/** Records that the host has read the end of the run. */
	readonly confirmEnd: () => void;
	/** Waits until the host has read the end of the run, after the last beat. */
	readonly waitForEnd: () => void;
};

/** How long the host may take to read the end of a run, in ms. */
const maxEndMs = 500;

// Taken before it is replaced.
const {wait} = Atomics;

/** As many samples as the watchdog takes in 25 s. */
const maxSamples = 1024;
const sampleSize = 3;
const samplesOffset = 40;

export const heartbeatSize = samplesOffset + maxSamples * sampleSize * 8;

/** Creates a view of the heartbeat in shared memory. Each of the two threads creates one. */
export function createHeartbeat(memory: SharedArrayBuffer): Heartbeat {
	const instants = new Float64Array(memory, 0, 2);
	const [serial, planned] = [new Int32Array(memory, 16, 1), new Int32Array(memory, 24, 1)];
	const isEndRead = new Int32Array(memory, 20, 1);
	const sampleCount = new Int32Array(memory, 28, 1);
	const newestAtBeat = new Int32Array(memory, 32, 1);
	const samples = new Float64Array(memory, samplesOffset, maxSamples * sampleSize);
	let newest = -1;
	const take: Heartbeat['take'] = (at, lane, index) => {
		newest = lane > newest ? lane : newest;
		serial[0] = lane;
		planned[0] = index;
		instants[1] = at;
	};

	return {
		take,
		free: () => take(0, -1, -1),
		addSample(at, {processor, preempted}) {
			const count = Atomics.load(sampleCount, 0);
			samples.set([at, processor, preempted], (count % maxSamples) * sampleSize);
			Atomics.store(sampleCount, 0, count + 1);
		},
		usedSince(instant, use) {
			const count = Atomics.load(sampleCount, 0);
			let before: ThreadUse | undefined;
			for (let index = count - 1; index >= 0 && index > count - maxSamples; index--) {
				const [at = 0, processor = 0, preempted = 0] = samples.subarray((index % maxSamples) * sampleSize);
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
		confirmEnd() {
			Atomics.store(isEndRead, 0, 1);
			Atomics.notify(isEndRead, 0);
		},
		waitForEnd() {
			// The watchdog does not examine this silence.
			instants[0] = 0;
			wait(isEndRead, 0, 0, maxEndMs);
		},
		get beatAt() {
			return instants[0] ?? 0;
		},
		set beatAt(at) {
			instants[0] = at;
			newestAtBeat[0] = newest;
		},
		get enteredAt() {
			return instants[1] ?? 0;
		},
		get plannedIndex() {
			return planned[0] ?? -1;
		},
		get newestAtBeat() {
			return newestAtBeat[0] ?? -1;
		},
		get laneSerial() {
			return serial[0] ?? -1;
		},
	};
}
