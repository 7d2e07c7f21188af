import type {WaitsFor} from '../../trace/event.ts';
import {calledBy} from './lane-tree.ts';
import type {Records} from './records.ts';
import {noteAwaited} from './suspects.ts';
import type {TaskRecord} from './task-record.ts';
import {writableTask} from './writable-task.ts';

/** Marks the tasks in flight as orphans: the strategy has its result, and they keep running. */
export function orphanOpenTasks(records: Records): void {
	for (const task of records.tasks.values()) {
		if (task.plannedTask !== undefined && task.startedAt !== undefined && task.endedAt === undefined) {
			writableTask(records, task.index).orphan = true;
		}
	}
}

/** Marks what an ended call of a program has called as orphans, unless another task waits for them. */
export function orphanCalled(records: Records, caller: TaskRecord): void {
	if (onlyStarts(caller)) return;
	for (const task of calledBy(records, caller)) {
		if (task.endedAt === undefined && task.waiters === 0) writableTask(records, task.index).orphan = true;
	}
}

/**
 * Counts one more task of a program that waits for these. A call that some task awaits is not an orphan, whoever called
 * it.
 */
export function addWaiter(records: Records, waiter: TaskRecord, on: WaitsFor): void {
	for (const task of waitedFor(records, on)) {
		task.waiters++;
		noteAwaited(records, waiter, task);
		if (task.endedAt === undefined) task.orphan = false;
	}
}

/** Counts one task of a program less that waits for these. */
export function removeWaiter(records: Records, on: WaitsFor): void {
	for (const task of waitedFor(records, on)) {
		task.waiters = Math.max(0, task.waiters - 1);
		const caller = task.caller < 0 ? undefined : records.tasks.at(task.caller);
		const left = caller?.endedAt !== undefined && task.createdAt <= caller.endedAt && !onlyStarts(caller);
		if (left && task.endedAt === undefined && task.waiters === 0) task.orphan = true;
	}
}

/**
 * Returns whether the top level never waits and only starts the program, as `main();` does. What it called is then the
 * program itself, and not orphaned.
 */
function onlyStarts({kind, spans}: TaskRecord): boolean {
	return kind === 'program' && spans.every(({state}) => state === 'running');
}

/** Returns the tasks that a wait is for, as writable records. */
function waitedFor(records: Records, on: WaitsFor): readonly TaskRecord[] {
	if (on.kind !== 'task' && on.kind !== 'join') return [];
	const tasks: TaskRecord[] = [];
	for (const id of on.kind === 'task' ? [on.task] : on.tasks) {
		const index = records.tasks.indexOf(id);
		if (index >= 0) tasks.push(writableTask(records, index));
	}
	return tasks;
}
