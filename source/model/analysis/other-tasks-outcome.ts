import {thousands} from '../../text/thousands.ts';
import type {Cancellation} from '../../trace/event.ts';
import {sinceStart} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {firstFailure, nameOf} from '../queries.ts';
import type {Task} from '../task.ts';

/** What happened to the tasks that were in flight when the caller had its result, or received the failure. */
export type OthersOutcome = {
	readonly ranOn: number;
	/** When the last of those that kept running ended, in ms from the start of the run. */
	readonly ranOnTo: number;
	/** The cancelled tasks, grouped by who or what cancelled them. */
	readonly cancelled: readonly CancelledTasks[];
	/** Still in flight; after the end of the run, never settled. */
	readonly open: number;
};

export type CancelledTasks = {
	/** Absent if the engine does not know. */
	readonly by?: Cancellation;
	readonly count: number;
	/** When the last of them ended, in ms from the start of the run. */
	readonly at: number;
};

/**
 * Returns the outcome of the other tasks. Undefined until the result is decided, and if no other task was in flight
 * then.
 */
export function othersOutcome(model: Model): OthersOutcome | undefined {
	const decidedAt = decisionTime(model);
	if (decidedAt === undefined) return undefined;
	const decider = model.result?.outcome === 'done' ? undefined : firstFailure(model);
	const others = model.lanes.filter(task => {
		const {startedAt, endedAt = Number.POSITIVE_INFINITY} = task;
		return startedAt !== undefined && endedAt >= decidedAt && task !== decider;
	});
	const [open, ended] = [
		others.filter(({endedAt}) => endedAt === undefined),
		others.filter(({endedAt}) => endedAt !== undefined),
	];
	const ranOn = ended.filter(({state, endedAt = 0}) => state !== 'cancelled' && endedAt > decidedAt);
	const cancelled = cancelledTasks(
		model,
		ended.filter(({state}) => state === 'cancelled'),
	);
	if (ranOn.length + cancelled.length + open.length === 0) return undefined;
	return {ranOn: ranOn.length, ranOnTo: lastEnd(model, ranOn), cancelled, open: open.length};
}

/**
 * Returns until when tasks were in flight after the total stopped, in ms from the start of the run; now, if some still
 * are. Undefined if none outlived the total by a visible amount.
 */
export function ranOnTo(model: Model): number | undefined {
	const {totals, settled, description, at, end} = model;
	if (description.form === 'program' || !totals.stopped) return undefined;
	const last = totals.inFlight > 0 ? (end?.at ?? at) : settled.at(-1)?.endedAt;
	if (last === undefined) return undefined;
	const until = sinceStart(model, last);
	return until - totals.makespan >= minVisibleMs ? until : undefined;
}

/** A shorter time, in ms, is not visible in figures with two decimals. */
const minVisibleMs = 10;

/** Groups cancelled tasks by who or what cancelled them. */
export function cancelledTasks(model: Model, tasks: readonly Task[]): readonly CancelledTasks[] {
	const groups = new Map<string, Task[]>();
	for (const task of tasks) {
		const key = formatCanceller(model, task.endedBy, 2);
		groups.set(key, [...(groups.get(key) ?? []), task]);
	}
	return [...groups.values()].map(group => {
		const by = group[0]?.endedBy;
		return {...(by && {by}), count: group.length, at: lastEnd(model, group)};
	});
}

const lastEnd = (model: Model, tasks: readonly Task[]): number =>
	Math.max(0, ...tasks.map(({endedAt}) => sinceStart(model, endedAt)));

/** Formats an outcome: `4 ran until 2.00 s`, `4 cancelled by asyncio.run at 0.80 s`. */
export function formatOthersOutcome(model: Model, {ranOn, ranOnTo, cancelled, open}: OthersOutcome): string {
	return [
		...(ranOn > 0 ? [`${thousands(ranOn)} ran until ${seconds(ranOnTo)}`] : []),
		...cancelled.map(({by, count, at}) => `${thousands(count)} ${formatCanceller(model, by, count)} at ${seconds(at)}`),
		...(open > 0 ? [model.end ? `${thousands(open)} never settled` : `${thousands(open)} in flight`] : []),
	].join(', ');
}

/**
 * Formats who or what cancelled `count` tasks, as far as the engine knows: `cancelled by its TaskGroup`, `aborted by
 * main, app.mjs:9`.
 */
export function formatCanceller(model: Model, by: Cancellation | undefined, count = 1): string {
	const whose = count === 1 ? 'its' : 'the';
	const program = by ? whoAndWhere(model, by) : '';
	switch (by?.cause) {
		case 'task-group':
			return `cancelled by ${whose} TaskGroup`;
		case 'loop-closed':
			return 'cancelled by asyncio.run';
		case 'timeout':
			return `cancelled by ${whose} time limit`;
		case 'interrupt':
			// A program may get the signal from anywhere, also from itself.
			return model.description.form === 'program' ? 'cancelled by SIGINT' : 'cancelled by you';
		case 'gather':
			return `cancelled with ${whose} gather`;
		case 'program':
			return `cancelled${program}`;
		case 'signal':
			return `aborted${program}`;
		case 'destroyed':
			return 'destroyed while pending';
		case undefined:
			return 'cancelled';
	}
}

/** Formats the cancelling call and its place: ` by supervise, app.py:17`. */
function whoAndWhere(model: Model, {task, place}: Cancellation): string {
	const name = nameOf(model, model.tasks.get(task ?? '')) ?? place?.function;
	const where = place ? `${place.file}:${place.line}` : undefined;
	return name === undefined && where === undefined ? '' : ` by ${[name, where].filter(Boolean).join(', ')}`;
}

/**
 * Returns when the result was decided, in ms. If the strategy waits for the other tasks to stop, a failure decides
 * before the result arrives.
 */
function decisionTime(model: Model): number | undefined {
	const {result} = model;
	if (!result || result.outcome === 'done') return result?.at;
	return Math.min(result.at, firstFailure(model)?.endedAt ?? result.at);
}
