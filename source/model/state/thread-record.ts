import {SharedList} from '../sequence.ts';
import type {LongThreadSpan, Thread, ThreadSpan, ThreadTime} from '../thread.ts';
import type {ThreadHistogram} from './thread-histogram.ts';
import {createThreadHistogram} from './thread-histogram.ts';

/** What was and is on the thread of the loop. */
export type ThreadRecord = {
	readonly busy: SharedList<ThreadSpan>;
	readonly longSpans: SharedList<LongThreadSpan>;
	readonly blocks: Thread['blocks'][number][];
	blocked: Thread['blocked'];
	endless: Thread['endless'];
	readonly lags: number[];
	readonly beats: number[];
	readonly ownLags: number[];
	/** The stack of the tasks on the thread, the innermost call on top. */
	top: StackFrame | undefined;
	/** The time of all closed stretches, in µs. */
	busyMicroseconds: number;
	/** The part of it in which no task was on the thread, in µs. */
	busyOutside: number;
	/** The measurements of the last beat, and the last ones of the start-up. */
	time: ThreadTime | undefined;
	startUpTime: ThreadTime | undefined;
	/** When the part of the open stretch that `busyMicroseconds` does not include yet started. */
	busyFrom: number;
	readonly occupancy: ThreadHistogram;
};

/** A task on the thread. `below` called it, and continues after it leaves the thread. */
export type StackFrame = {readonly task: string; readonly index: number; readonly below: StackFrame | undefined};

export function createThreadRecord(): ThreadRecord {
	return {
		busy: new SharedList(),
		longSpans: new SharedList(),
		blocks: [],
		blocked: undefined,
		endless: undefined,
		lags: [],
		ownLags: [],
		beats: [],
		top: undefined,
		busyMicroseconds: 0,
		busyOutside: 0,
		time: undefined,
		startUpTime: undefined,
		busyFrom: 0,
		occupancy: createThreadHistogram(),
	};
}

/** Returns an independent copy. Lists that only grow stay shared. */
export function forkThread(thread: ThreadRecord): ThreadRecord {
	const {busy, longSpans, occupancy} = thread;
	return {
		...thread,
		busy: busy.fork(),
		longSpans: longSpans.fork(),
		occupancy: {...occupancy, busyTime: occupancy.busyTime.slice()},
	};
}
