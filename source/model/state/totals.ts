import {microseconds} from '../microseconds.ts';
import type {Totals} from '../model.ts';
import {gapOf} from './apply-wait.ts';
import {addInFlight, markEnded, oldestInFlight, sumInFlight} from './in-flight.ts';
import {updatePhase} from './phases.ts';
import type {Records} from './records.ts';
import type {RunningTotals} from './running-totals.ts';
import {planOf, skipSettled} from './running-totals.ts';
import type {TaskRecord} from './task-record.ts';

const latencyOf = ({cover}: TaskRecord): number => cover?.total ?? 0;

/** Adds a task that has done nothing yet to the totals. */
export function add(totals: RunningTotals, task: TaskRecord): void {
	task.counted = true;
	totals.counted++;
}

/** Removes a task without a plan from the totals, unless it failed, was cancelled or timed out. */
export function remove(totals: RunningTotals, task: TaskRecord): void {
	if (!task.counted || (task.endedAt !== undefined && task.state !== 'done')) return;
	task.counted = false;
	totals.counted--;
	if (task.endedAt !== undefined) countOutcome(totals, task, -1);
	else if (task.startedAt !== undefined) totals.inFlightCount--;
}

/** Counts completed calls that are not tasks. */
export function countDone(totals: RunningTotals, times: number): void {
	totals.counted += times;
	totals.settled += times;
	totals.done += times;
}

export function countStart(records: Records, task: TaskRecord): void {
	const {totals, description} = records;
	if (!task.counted) return;
	totals.inFlightCount++;
	totals.peak = Math.max(totals.peak, totals.inFlightCount);
	if (description.form === 'program') return;
	updatePhase(records, task);
	totals.queuedSum -= microseconds(planOf(task) ?? 0);
	task.startIndex = addInFlight(totals.inFlight, task.index, task.startedAt ?? 0, {plan: planOf(task)});
}

/**
 * Counts the outcome of a caller that failed or was cancelled when none of its calls did. Callers are otherwise not
 * counted beside their calls.
 */
export function countOwnOutcome({totals}: Records, task: TaskRecord): void {
	totals.counted++;
	countOutcome(totals, task, 1);
}

/** Counts the end of a task whose end and state are already set. */
export function countEnd(records: Records, task: TaskRecord): void {
	const {totals, tasks, description} = records;
	if (task.startedAt !== undefined) totals.inFlightCount--;
	countOutcome(totals, task, 1);
	if (description.form === 'program') return;
	updatePhase(records, task);
	if (task.startedAt === undefined) totals.queuedSum -= microseconds(planOf(task) ?? 0);
	markEnded(totals.inFlight, task.startIndex);
	if (planOf(task) === undefined) totals.gaps -= gapOf(task);
	totals.settledSum += latencyOf(task);
	if (totals.longestSettled < 0 || isLonger(task, tasks.at(totals.longestSettled))) totals.longestSettled = task.index;
}

/** Of two equally long latencies, the task that ended first wins. */
function isLonger(one: TaskRecord, other: TaskRecord): boolean {
	const latency = latencyOf(one);
	const least = latencyOf(other);
	return latency > least || (latency === least && (one.endedAt ?? 0) < (other.endedAt ?? 0));
}

function countOutcome(totals: RunningTotals, {state, endedBy}: TaskRecord, by: 1 | -1): void {
	totals.settled += by;
	if (state === 'done') totals.done += by;
	else if (state === 'failed') totals.failed += by;
	else if (state === 'timed out') totals.timedOut += by;
	else if (endedBy?.cause === 'destroyed') totals.destroyed += by;
	else totals.cancelled += by;
}

/** Returns the totals at a moment. Moments must not decrease from call to call. */
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
		peak: isProgram ? Math.max(waiting.peak.max, waiting.open.count - waiting.open.ended) : totals.peak,
		settled: totals.settled,
		done: totals.done,
		failed: totals.failed,
		cancelled: totals.cancelled,
		destroyed: totals.destroyed,
		timedOut: totals.timedOut,
	};
}

/** Returns when the total stopped, in ms. Undefined while it grows. */
function whenStopped({description, lanes, settled, result, end, totals}: Records): number | undefined {
	if (description.form === 'program') return end?.at;
	if (description.strategy.total === 'result' || result?.outcome === 'failed') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did start, unless the end cut some off.
	if (end) return totals.inFlightCount > 0 ? end.at : (last ?? end.at);
	return undefined;
}

/**
 * Returns the start-up time, in ms: from the start of a program to its first async call, or to its top level's first
 * wait. It is spent on imports and synchronous code.
 */
function startUpAt({description, startedAt, firstCall}: Records, now: number): number {
	return description.form === 'program' && startedAt !== undefined
		? Math.max(0, (firstCall?.at ?? now) - startedAt)
		: 0;
}

/** Returns the longest that one lane has waited so far, in whole microseconds, and that lane. */
function longestWaitAt({waiting, tasks}: Records, now: number): [number, TaskRecord | undefined] {
	const longest = waiting.longest < 0 ? undefined : tasks.at(waiting.longest);
	const oldest = oldestInFlight(waiting.open);
	const waits = oldest && tasks.at(oldest.task);
	const least = longest?.ownWaiting ?? 0;
	const so =
		oldest && waits ? waits.ownWaiting + waits.unsettledOwn + microseconds(now) - microseconds(oldest.start) : 0;
	return so > least ? [so, waits] : [least, longest];
}

/** Returns the greatest latency so far, in whole microseconds, and its task. */
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
	// After the end of a run no plan is expected to be met.
	if (!end || planned?.startedAt !== undefined) consider(microseconds(planned?.plan?.latency ?? 0), planned);
	const gap = oldest && planOf(oldest) === undefined ? gapOf(oldest) : 0;
	consider(microseconds(now) - microseconds(oldest?.startedAt ?? 0) - gap, oldest);
	return [longest, task];
}
