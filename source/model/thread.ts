import type {Place} from '../trace/event.ts';
import type {Sequence} from './sequence.ts';

/** A stretch in which one task was on the thread. */
export type ThreadSpan = {
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number | undefined;
	readonly task: string;
};

/** A stretch that has ended and was long enough to make others wait: 1 ms or more. */
export type LongThreadSpan = ThreadSpan & {readonly to: number};

/** The thread that runs the program's loop. */
export type Thread = {
	/**
	 * The stretches in which a task was on the thread, the oldest first; adjoining stretches of one task are merged. The
	 * last is open while it lasts.
	 */
	readonly busy: Sequence<ThreadSpan>;
	/**
	 * The stretches of 1 ms or more that have ended. A stretch that continues without a pause has its full length only
	 * after it has ended for good.
	 */
	readonly longSpans: Sequence<LongThreadSpan>;
	/**
	 * The stretches of 20 ms or more in which one piece of code had the thread and the processor, or slept on the thread.
	 * `ms`: without the time in which other processes had the core. Stretches without that evidence are left out.
	 */
	readonly blocks: readonly {
		readonly from: number;
		readonly to: number;
		readonly ms: number;
		/** Whether the code computed for at least half of it; absent if that was not measured. */
		readonly computed?: boolean;
		readonly task?: string;
		readonly place?: Place;
	}[];
	/** Set while the thread is blocked, as an observer outside sees it. */
	readonly blocked?: {readonly since: number; readonly task?: string; readonly place?: Place; readonly inside?: string};
	/** The last wait that blocked the thread and that nothing can end, such as `Future.result`. */
	readonly endless?: {readonly since: number; readonly wait: string; readonly task?: string; readonly place?: Place};
	/** Time on the thread so far, in ms, including stretches too short to be reported one by one. */
	readonly busyTime: number;
	/** The part of that time, in ms, that tasks took since the end of the start-up. */
	readonly busyByTasks: number;
	/** What the engine measured since the end of the start-up; absent if the engine does not measure. */
	readonly use?: ThreadUse;
	/** How much of the start-up, in ms, other processes had the thread's core; 0 if the engine does not measure it. */
	readonly preemptedAtStart: number;
	/**
	 * The lag of each beat so far, and when it arrived. These arrays stay the same objects while a run is followed, so
	 * readers can continue from the length they have seen.
	 */
	readonly lags: readonly number[];
	readonly beats: readonly number[];
	/**
	 * The part of each of those lags that the program itself caused: without the tracer's own work and the time in which
	 * other processes had the core. The whole lag if the engine does not measure that.
	 */
	readonly ownLags: readonly number[];
	/**
	 * The ended stretches, as busy ms in equal slots of `width` ms since time 0. The number of slots is bounded, whatever
	 * the number of stretches.
	 */
	readonly occupancy: {readonly width: number; readonly busyTime: readonly number[]};
};

/** How the thread was used up to a moment, as the engine measured it, in ms since the start of the run. */
export type ThreadTime = {
	readonly at: number;
	readonly idle?: number | undefined;
	readonly tracing?: number | undefined;
	readonly processor?: number | undefined;
	readonly preempted?: number | undefined;
};

/** How the thread was used during an interval, in ms. */
export type ThreadUse = {
	/**
	 * The length of the interval without the tracer's own work and without the time in which other processes had the
	 * core.
	 */
	readonly of: number;
	readonly busy: number;
	/** The tracer's own work, as a lower bound. */
	readonly tracing: number;
	/** `at most`: other processes may have had the core for part of it. `at least`: only the processor time is known. */
	readonly is: 'exact' | 'at most' | 'at least';
};
