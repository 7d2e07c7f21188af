import type {Place, WaitsFor} from '../../trace/event.ts';
import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {tasksOf} from './tasks-of.ts';

/**
 * A task that had not ended at a moment. `on`: what it had waited for since `since` (ms); absent if it did not wait.
 */
export type OpenWait = {
	readonly task: Task;
	readonly since: number;
	readonly on?: WaitsFor | undefined;
	readonly place?: Place | undefined;
};

/** Returns the last moment at which a run was undisturbed, in ms: an interruption ends waits that would have lasted. */
export function undisturbedUntil(model: Model): number {
	const interrupt = model.cancelRequests.find(({by}) => by?.cause === 'interrupt');
	const [top] = model.tasks.values();
	// A loop that `asyncio.run` does not run ends without cancelling its tasks.
	const last = top?.kind === 'program' && top.state === 'cancelled' ? top.spans.at(-1) : undefined;
	// If the process is killed, its last wait lasts until the end.
	const left = last?.state === 'running' ? last.from : undefined;
	return Math.min(now(model), interrupt?.at ?? Number.POSITIVE_INFINITY, left ?? Number.POSITIVE_INFINITY);
}

type OpenWaits = ReadonlyMap<string, OpenWait>;

/** The tasks that had not ended at a moment, by id. */
export type OpenWaitLookup = Pick<OpenWaits, 'get' | 'has'>;

/** Returns whether the tasks of a model show what was so at a moment: that of the model, in a run that has not ended. */
export const isShown = (model: Model, at: number): boolean => at === model.at && !model.end;

/** Returns the tasks that had not ended at a moment. In a run in progress this costs nothing until one is looked up. */
export function openWaitLookup(model: Model, at: number): OpenWaitLookup {
	if (!isShown(model, at)) return openWaits(model, at);
	const openTask = (id: string) => {
		const task = model.tasks.get(id);
		return task?.endedAt === undefined ? task : undefined;
	};
	return {
		has: id => openTask(id) !== undefined,
		get: id => {
			const task = openTask(id);
			return task && shownWait(task);
		},
	};
}

/** Returns the tasks that had not ended at a moment, in order of creation. */
export function openTasks(model: Model, at: number): readonly Task[] {
	if (!isShown(model, at)) return Array.from(openWaits(model, at).values(), ({task}) => task);
	return tasksOf(model).filter(({endedAt}) => endedAt === undefined);
}

/** Returns the current wait of an open task of a model. */
export function shownWait(task: Task): OpenWait {
	const {from: since = task.createdAt, waitsFor: on, place} = task.spans.at(-1) ?? {};
	return {task, since, on, place};
}

/**
 * Returns the tasks that had not ended at a moment, in order of creation, if what they waited for may be wanted. In a
 * run in progress it costs little to leave out the others.
 */
export function openWaitsFor(model: Model, at: number, isWanted: (on: WaitsFor) => boolean): readonly OpenWait[] {
	if (!isShown(model, at)) return [...openWaits(model, at).values()].filter(({on}) => on && isWanted(on));
	const waits: OpenWait[] = [];
	for (const task of tasksOf(model)) {
		if (task.endedAt === undefined && task.waitsFor && isWanted(task.waitsFor)) waits.push(shownWait(task));
	}
	return waits;
}

/** The last result for each model, which several rules need. */
const known = new WeakMap<Model, {readonly at: number; readonly open: OpenWaits}>();

/** Returns the tasks that had not ended at a moment, by id, in order of creation. */
export function openWaits(model: Model, at: number): OpenWaits {
	const before = known.get(model);
	if (before?.at === at) return before.open;
	const open = findOpen(model, at);
	known.set(model, {at, open});
	return open;
}

function findOpen(model: Model, at: number): OpenWaits {
	const open = new Map<string, OpenWait>();
	if (isShown(model, at)) {
		for (const task of tasksOf(model)) if (task.endedAt === undefined) open.set(task.id, shownWait(task));
		return open;
	}
	for (const task of tasksOf(model)) {
		if (task.createdAt > at || (task.endedAt !== undefined && task.endedAt < at)) continue;
		const span = task.spans.at(task.spans.findLastIndex(({from}) => from <= at));
		const {from: since = task.createdAt, waitsFor: on, place} = span ?? {};
		open.set(task.id, {task, since, on, place});
	}
	return open;
}

/**
 * For how long, in ms, nothing may have been able to wake a call before that counts. The runtime first checks 0.5 s
 * after the last call continued.
 */
const minAsleepMs = 500;

/** Returns whether the Python runtime looked for everything that could wake a call and found nothing. */
export function isAsleep({wakers, description}: Model, at: number): boolean {
	if (description.language !== 'python' || !wakers?.complete || at - wakers.at < minAsleepMs) return false;
	const {ready, timers, io, threads, signals} = wakers;
	return ready + timers + io + threads + signals === 0;
}
