import {push} from '../heap.ts';
import {mayBeForCalls} from '../own-waits.ts';
import {addInFlight} from './in-flight.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {writableTask} from './writable-task.ts';

/**
 * Announces to the lanes above a lane that it, or a lane below it, has started a wait that may be its own. From then
 * on, a caller above that waits for something without a name has no own waiting: `pause` ends it. Costs one step for
 * each lane above that did not have a waiting lane below it yet.
 */
export function announceWait(records: Records, task: TaskRecord, pause: (task: TaskRecord) => void): void {
	for (let below = task; ; ) {
		below.announcedTo = below.isApart ? -1 : openCallerOf(records, below);
		if (below.announcedTo < 0) return;
		const caller = writableTask(records, below.announcedTo);
		caller.waitsBelow++;
		if (caller.waitsBelow > 1) return;
		if (caller.mayWait) {
			if (isForCalls(caller) && caller.openWaitIndex >= 0) pause(caller);
			return;
		}
		below = caller;
	}
}

/**
 * Withdraws the announcement when a lane has stopped waiting and no lane below it waits. A caller above that has no
 * other waiting lane below it has own waiting again.
 */
export function withdrawWait(records: Records, task: TaskRecord, at: number): void {
	for (let below = task; below.announcedTo >= 0; ) {
		const caller = writableTask(records, below.announcedTo);
		below.announcedTo = -1;
		caller.waitsBelow--;
		if (caller.waitsBelow > 0) return;
		if (caller.mayWait) {
			if (isForCalls(caller)) openOwnWait(records, caller, at);
			return;
		}
		below = caller;
	}
}

/**
 * Sets apart the calls that a lane's new wait is not for. Until that wait ends, their waiting does not affect the lanes
 * above them.
 */
export function setApart(records: Records, task: TaskRecord, calls: readonly string[]): void {
	const apart = [];
	for (const id of calls) {
		const index = records.tasks.indexOf(id);
		const known = index < 0 ? undefined : records.tasks.at(index);
		if (!known || known.isApart || known.endedAt !== undefined) continue;
		const call = writableTask(records, index);
		if (openCallerOf(records, call) !== task.index) continue;
		if (call.announcedTo === task.index) {
			call.announcedTo = -1;
			task.waitsBelow--;
		}
		call.isApart = true;
		apart.push(index);
	}
	task.apart = apart;
}

/** Sets calls apart for a wait that started before the window. */
export function restoreApart(records: Records, task: TaskRecord, calls: readonly string[], at: number): void {
	if (!task.mayWait) return;
	setApart(records, task, calls);
	if (task.waitsBelow === 0 && task.openWaitIndex < 0 && isForCalls(task)) openOwnWait(records, task, at);
}

/** Ends the separation when the wait of the lane ends. */
export function unsetApart(records: Records, task: TaskRecord): void {
	for (const index of task.apart ?? []) {
		const call = writableTask(records, index);
		call.isApart = false;
		if (call.announcedTo < 0 && (call.mayWait || call.waitsBelow > 0)) {
			call.announcedTo = task.index;
			task.waitsBelow++;
		}
	}
	task.apart = undefined;
}

/** Starts own waiting of a task. `due`: when it ends in any case, in ms; undefined if that is unknown. */
export function openOwnWait({waiting}: Records, task: TaskRecord, at: number, due?: number): void {
	task.cycledBefore = task.cycled;
	task.openWaitIndex = addInFlight(waiting.open, task.index, at, {due});
	if (due !== undefined) push(waiting.due, task.openWaitIndex);
}

export const isForCalls = ({waitsFor: on}: TaskRecord): boolean => on !== undefined && mayBeForCalls(on);

/**
 * Returns the closest task above that has not ended, or that is set apart from its caller; -1 if there is none. Skipped
 * tasks are bypassed from then on, so that a chain of ended tasks stays short.
 */
function openCallerOf({tasks}: Records, task: TaskRecord): number {
	let above = task.openCaller;
	const isPast = ({endedAt, isApart}: TaskRecord) => endedAt !== undefined && !isApart;
	while (above >= 0 && isPast(tasks.at(above))) above = tasks.at(above).openCaller;
	task.openCaller = above;
	return above;
}
