import {mayBeForCalls} from '../own-waits.ts';
import {addInFlight} from './in-flight.ts';
import type {Records, TaskRecord} from './records.ts';
import {writableTask} from './task-record.ts';

/**
 * A lane has begun a wait that may be own, or one below it has while none did: who waits above it for something without a name
 * has no own waiting from now on. `pause` ends it. Costs a step for each lane above it that this is news to.
 */
export function announceWait(records: Records, task: TaskRecord, pause: (task: TaskRecord) => void): void {
	for (let below = task; ; ) {
		below.announcedTo = below.isApart ? -1 : openCallerOf(records, below);
		if (below.announcedTo < 0) return;
		const caller = writableTask(records, below.announcedTo);
		caller.waitsBelow++;
		if (caller.waitsBelow > 1) return;
		if (caller.mayWait) {
			if (isForCalls(caller) && caller.waitsAs >= 0) pause(caller);
			return;
		}
		below = caller;
	}
}

/** It has stopped waiting, and none below it waits: who waits above it without another such lane waits by itself again. */
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

/** A lane begins a wait that is not for these calls of it: until it is over, they keep what they wait to themselves. */
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

/** The same, of a wait that lasts since before a window began. */
export function keepApart(records: Records, task: TaskRecord, calls: readonly string[], at: number): void {
	if (!task.mayWait) return;
	setApart(records, task, calls);
	if (task.waitsBelow === 0 && task.waitsAs < 0 && isForCalls(task)) openOwnWait(records, task, at);
}

/** That wait is over. */
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

/** From now on it waits by itself. */
export function openOwnWait({waiting}: Records, task: TaskRecord, at: number): void {
	task.cycledBefore = task.cycled;
	task.waitsAs = addInFlight(waiting.open, task.index, at);
}

export const isForCalls = ({waitsFor: on}: TaskRecord): boolean => on !== undefined && mayBeForCalls(on);

/**
 * The nearest task above it that has not ended, or keeps to itself what is waited below it; or -1. Those that have ended are passed over
 * from then on: a chain of them stays short.
 */
function openCallerOf({tasks}: Records, task: TaskRecord): number {
	let above = task.above;
	const isPast = ({endedAt, isApart}: TaskRecord) => endedAt !== undefined && !isApart;
	while (above >= 0 && isPast(tasks.at(above))) above = tasks.at(above).above;
	task.above = above;
	return above;
}
