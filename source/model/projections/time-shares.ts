import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {lanes as lanesInTime} from './timeline.ts';

/** What a lane's time went to, from its start to its end; in ms, and they add up to `lived`. */
export type LaneShare = {
	readonly task: Task;
	readonly lifetime: number;
	/** It, or a call below it, held the thread. */
	readonly onThread: number;
	/** It could have gone on, but others held the thread. */
	readonly readyButBlocked: number;
	readonly waited: number;
	/** Another lane of the same kind was in flight at the same time; undefined of a program, whose lanes are within each other. */
	readonly overlapped?: boolean;
};

/** Of the lanes `first` … `first + count - 1` that have started. Costs a walk over all tasks, and what the lanes cost to draw. */
export function laneShares(model: Model, first = 0, count = Number.POSITIVE_INFINITY): readonly LaneShare[] {
	const timeByTask = timeOnThread(model);
	return model.lanes.slice(first, first + count).flatMap((task, index) => {
		if (task.startedAt === undefined) return [];
		const lifetime = (task.endedAt ?? model.end?.at ?? model.at) - task.startedAt;
		// One in a thread of its own waits, as far as the loop is concerned.
		const own = task.kind === 'thread' ? 0 : Math.min(lifetime, timeByTask.get(task.id) ?? 0);
		const [lane] = lanesInTime(model, first + index, 1);
		const ready = (lane?.segments ?? []).reduce(
			(sum, {kind, from, to}) => (kind === 'ready' ? sum + to - from : sum),
			0,
		);
		const readyButBlocked = Math.min(lifetime - own, ready);
		const share = {task, lifetime, onThread: own, readyButBlocked, waited: lifetime - own - readyButBlocked};
		return [model.description.form === 'program' ? share : {...share, overlapped: hasCompany(model, task)}];
	});
}

/** The share of the total during which the thread was held, 0 to 1; the rest all were waiting. */
export function threadShare(model: Model): number {
	const {startedAt = 0, totals, settled, thread} = model;
	const whole = Math.max(totals.makespan, (settled.at(-1)?.endedAt ?? 0) - startedAt);
	return whole > 0 ? Math.min(1, thread.busyTime / whole) : 0;
}

const cache = new WeakMap<Model['tasks'], ReadonlyMap<string, number>>();

/** ms that each task and the calls below it held the thread, as long as it lived. Of a run that is over it is found out once. */
export function timeOnThread(model: Model): ReadonlyMap<string, number> {
	const known = cache.get(model.tasks);
	if (known) return known;
	const onThread = new Map<string, number>();
	const add = (id: string, ms: number) => onThread.set(id, (onThread.get(id) ?? 0) + ms);
	for (const {from, to = model.at, task} of model.thread.busy) add(task, to - from);
	// Who calls was created before whom it calls.
	for (const task of [...model.tasks.values()].reverse()) {
		if (task.cycled > 0) add(task.id, task.cycled);
		const above = model.tasks.get(task.parent ?? (task.plannedTask === task.id ? '' : (task.plannedTask ?? '')));
		const within = above && (above.endedAt ?? Number.POSITIVE_INFINITY) >= (task.endedAt ?? Number.POSITIVE_INFINITY);
		if (within) add(above.id, onThread.get(task.id) ?? 0);
	}
	capTopLevel(model, onThread);
	if (model.end) cache.set(model.tasks, onThread);
	return onThread;
}

/** What waits for another thread, or for a file, has the thread without using it: of the top level that is measured. */
function capTopLevel({tasks, thread: {use}, totals}: Model, onThread: Map<string, number>): void {
	const [top] = tasks.values();
	const own = onThread.get(top?.id ?? '');
	if (top?.kind !== 'program' || own === undefined || !use || use.is === 'at least') return;
	onThread.set(top.id, Math.min(own, totals.startUp + use.busy));
}

/** Shorter, in ms, is one after the other. */
const noticeable = 1;

function hasCompany({lanes}: Model, task: Task): boolean {
	const [from, to] = [task.startedAt ?? 0, task.endedAt ?? Number.POSITIVE_INFINITY];
	return lanes.some(other => {
		if (other === task || other.startedAt === undefined) return false;
		return Math.min(to, other.endedAt ?? to) - Math.max(from, other.startedAt) > noticeable;
	});
}
