import type {Place, WaitsFor} from '../../trace/event.ts';
import {now} from '../at-moment.ts';
import type {Model, Task} from '../model.ts';

/** A task that had not ended at a moment. `on`: what it waited for, since `since` (ms); absent where it did not wait. */
export type OpenWait = {
	readonly task: Task;
	readonly since: number;
	readonly on?: WaitsFor | undefined;
	readonly place?: Place | undefined;
};

/** The last moment at which a run was left alone, in ms: an interruption ends waits that would have lasted. */
export function undisturbedUntil(model: Model): number {
	const interrupt = model.cancelRequests.find(({by}) => by?.cause === 'interrupt');
	return Math.min(now(model), interrupt?.at ?? Number.POSITIVE_INFINITY);
}

/** Returns the tasks that had not ended at a moment of the past or now, by id, in the order of creation. */
export function openWaits({tasks}: Model, at: number): ReadonlyMap<string, OpenWait> {
	const open = new Map<string, OpenWait>();
	for (const task of tasks.values()) {
		if (task.createdAt > at || (task.endedAt !== undefined && task.endedAt < at)) continue;
		const span = task.spans.at(task.spans.findLastIndex(({from}) => from <= at));
		const {from: since = task.createdAt, waitsFor: on, place} = span ?? {};
		open.set(task.id, {task, since, on, place});
	}
	return open;
}
