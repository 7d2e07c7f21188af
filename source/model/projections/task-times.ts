import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

/** A task that has started, and how long it has taken so far, in ms. */
export type TaskTime = {readonly task: Task; readonly took: number};

/** With more tasks than this, no median is computed. */
const maxTasks = 1000;

/** With fewer tasks done than this, a median says little. */
const minDone = 10;

/**
 * Returns how long the planned tasks that are done took, in ms: half of them at most `median`, nine of ten at most `p90`.
 * Undefined while few are done, and if there are too many to compute it within a frame.
 */
export function taskTimes({description, lanes}: Model): {readonly median: number; readonly p90: number} | undefined {
	if (description.form !== 'tasks' || lanes.length > maxTasks) return undefined;
	const times = lanes.flatMap(({state, startedAt, endedAt}) =>
		state === 'done' && startedAt !== undefined && endedAt !== undefined ? [endedAt - startedAt] : [],
	);
	if (times.length < minDone) return undefined;
	times.sort((one, other) => one - other);
	const quantile = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0;
	return {median: quantile(0.5), p90: quantile(0.9)};
}

/** Returns the tasks that have taken the most time so far, the slowest first; at most `count`. */
export function slowestTasks(model: Model, count: number): readonly TaskTime[] {
	const slowest: TaskTime[] = [];
	for (const task of model.lanes) {
		if (task.startedAt === undefined) continue;
		const took = (task.endedAt ?? now(model)) - task.startedAt;
		if (slowest.length === count && took <= (slowest.at(-1)?.took ?? 0)) continue;
		const place = slowest.findIndex(other => other.took < took);
		slowest.splice(place < 0 ? slowest.length : place, 0, {task, took});
		if (slowest.length > count) slowest.pop();
	}
	return slowest;
}
