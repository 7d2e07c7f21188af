import type {Place} from '../trace/event.ts';
import type {Sequence} from './sequence.ts';

/** A time in which one task held the thread. */
export type ThreadSpan = {
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number | undefined;
	readonly task: string;
};

/** A stretch that is over, and was long enough for others to wait for its end: 1 ms and more. */
export type LongThreadSpan = ThreadSpan & {readonly to: number};

/** The one thread that runs the program's loop. */
export type Thread = {
	/** Stretches that it was held, oldest first; adjoining ones of one task are one. The last is open while it lasts. */
	readonly busy: Sequence<ThreadSpan>;
	/** Those of them that are over and took 1 ms or more; what went on after a pause of none is whole only when it is over for good. */
	readonly longSpans: Sequence<LongThreadSpan>;
	/**
	 * Stretches of 20 ms and more in which one piece of code had the thread and the processor, or slept on it. `ms`: without the time
	 * in which other processes had its core. Others are not judged.
	 */
	readonly blocks: readonly {
		readonly from: number;
		readonly to: number;
		readonly ms: number;
		/** Whether it computed for half of it or more; absent where nobody measured that. */
		readonly computed?: boolean;
		readonly task?: string;
		readonly place?: Place;
	}[];
	/** It is blocked now, as seen from outside. */
	readonly blocked?: {readonly since: number; readonly task?: string; readonly place?: Place; readonly inside?: string};
	/** Milliseconds held so far, also in stretches too short to be reported one by one. */
	readonly busyTime: number;
	/** Of those, ms that tasks held since the end of the start-up. */
	readonly busyByTasks: number;
	/** What the engine measured since the end of the start-up; absent where it does not measure. */
	readonly use?: ThreadUse;
	/**
	 * Of each beat so far its lag, and when it came: the same two arrays for as long as a run is followed, so readers can
	 * go on from their length.
	 */
	readonly lags: readonly number[];
	readonly beats: readonly number[];
	/** The stretches that have ended, as ms held in equal slots of `width` ms since time 0: bounded, however many there were. */
	readonly occupancy: {readonly width: number; readonly busyTime: readonly number[]};
};

/** What the thread did by a moment, as the engine measured it: ms since the run's start. */
export type ThreadTime = {
	readonly at: number;
	readonly idle?: number | undefined;
	readonly tracing?: number | undefined;
	readonly processor?: number | undefined;
	readonly preempted?: number | undefined;
};

/** What the thread was used for in a time, in ms. */
export type ThreadUse = {
	/** The time that it is about, without the tracer's own work and without that in which other processes had the core. */
	readonly of: number;
	readonly busy: number;
	/** The tracer's own work, at least. */
	readonly tracing: number;
	/** `at most`: others may have had its core. `at least`: only processor time is known. */
	readonly is: 'exact' | 'at most' | 'at least';
};
