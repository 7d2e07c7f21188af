import type {InFlight} from './in-flight.ts';

export {microseconds} from './in-flight.ts';

import type {Totals} from '../model.ts';
import {addInFlight, createInFlight, microseconds, oldestInFlight, removeInFlight, sumInFlight} from './in-flight.ts';
import type {Records, TaskRecord} from './records.ts';

/**
 * The numbers over the planned tasks, or over the innermost calls of a program, kept up so that no moment costs a walk over
 * them. Sums are whole microseconds: they come out the same in whatever order they were added and taken away. Tasks are
 * meant by their indexes.
 */
export type RunningTotals = {
	/** Tasks that the numbers are over; each bears `counted`. */
	counted: number;
	inFlightCount: number;
	peak: number;
	settled: number;
	done: number;
	failed: number;
	cancelled: number;
	timedOut: number;
	/** Latencies of settled tasks. */
	settledSum: number;
	/** The settled task that took longest; -1 while there is none; undefined where it has to be looked for. */
	longestSettled: number | undefined;
	/** Tasks with a plan, the longest first; those before `plannedFrom` have settled. */
	readonly byPlan: readonly number[];
	plannedFrom: number;
	/** Planned latencies of the tasks that have neither started nor settled. */
	queuedSum: number;
	readonly inFlight: InFlight;
};

const planOf = (task: TaskRecord): number | undefined => task.plan?.latency;
const latencyOf = ({startedAt, endedAt}: TaskRecord): number =>
	startedAt === undefined || endedAt === undefined ? 0 : microseconds(endedAt - startedAt);

export function createRunningTotals(planned: readonly TaskRecord[]): RunningTotals {
	const byPlan = planned.filter(task => planOf(task) !== undefined);
	for (const task of planned) task.counted = true;
	byPlan.sort((a, b) => (planOf(b) ?? 0) - (planOf(a) ?? 0));
	return {
		counted: planned.length,
		inFlightCount: 0,
		peak: 0,
		settled: 0,
		done: 0,
		failed: 0,
		cancelled: 0,
		timedOut: 0,
		settledSum: 0,
		longestSettled: -1,
		byPlan: byPlan.map(({index}) => index),
		plannedFrom: 0,
		queuedSum: byPlan.reduce((sum, task) => sum + microseconds(planOf(task) ?? 0), 0),
		inFlight: createInFlight(),
	};
}

/** From now on the numbers are over that task, too; it has done nothing yet. */
export function add(totals: RunningTotals, task: TaskRecord): void {
	task.counted = true;
	totals.counted++;
}

/** From now on the numbers are no longer over that task, which has no plan, whatever it has done. */
export function remove(totals: RunningTotals, task: TaskRecord): void {
	if (!task.counted) return;
	task.counted = false;
	totals.counted--;
	if (task.endedAt !== undefined) {
		totals.settledSum -= latencyOf(task);
		if (totals.longestSettled === task.index) totals.longestSettled = undefined;
		countOutcome(totals, task, -1);
	} else if (task.startedAt !== undefined) {
		totals.inFlightCount--;
		removeInFlight(totals.inFlight, task);
	}
}

export function countStart({totals}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	totals.inFlightCount++;
	totals.peak = Math.max(totals.peak, totals.inFlightCount);
	totals.queuedSum -= microseconds(planOf(task) ?? 0);
	addInFlight(totals.inFlight, task);
}

/** The task has its end and its state. */
export function countEnd({totals, tasks}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	if (task.startedAt === undefined) totals.queuedSum -= microseconds(planOf(task) ?? 0);
	else totals.inFlightCount--;
	removeInFlight(totals.inFlight, task);
	totals.settledSum += latencyOf(task);
	const longest = totals.longestSettled;
	if (longest !== undefined && (longest < 0 || isLonger(task, tasks.at(longest)))) totals.longestSettled = task.index;
	countOutcome(totals, task, 1);
}

/** Of two that took equally long the one that ended first. */
function isLonger(one: TaskRecord, other: TaskRecord): boolean {
	const [latency, least] = [latencyOf(one), latencyOf(other)];
	return latency > least || (latency === least && (one.endedAt ?? 0) < (other.endedAt ?? 0));
}

function countOutcome(totals: RunningTotals, {state}: TaskRecord, by: 1 | -1): void {
	totals.settled += by;
	if (state === 'done') totals.done += by;
	else if (state === 'failed') totals.failed += by;
	else if (state === 'cancelled') totals.cancelled += by;
	else totals.timedOut += by;
}

/** The totals at a moment that is not before any that was asked for. */
export function totalsAt(records: Records, at: number): Totals {
	const {totals, startedAt, end} = records;
	const now = end?.at ?? at;
	const stoppedAt = whenStopped(records);
	const until = stoppedAt ?? lastOfProgram(records) ?? now;
	const sum = totals.settledSum + totals.queuedSum + sumInFlight(totals.inFlight, now);
	const [longest, longestTask] = longestAt(records, now);
	return {
		makespan: startedAt === undefined ? 0 : Math.max(0, until - startedAt),
		stopped: stoppedAt !== undefined,
		sum: sum / 1000,
		longest: longest / 1000,
		...(longestTask && {longestTask: longestTask.id}),
		queued: totals.counted - totals.settled - totals.inFlightCount,
		inFlight: totals.inFlightCount,
		peak: totals.peak,
		settled: totals.settled,
		done: totals.done,
		failed: totals.failed,
		cancelled: totals.cancelled,
		timedOut: totals.timedOut,
	};
}

/** When the total stopped, if it has. */
function whenStopped(records: Records): number | undefined {
	const {description, lanes, settled, result, end, totals} = records;
	if (description.form === 'program') return end && (lastOfProgram(records) ?? end.at);
	if (description.strategy.total === 'result') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did, unless some were cut off by the end.
	if (end) return totals.inFlightCount > 0 ? end.at : (last ?? end.at);
	return undefined;
}

/** When the last lane of a program has ended, while none is open. */
function lastOfProgram({description, lanes, settled}: Records): number | undefined {
	return description.form === 'program' && settled.length === lanes.length ? settled.at(-1)?.endedAt : undefined;
}

/** The longest latency so far, in whole microseconds, and whose it is. */
function longestAt({totals, tasks, settled}: Records, now: number): [number, TaskRecord | undefined] {
	skipSettled(totals, tasks);
	const taskAt = (index: number | undefined) => (index === undefined ? undefined : tasks.at(index));
	const planned = taskAt(totals.byPlan[totals.plannedFrom]);
	const oldest = taskAt(oldestInFlight(totals.inFlight));
	totals.longestSettled ??= longestOf(settled);
	let task = totals.longestSettled < 0 ? undefined : tasks.at(totals.longestSettled);
	let longest = task ? latencyOf(task) : 0;
	const consider = (latency: number, whose: TaskRecord | undefined) => {
		if (whose && latency > longest) [longest, task] = [latency, whose];
	};
	consider(microseconds(planned?.plan?.latency ?? 0), planned);
	consider(microseconds(now) - microseconds(oldest?.startedAt ?? 0), oldest);
	return [longest, task];
}

function longestOf(settled: readonly TaskRecord[]): number {
	let longest: TaskRecord | undefined;
	for (const task of settled) {
		if (task.counted && (!longest || isLonger(task, longest))) longest = task;
	}
	return longest?.index ?? -1;
}

/** Goes on to the first of the plans whose task has not settled. */
function skipSettled(totals: RunningTotals, tasks: Records['tasks']): void {
	const {byPlan} = totals;
	const settled = (index: number | undefined) => index !== undefined && tasks.at(index).endedAt !== undefined;
	while (settled(byPlan[totals.plannedFrom])) totals.plannedFrom++;
}

/** A copy that goes on by itself; walks that this one has behind it are spared to it. */
export function forkRunningTotals(totals: RunningTotals, tasks: Records['tasks']): RunningTotals {
	skipSettled(totals, tasks);
	oldestInFlight(totals.inFlight);
	return {...totals, inFlight: {...totals.inFlight, found: undefined}};
}
