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
		below.announcedTo = openCallerOf(records, below);
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

/** From now on it waits by itself. */
export function openOwnWait({waiting}: Records, task: TaskRecord, at: number): void {
	task.cycledBefore = task.cycled;
	task.waitsAs = addInFlight(waiting.open, task.index, at);
}

export const isForCalls = ({waitsFor: on}: TaskRecord): boolean => on !== undefined && mayBeForCalls(on);

/** The nearest task above it that has not ended, or -1. Those that have are passed over from then on: a chain of them stays short. */
function openCallerOf({tasks}: Records, task: TaskRecord): number {
	let above = task.above;
	while (above >= 0 && tasks.at(above).endedAt !== undefined) above = tasks.at(above).above;
	task.above = above;
	return above;
}
