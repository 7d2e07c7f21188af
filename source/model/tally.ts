import type {Heap} from './heap.ts';
import {first, heap, pop, push} from './heap.ts';
import type {Totals} from './model.ts';
import type {Records, TaskRecord} from './records.ts';

/**
 * The numbers over the planned tasks, or over the innermost calls of a program, kept up so that no moment costs a walk over
 * them. Sums are whole microseconds: they come out the same in whatever order they were added and taken away.
 */
export type Tally = {
	/** Tasks that the numbers are over; each bears `counted`. */
	counted: number;
	inFlight: number;
	peak: number;
	settled: number;
	done: number;
	failed: number;
	cancelled: number;
	timedOut: number;
	/** Latencies of settled tasks. */
	settledSum: number;
	/** Settled tasks, the longest first. One that was left out since is dropped when it comes up. */
	readonly byLatency: Heap<TaskRecord>;
	/** Planned latencies of the tasks that are neither settled nor beyond their plan. */
	plannedSum: number;
	/** Tasks with a plan, the longest first; those before `plannedFrom` have settled. */
	readonly byPlan: readonly TaskRecord[];
	plannedFrom: number;
	/** Tasks in the order of their starts; those before `startedFrom` have settled or were left out. */
	readonly byStart: TaskRecord[];
	startedFrom: number;
	/** Tasks in flight within their plan, by the moment when they exceed it. Settled ones are dropped when they come up. */
	readonly due: Heap<TaskRecord>;
	/** Tasks in flight without a plan or beyond it: their latencies grow with the clock. */
	readonly growing: Set<TaskRecord>;
	growingStarts: number;
};

export const microseconds = (ms: number): number => Math.round(ms * 1000);

const planOf = (task: TaskRecord): number | undefined => task.plan?.latency;
const startOf = (task: TaskRecord): number => task.startedAt ?? 0;
const latencyOf = ({startedAt, endedAt}: TaskRecord): number =>
	startedAt === undefined || endedAt === undefined ? 0 : microseconds(endedAt - startedAt);
const dueOf = (task: TaskRecord): number => startOf(task) + (planOf(task) ?? 0);

export function startTally(planned: readonly TaskRecord[]): Tally {
	const byPlan = planned.filter(task => planOf(task) !== undefined);
	for (const task of planned) task.counted = true;
	byPlan.sort((a, b) => (planOf(b) ?? 0) - (planOf(a) ?? 0));
	return {
		counted: planned.length,
		inFlight: 0,
		peak: 0,
		settled: 0,
		done: 0,
		failed: 0,
		cancelled: 0,
		timedOut: 0,
		settledSum: 0,
		byLatency: heap((a, b) => {
			const [one, other] = [latencyOf(a), latencyOf(b)];
			return one > other || (one === other && (a.endedAt ?? 0) < (b.endedAt ?? 0));
		}),
		plannedSum: byPlan.reduce((sum, task) => sum + microseconds(planOf(task) ?? 0), 0),
		byPlan,
		plannedFrom: 0,
		byStart: [],
		startedFrom: 0,
		due: heap((a, b) => dueOf(a) < dueOf(b)),
		growing: new Set(),
		growingStarts: 0,
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
		countOutcome(tally, task, -1);
	} else if (task.startedAt !== undefined) {
		tally.inFlight--;
		if (tally.growing.delete(task)) tally.growingStarts -= microseconds(startOf(task));
	}
}

export function countStart(tally: Tally, task: TaskRecord): void {
	if (!task.counted) return;
	tally.inFlight++;
	tally.peak = Math.max(tally.peak, tally.inFlight);
	tally.byStart.push(task);
	if (planOf(task) === undefined) grow(tally, task);
	else push(tally.due, task);
}

/** The task has its end and its state. */
export function countEnd(tally: Tally, task: TaskRecord): void {
	if (!task.counted) return;
	if (task.startedAt !== undefined) tally.inFlight--;
	if (tally.growing.delete(task)) tally.growingStarts -= microseconds(startOf(task));
	else tally.plannedSum -= microseconds(planOf(task) ?? 0);
	tally.settledSum += latencyOf(task);
	push(tally.byLatency, task);
	countOutcome(tally, task, 1);
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
	passDue(tally, now);
	const stoppedAt = whenStopped(records);
	const until = stoppedAt ?? lastOfProgram(records) ?? now;
	const sum = tally.settledSum + tally.plannedSum + tally.growing.size * microseconds(now) - tally.growingStarts;
	const [longest, longestTask] = longestAt(tally, now);
	return {
		makespan: startedAt === undefined ? 0 : Math.max(0, until - startedAt),
		stopped: stoppedAt !== undefined,
		sum: sum / 1000,
		longest: longest / 1000,
		...(longestTask && {longestTask: longestTask.id}),
		queued: tally.counted - tally.settled - tally.inFlight,
		inFlight: tally.inFlight,
		peak: tally.peak,
		settled: tally.settled,
		done: tally.done,
		failed: tally.failed,
		cancelled: tally.cancelled,
		timedOut: tally.timedOut,
	};
}

function grow(tally: Tally, task: TaskRecord): void {
	tally.growing.add(task);
	tally.growingStarts += microseconds(startOf(task));
}

function passDue(tally: Tally, now: number): void {
	for (let task = first(tally.due); task && dueOf(task) < now; task = first(tally.due)) {
		pop(tally.due);
		if (task.endedAt !== undefined) continue;
		tally.plannedSum -= microseconds(planOf(task) ?? 0);
		grow(tally, task);
	}
}

/** When the total stopped, if it has. */
function whenStopped(records: Records): number | undefined {
	const {description, lanes, settled, result, end, tally} = records;
	if (description.form === 'program') return end && (lastOfProgram(records) ?? end.at);
	if (description.strategy.total === 'result') return result?.at ?? end?.at;
	const last = settled.at(-1)?.endedAt;
	if (last !== undefined && settled.length === lanes.length) return last;
	// Nothing more will start: the total is that of the tasks that did, unless some were cut off by the end.
	if (end) return tally.inFlight > 0 ? end.at : (last ?? end.at);
	return undefined;
}

/** When the last lane of a program has ended, while none is open. */
function lastOfProgram({description, lanes, settled}: Records): number | undefined {
	return description.form === 'program' && settled.length === lanes.length ? settled.at(-1)?.endedAt : undefined;
}

function longestAt(tally: Tally, now: number): [number, TaskRecord | undefined] {
	while (tally.byPlan[tally.plannedFrom]?.endedAt !== undefined) tally.plannedFrom++;
	for (let oldest = tally.byStart[tally.startedFrom]; oldest; oldest = tally.byStart[++tally.startedFrom]) {
		if (oldest.endedAt === undefined && oldest.counted) break;
	}
	while (first(tally.byLatency)?.counted === false) pop(tally.byLatency);
	const planned = tally.byPlan[tally.plannedFrom];
	const oldest = tally.byStart[tally.startedFrom];
	let task = first(tally.byLatency);
	let longest = task ? latencyOf(task) : 0;
	const consider = (latency: number, whose: TaskRecord | undefined) => {
		if (whose && latency > longest) [longest, task] = [latency, whose];
	};
	consider(microseconds(planned?.plan?.latency ?? 0), planned);
	consider(microseconds(now) - microseconds(oldest?.startedAt ?? 0), oldest);
	return [longest, task];
}
