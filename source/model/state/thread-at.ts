import {microseconds} from '../microseconds.ts';
import type {Thread} from '../thread.ts';
import {measuredUse} from './measured-use.ts';
import type {Records} from './records.ts';
import type {ThreadRecord} from './thread-record.ts';

/** Returns what a model shows of the thread at a moment, in ms. */
export function threadAt(records: Records, at: number): Thread {
	const {thread, startedAt, firstCall} = records;
	const {busy, longSpans, blocks, blocked, endless, lags, beats, ownLags, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.busyFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	const usedFrom = firstCall?.at ?? startedAt;
	const use =
		isStartUp(records) || usedFrom === undefined
			? undefined
			: measuredUse(thread.time, thread.startUpTime ?? {at: usedFrom});
	return {
		busy,
		longSpans,
		blocks,
		...(blocked && {blocked}),
		...(endless && {endless}),
		busyTime: (thread.busyMicroseconds + since) / 1000,
		busyByTasks: isStartUp(records) ? 0 : (busyByTasks(thread, at) - (firstCall?.held ?? 0)) / 1000,
		...(use && {use}),
		preemptedAtStart: thread.startUpTime?.preempted ?? 0,
		lags,
		beats,
		ownLags,
		occupancy,
	};
}

/**
 * Returns whether a program has neither called a function nor waited yet. Until then imports occupy its thread and keep
 * no call waiting.
 */
export function isStartUp({description, firstCall}: Records): boolean {
	return description.form === 'program' && !firstCall;
}

/** Returns for how long tasks have been on the thread, in µs. */
export function busyByTasks(thread: ThreadRecord, at: number): number {
	const open = thread.busy.at(-1);
	const since = open && open.to === undefined ? microseconds(at) - microseconds(thread.busyFrom) : 0;
	return thread.busyMicroseconds - thread.busyOutside + Math.max(0, since);
}
