import type {WaitsFor} from '../../trace/event.ts';
import {calledBy} from './lane-tree.ts';
import type {Records, TaskRecord} from './records.ts';
import {writableTask} from './task-record.ts';

/** The strategy has its result: what is still in flight runs on. */
export function orphanOpenTasks(records: Records): void {
	for (const task of records.tasks.values()) {
		if (task.plannedTask !== undefined && task.startedAt !== undefined && task.endedAt === undefined) {
			writableTask(records, task.index).orphan = true;
		}
	}
}

/** In a program, a call has ended: what it has called runs on, unless another waits for it. */
export function orphanCalled(records: Records, caller: TaskRecord): void {
	if (onlyStarts(caller)) return;
	for (const task of calledBy(records, caller)) {
		if (task.endedAt === undefined && task.waiters === 0) writableTask(records, task.index).orphan = true;
	}
}

/** In a program, one more waits for these: whoever called them, they go on for somebody. */
export function addWaiter(records: Records, on: WaitsFor): void {
	for (const task of waitedFor(records, on)) {
		task.waiters++;
		if (task.endedAt === undefined) task.orphan = false;
	}
}

/** In a program, one has stopped waiting for these. */
export function removeWaiter(records: Records, on: WaitsFor): void {
	for (const task of waitedFor(records, on)) {
		task.waiters = Math.max(0, task.waiters - 1);
		const caller = task.caller < 0 ? undefined : records.tasks.at(task.caller);
		const left = caller?.endedAt !== undefined && task.createdAt <= caller.endedAt && !onlyStarts(caller);
		if (left && task.endedAt === undefined && task.waiters === 0) task.orphan = true;
	}
}

/** A top level that never waits only starts the program, as `main();` does: what it has called is what the program is for. */
function onlyStarts({kind, spans}: TaskRecord): boolean {
	return kind === 'program' && spans.every(({state}) => state === 'running');
}

/** To be changed. */
function waitedFor(records: Records, on: WaitsFor): readonly TaskRecord[] {
	const ids = on.kind === 'task' ? [on.task] : on.kind === 'join' ? on.tasks : [];
	return ids.flatMap(id => {
		const index = records.tasks.indexOf(id);
		return index < 0 ? [] : writableTask(records, index);
	});
}
