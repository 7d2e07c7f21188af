import type {InFlight} from './in-flight.ts';

export {microseconds} from './in-flight.ts';

import type {Totals} from '../model.ts';
import {gapOf} from './apply-wait.ts';
import {forkInFlight, land, microseconds, oldestInFlight, startInFlight, sumInFlight, takeOff} from './in-flight.ts';
import type {Records, TaskRecord} from './records.ts';

/**
 * The numbers over the planned tasks, kept up so that no moment costs a walk over them. Of a program only the counts, over its
 * innermost calls: what they waited is part of `Waiting`. Sums are whole microseconds: they come out the same in whatever order
 * they were added and taken away. Tasks are meant by their indexes.
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
	/** The settled task with the greatest latency; -1 while there is none. */
	longestSettled: number;
	/** Tasks with a plan, the longest first; those before `plannedFrom` have settled. */
	readonly byPlan: readonly number[];
	plannedFrom: number;
	/** Planned latencies of the tasks that have neither started nor settled. */
	queuedSum: number;
	/** Of those in flight without a plan: in what part of their time they neither waited for the outside nor had the thread. */
	gaps: number;
	readonly inFlight: InFlight;
};

const planOf = (task: TaskRecord): number | undefined => task.plan?.latency;
const latencyOf = ({cover}: TaskRecord): number => cover?.total ?? 0;

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
		gaps: 0,
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
	if (task.endedAt !== undefined) countOutcome(tally, task, -1);
	else if (task.startedAt !== undefined) tally.flying--;
}

export function countStart({tally, description}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	tally.flying++;
	tally.peak = Math.max(tally.peak, tally.flying);
	if (description.form === 'program') return;
	tally.queuedSum -= microseconds(planOf(task) ?? 0);
	task.startedAs = takeOff(tally.inFlight, task.index, task.startedAt ?? 0, planOf(task));
}

/** The task has its end and its state. */
export function countEnd({tally, tasks, description}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	if (task.startedAt !== undefined) tally.flying--;
	countOutcome(tally, task, 1);
	if (description.form === 'program') return;
	if (task.startedAt === undefined) tally.queuedSum -= microseconds(planOf(task) ?? 0);
	land(tally.inFlight, task.startedAs);
	if (planOf(task) === undefined) tally.gaps -= gapOf(task);
	tally.settledSum += latencyOf(task);
	if (tally.longestSettled < 0 || isLonger(task, tasks.at(tally.longestSettled))) tally.longestSettled = task.index;
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
	const {tally, startedAt, end, waiting, description} = records;
	const now = end?.at ?? at;
	const stoppedAt = whenStopped(records);
	const isProgram = description.form === 'program';
	const [longest, longestTask] = isProgram ? longestWaitAt(records, now) : longestLatencyAt(records, now);
	const waited = waiting.sum + sumInFlight(waiting.open, now);
	const sum = isProgram
		? waited
		: tally.settledSum + (end ? 0 : tally.queuedSum) + sumInFlight(tally.inFlight, now) - tally.gaps;
	return {
		makespan: startedAt === undefined ? 0 : Math.max(0, (stoppedAt ?? now) - startedAt),
		stopped: stoppedAt !== undefined,
		sum: sum / 1000,
		longest: longest / 1000,
		...(longestTask && {longestTask: longestTask.id}),
		waiting: waited / 1000,
		queueing: waiting.queueing / 1000,
		waits: waiting.spans,
		covered: (waiting.cover?.total ?? 0) / 1000,
		startUp: startUpAt(records, now),
		queued: tally.counted - tally.settled - tally.flying,
		inFlight: tally.flying,
		peak: isProgram ? Math.max(waiting.peak.most, waiting.open.count - waiting.open.overs) : tally.peak,
		settled: tally.settled,
		done: tally.done,
		failed: tally.failed,
		cancelled: tally.cancelled,
		timedOut: tally.timedOut,
	};
}

/** When the total stopped, if it has. */
function whenStopped({description, lanes, settled, result, end, tally}: Records): number | undefined {
	if (description.form === 'program') return end?.at;
	if (description.strategy.total === 'result' || result?.outcome === 'failed') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did, unless some were cut off by the end.
	if (end) return tally.flying > 0 ? end.at : (last ?? end.at);
	return undefined;
}

/** ms from the start of a program to its first async call, or to where its top level first waited: imports, and code without any. */
function startUpAt({description, startedAt, firstCall}: Records, now: number): number {
	return description.form === 'program' && startedAt !== undefined
		? Math.max(0, (firstCall?.at ?? now) - startedAt)
		: 0;
}

/** The most that one lane has waited so far, in whole microseconds, and which. */
function longestWaitAt({waiting, tasks}: Records, now: number): [number, TaskRecord | undefined] {
	const longest = waiting.longest < 0 ? undefined : tasks.at(waiting.longest);
	const oldest = oldestInFlight(waiting.open);
	const waits = oldest && tasks.at(oldest.task);
	const least = longest?.ownWaiting ?? 0;
	const so = oldest && waits ? waits.ownWaiting + microseconds(now) - microseconds(oldest.start) : 0;
	return so > least ? [so, waits] : [least, longest];
}

/** The greatest latency so far, in whole microseconds, and whose it is. */
function longestLatencyAt({tally, tasks, end}: Records, now: number): [number, TaskRecord | undefined] {
	passSettled(tally, tasks);
	const taskAt = (index: number | undefined) => (index === undefined ? undefined : tasks.at(index));
	const planned = taskAt(tally.byPlan[tally.plannedFrom]);
	const oldest = taskAt(oldestInFlight(tally.inFlight)?.task);
	let task = tally.longestSettled < 0 ? undefined : tasks.at(tally.longestSettled);
	let longest = task ? latencyOf(task) : 0;
	const consider = (latency: number, whose: TaskRecord | undefined) => {
		if (whose && latency > longest) [longest, task] = [latency, whose];
	};
	// Of a run that is over nothing is expected any more.
	if (!end || planned?.startedAt !== undefined) consider(microseconds(planned?.plan?.latency ?? 0), planned);
	const gap = oldest && planOf(oldest) === undefined ? gapOf(oldest) : 0;
	consider(microseconds(now) - microseconds(oldest?.startedAt ?? 0) - gap, oldest);
	return [longest, task];
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
	return {...tally, inFlight: forkInFlight(tally.inFlight)};
}
