import {microseconds} from '../microseconds.ts';
import type {Totals} from '../model.ts';
import {gapOf} from './apply-wait.ts';
import {addInFlight, createInFlight, forkInFlight, land, oldestInFlight, sumInFlight} from './in-flight.ts';
import type {Records, RunningTotals, TaskRecord} from './records.ts';

const planOf = (task: TaskRecord): number | undefined => task.plan?.latency;
const latencyOf = ({cover}: TaskRecord): number => cover?.total ?? 0;

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
		gaps: 0,
		queuedSum: byPlan.reduce((sum, task) => sum + microseconds(planOf(task) ?? 0), 0),
		inFlight: createInFlight(),
	};
}

/** From now on the numbers are over that task, too; it has done nothing yet. */
export function add(totals: RunningTotals, task: TaskRecord): void {
	task.counted = true;
	totals.counted++;
}

/** From now on the numbers are no longer over that task, which has no plan, unless it has failed or was cancelled. */
export function remove(totals: RunningTotals, task: TaskRecord): void {
	if (!task.counted || (task.endedAt !== undefined && task.state !== 'done')) return;
	task.counted = false;
	totals.counted--;
	if (task.endedAt !== undefined) countOutcome(totals, task, -1);
	else if (task.startedAt !== undefined) totals.inFlightCount--;
}

/** So many calls that are no tasks were done. */
export function countDone(totals: RunningTotals, times: number): void {
	totals.counted += times;
	totals.settled += times;
	totals.done += times;
}

export function countStart({totals, description}: Records, task: TaskRecord): void {
	if (!task.counted) return;
	totals.inFlightCount++;
	totals.peak = Math.max(totals.peak, totals.inFlightCount);
	if (description.form === 'program') return;
	totals.queuedSum -= microseconds(planOf(task) ?? 0);
	task.startedAs = addInFlight(totals.inFlight, task.index, task.startedAt ?? 0, planOf(task));
}

/** A caller, which is not counted beside its calls, failed or was cancelled where none of them was. */
export function countOwnOutcome({totals}: Records, task: TaskRecord): void {
	totals.counted++;
	countOutcome(totals, task, 1);
}

/** The task has its end and its state. */
export function countEnd({totals, tasks, description}: Records, task: TaskRecord): void {
	if (task.startedAt !== undefined) totals.inFlightCount--;
	countOutcome(totals, task, 1);
	if (description.form === 'program') return;
	if (task.startedAt === undefined) totals.queuedSum -= microseconds(planOf(task) ?? 0);
	land(totals.inFlight, task.startedAs);
	if (planOf(task) === undefined) totals.gaps -= gapOf(task);
	totals.settledSum += latencyOf(task);
	if (totals.longestSettled < 0 || isLonger(task, tasks.at(totals.longestSettled))) totals.longestSettled = task.index;
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
	const {totals, startedAt, end, waiting, description} = records;
	const now = end?.at ?? at;
	const stoppedAt = whenStopped(records);
	const isProgram = description.form === 'program';
	const [longest, longestTask] = isProgram ? longestWaitAt(records, now) : longestLatencyAt(records, now);
	const waited = waiting.sum + sumInFlight(waiting.open, now);
	const sum = isProgram
		? waited
		: totals.settledSum + (end ? 0 : totals.queuedSum) + sumInFlight(totals.inFlight, now) - totals.gaps;
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
		queued: totals.counted - totals.settled - totals.inFlightCount,
		inFlight: totals.inFlightCount,
		peak: isProgram ? Math.max(waiting.peak.most, waiting.open.count - waiting.open.overs) : totals.peak,
		settled: totals.settled,
		done: totals.done,
		failed: totals.failed,
		cancelled: totals.cancelled,
		timedOut: totals.timedOut,
	};
}

/** When the total stopped, if it has. */
function whenStopped({description, lanes, settled, result, end, totals}: Records): number | undefined {
	if (description.form === 'program') return end?.at;
	if (description.strategy.total === 'result' || result?.outcome === 'failed') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did, unless some were cut off by the end.
	if (end) return totals.inFlightCount > 0 ? end.at : (last ?? end.at);
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
	const so =
		oldest && waits ? waits.ownWaiting + waits.unsettledOwn + microseconds(now) - microseconds(oldest.start) : 0;
	return so > least ? [so, waits] : [least, longest];
}

/** The greatest latency so far, in whole microseconds, and whose it is. */
function longestLatencyAt({totals, tasks, end}: Records, now: number): [number, TaskRecord | undefined] {
	skipSettled(totals, tasks);
	const taskAt = (index: number | undefined) => (index === undefined ? undefined : tasks.at(index));
	const planned = taskAt(totals.byPlan[totals.plannedFrom]);
	const oldest = taskAt(oldestInFlight(totals.inFlight)?.task);
	let task = totals.longestSettled < 0 ? undefined : tasks.at(totals.longestSettled);
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
function skipSettled(totals: RunningTotals, tasks: Records['tasks']): void {
	const {byPlan} = totals;
	const settled = (index: number | undefined) => index !== undefined && tasks.at(index).endedAt !== undefined;
	while (settled(byPlan[totals.plannedFrom])) totals.plannedFrom++;
}

/** A copy that goes on by itself; walks that this one has behind it are spared to it. */
export function forkRunningTotals(totals: RunningTotals, tasks: Records['tasks']): RunningTotals {
	skipSettled(totals, tasks);
	return {...totals, inFlight: forkInFlight(totals.inFlight)};
}
