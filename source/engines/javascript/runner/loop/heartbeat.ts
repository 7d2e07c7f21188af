import type {ThreadUse} from './schedstat.ts';
import type {UsageSample} from './usage-samples.ts';
import {createUsageSamples, usageSamplesSize} from './usage-samples.ts';

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
	/** Records that no lane is on the thread, from an instant on. */
	readonly free: (at: number) => void;
	/** The instant at which the lane took the thread, or since which none is on it. */
	readonly enteredAt: number;
	/** The serial of the lane on the thread; -1: none. */
	readonly laneSerial: number;
	/** The index of the planned task that the lane works for; -1: none. */
	readonly plannedIndex: number;
	/** The highest serial of the lanes that had been on the thread by the last beat; -1: none. */
	readonly newestAtBeat: number;
	/**
	 * Records the thread's usage up to an instant. `by`: the main thread records it at beats and at stretches, the watchdog
	 * while it examines a silence.
	 */
	readonly addSample: (by: SampleSource, at: number, use: ThreadUse) => void;
	/**
	 * Returns an upper bound of the usage since an instant, counted from the last sample before that instant; on a busy
	 * machine the watchdog is late, and its last sample may be much older than that of a beat or stretch. `use`: the usage
	 * until now. Undefined without samples.
	 */
	readonly usedSince: (instant: number, use: ThreadUse | undefined) => ThreadUse | undefined;
	/** Records that the host has read the end of the run. */
	readonly confirmEnd: () => void;
	/** Waits until the host has read the end of the run, after the last beat. */
	readonly waitForEnd: () => void;
};

/** Who records a sample, and when. */
export type SampleSource = 'beat' | 'stretch' | 'watchdog';

/** How long the host may take to read the end of a run, in ms. */
const maxEndMs = 500;

// Taken before it is replaced.
const {wait} = Atomics;

/**
 * How many samples are stored. Of beats, the one at which a silence started. Of stretches, those that the stretches within
 * one need. Of the watchdog, what it takes in 25 s.
 */
const sampleCounts = {beat: 4, stretch: 64, watchdog: 1024} as const;
const beatOffset = 32;
const stretchOffset = beatOffset + usageSamplesSize(sampleCounts.beat);
const watchdogOffset = stretchOffset + usageSamplesSize(sampleCounts.stretch);

export const heartbeatSize = watchdogOffset + usageSamplesSize(sampleCounts.watchdog);

/** Creates a view of the heartbeat in shared memory. Each of the two threads creates one. */
export function createHeartbeat(memory: SharedArrayBuffer): Heartbeat {
	const instants = new Float64Array(memory, 0, 2);
	const [serial, planned] = [new Int32Array(memory, 16, 1), new Int32Array(memory, 24, 1)];
	const isEndRead = new Int32Array(memory, 20, 1);
	const newestAtBeat = new Int32Array(memory, 28, 1);
	const samples = {
		beat: createUsageSamples(memory, beatOffset, sampleCounts.beat),
		stretch: createUsageSamples(memory, stretchOffset, sampleCounts.stretch),
		watchdog: createUsageSamples(memory, watchdogOffset, sampleCounts.watchdog),
	} as const;
	let newest = -1;
	const take: Heartbeat['take'] = (at, lane, index) => {
		newest = lane > newest ? lane : newest;
		serial[0] = lane;
		planned[0] = index;
		instants[1] = at;
	};

	return {
		take,
		free: at => take(at, -1, -1),
		addSample: (by, at, use) => samples[by].add(at, use),
		usedSince(instant, use) {
			let last: UsageSample | undefined;
			for (const {before} of [samples.beat, samples.stretch, samples.watchdog]) {
				const sample = before(instant);
				last = sample && isCloser(sample, last, instant) ? sample : last;
			}

			return (
				last &&
				use && {
					processor: Math.max(0, use.processor - last.use.processor),
					preempted: Math.max(0, use.preempted - last.use.preempted),
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

/** Whether a sample is closer before an instant than another one; one after the instant counts only without another. */
function isCloser({at}: UsageSample, other: UsageSample | undefined, instant: number): boolean {
	if (!other) return true;
	return at <= instant && (other.at > instant || at > other.at);
}
