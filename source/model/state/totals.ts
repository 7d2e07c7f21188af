import type {InFlight} from './in-flight.ts';

export {microseconds} from './in-flight.ts';

import type {Totals} from '../model.ts';
import {land, microseconds, oldestInFlight, startInFlight, sumInFlight, takeOff} from './in-flight.ts';
import type {Records, TaskRecord} from './records.ts';

/**
 * The numbers over the planned tasks, or over the innermost calls of a program, kept up so that no moment costs a walk over
 * them. Sums are whole microseconds: they come out the same in whatever order they were added and taken away. Tasks are
 * meant by their indexes.
 */
export type Tally = {
	/** Tasks that the numbers are over; each bears `counted`. */
	counted: number;
	flying: number;
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

export function startTally(planned: readonly TaskRecord[]): Tally {
	const byPlan = planned.filter(task => planOf(task) !== undefined);
	for (const task of planned) task.counted = true;
	byPlan.sort((a, b) => (planOf(b) ?? 0) - (planOf(a) ?? 0));
	return {
		counted: planned.length,
		flying: 0,
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
		inFlight: startInFlight(),
	};
}

/** From now on the numbers are over that task, too; it has done nothing yet. */
export function takeIn(tally: Tally, task: TaskRecord): void {
	task.counted = true;
	tally.counted++;
}

/** From now on the numbers are no longer over that task, which has no plan, whatever it has done. */
export function leaveOut(tally: Tally, task: TaskRecord): void {
	if (!task.counted) return;
	task.counted = false;
	tally.counted--;
	if (task.endedAt !== undefined) {
		tally.settledSum -= latencyOf(task);
		if (tally.longestSettled === task.index) tally.longestSettled = undefined;
		countOutcome(tally, task, -1);
	} else if (task.startedAt !== undefined) {
		tally.flying--;
		land(tally.inFlight, task);
	}
}

export function countStart({tally}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	tally.flying++;
	tally.peak = Math.max(tally.peak, tally.flying);
	tally.queuedSum -= microseconds(planOf(task) ?? 0);
	takeOff(tally.inFlight, task);
}

/** The task has its end and its state. */
export function countEnd({tally, tasks}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	if (task.startedAt === undefined) tally.queuedSum -= microseconds(planOf(task) ?? 0);
	else tally.flying--;
	land(tally.inFlight, task);
	tally.settledSum += latencyOf(task);
	const longest = tally.longestSettled;
	if (longest !== undefined && (longest < 0 || isLonger(task, tasks.at(longest)))) tally.longestSettled = task.index;
	countOutcome(tally, task, 1);
}

/** Of two that took equally long the one that ended first. */
function isLonger(one: TaskRecord, other: TaskRecord): boolean {
	const [latency, least] = [latencyOf(one), latencyOf(other)];
	return latency > least || (latency === least && (one.endedAt ?? 0) < (other.endedAt ?? 0));
}

function countOutcome(tally: Tally, {state}: TaskRecord, by: 1 | -1): void {
	tally.settled += by;
	if (state === 'done') tally.done += by;
	else if (state === 'failed') tally.failed += by;
	else if (state === 'cancelled') tally.cancelled += by;
	else tally.timedOut += by;
}

/** The totals at a moment that is not before any that was asked for. */
export function totalsAt(records: Records, at: number): Totals {
	const {tally, startedAt, end} = records;
	const now = end?.at ?? at;
	const stoppedAt = whenStopped(records);
	const until = stoppedAt ?? lastOfProgram(records) ?? now;
	const sum = tally.settledSum + tally.queuedSum + sumInFlight(tally.inFlight, now);
	const [longest, longestTask] = longestAt(records, now);
	return {
		makespan: startedAt === undefined ? 0 : Math.max(0, until - startedAt),
		stopped: stoppedAt !== undefined,
		sum: sum / 1000,
		longest: longest / 1000,
		...(longestTask && {longestTask: longestTask.id}),
		queued: tally.counted - tally.settled - tally.flying,
		inFlight: tally.flying,
		peak: tally.peak,
		settled: tally.settled,
		done: tally.done,
		failed: tally.failed,
		cancelled: tally.cancelled,
		timedOut: tally.timedOut,
	};
}

/** When the total stopped, if it has. */
function whenStopped(records: Records): number | undefined {
	const {description, lanes, settled, result, end, tally} = records;
	if (description.form === 'program') return end && (lastOfProgram(records) ?? end.at);
	if (description.strategy.total === 'result') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did, unless some were cut off by the end.
	if (end) return tally.flying > 0 ? end.at : (last ?? end.at);
	return undefined;
}

/** When the last lane of a program has ended, while none is open. */
function lastOfProgram({description, lanes, settled}: Records): number | undefined {
	return description.form === 'program' && settled.length === lanes.length ? settled.at(-1)?.endedAt : undefined;
}

/** The longest latency so far, in whole microseconds, and whose it is. */
function longestAt({tally, tasks, settled}: Records, now: number): [number, TaskRecord | undefined] {
	passSettled(tally, tasks);
	const taskAt = (index: number | undefined) => (index === undefined ? undefined : tasks.at(index));
	const planned = taskAt(tally.byPlan[tally.plannedFrom]);
	const oldest = taskAt(oldestInFlight(tally.inFlight));
	tally.longestSettled ??= longestOf(settled);
	let task = tally.longestSettled < 0 ? undefined : tasks.at(tally.longestSettled);
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
function passSettled(tally: Tally, tasks: Records['tasks']): void {
	const {byPlan} = tally;
	const settled = (index: number | undefined) => index !== undefined && tasks.at(index).endedAt !== undefined;
	while (settled(byPlan[tally.plannedFrom])) tally.plannedFrom++;
}

/** A copy that goes on by itself; walks that this one has behind it are spared to it. */
export function forkTally(tally: Tally, tasks: Records['tasks']): Tally {
	passSettled(tally, tasks);
	oldestInFlight(tally.inFlight);
	return {...tally, inFlight: {...tally.inFlight, found: undefined}};
}
