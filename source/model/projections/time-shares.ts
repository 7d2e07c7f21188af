import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {lanes as lanesInTime} from './timeline.ts';

/** How a lane's time was used, from its start to its end, in ms. The parts add up to `lifetime`. */
export type LaneShare = {
	readonly task: Task;
	readonly lifetime: number;
	/** Time in which it, or a call below it, was on the thread. */
	readonly onThread: number;
	/** Time in which it could have continued, but others were on the thread. */
	readonly readyButBlocked: number;
	readonly waited: number;
	/** Whether another lane was in flight at the same time; absent for a program, whose lanes are nested. */
	readonly overlapped?: boolean;
};

/**
 * Returns the shares of those lanes `first` … `first + count - 1` that have started. Costs a walk over all tasks, and
 * as much as drawing the lanes.
 */
export function laneShares(model: Model, first = 0, count = Number.POSITIVE_INFINITY): readonly LaneShare[] {
	const timeByTask = timeOnThread(model);
	return model.lanes.slice(first, first + count).flatMap((task, index) => {
		if (task.startedAt === undefined) return [];
		const lifetime = (task.endedAt ?? model.end?.at ?? model.at) - task.startedAt;
		// A lane with its own thread waits, as far as the loop is concerned.
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

const cache = new WeakMap<Model['tasks'], ReadonlyMap<string, number>>();

/**
 * Returns the ms that each task and the calls below it were on the thread, while the task lived. Cached once the run
 * has ended.
 */
export function timeOnThread(model: Model): ReadonlyMap<string, number> {
	const known = cache.get(model.tasks);
	if (known) return known;
	const onThread = new Map<string, number>();
	const add = (id: string, ms: number) => onThread.set(id, (onThread.get(id) ?? 0) + ms);
	for (const {from, to = model.at, task} of model.thread.busy) add(task, to - from);
	// A caller is created before its calls, so the reverse order visits calls first.
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

/**
 * Limits the time of the top level to the measured use: code that waits synchronously for another thread or for a file
 * is on the thread without using it.
 */
function capTopLevel({tasks, thread: {use}, totals}: Model, onThread: Map<string, number>): void {
	const [top] = tasks.values();
	const own = onThread.get(top?.id ?? '');
	if (top?.kind !== 'program' || own === undefined || !use || use.is === 'at least') return;
	onThread.set(top.id, Math.min(own, totals.startUp + use.busy));
}

/** An overlap that is shorter, in ms, does not count. */
const minOverlapMs = 1;

function hasCompany({lanes}: Model, task: Task): boolean {
	const [from, to] = [task.startedAt ?? 0, task.endedAt ?? Number.POSITIVE_INFINITY];
	return lanes.some(other => {
		if (other === task || other.startedAt === undefined) return false;
		return Math.min(to, other.endedAt ?? to) - Math.max(from, other.startedAt) > minOverlapMs;
	});
}
