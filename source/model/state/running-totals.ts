import {microseconds} from '../microseconds.ts';
import type {CopyOnWriteTable} from './copy-on-write-table.ts';
import type {InFlight} from './in-flight.ts';
import {createInFlight, forkInFlight} from './in-flight.ts';
import type {TaskRecord} from './task-record.ts';

/**
 * Running totals over the planned tasks, so that no moment costs a walk over them. For a program, only counts over its
 * innermost calls: their waiting is in `Waiting`. Sums are in whole microseconds, so the order of additions and
 * subtractions does not change them. Tasks are given by index.
 */
export type RunningTotals = {
	/** How many tasks the totals count; each has `counted` set. */
	counted: number;
	inFlightCount: number;
	peak: number;
	settled: number;
	done: number;
	failed: number;
	cancelled: number;
	destroyed: number;
	timedOut: number;
	/** The sum of the latencies of settled tasks. */
	settledSum: number;
	/** The settled task with the greatest latency; -1 while there is none. */
	longestSettled: number;
	/** The tasks with a plan, the longest first. All before `plannedFrom` have settled. */
	readonly byPlan: readonly number[];
	plannedFrom: number;
	/** The sum of the planned latencies of the tasks that have neither started nor settled. */
	queuedSum: number;
	/**
	 * For the tasks in flight without a plan: how much of their time they neither waited for the outside nor were on the
	 * thread.
	 */
	gaps: number;
	readonly inFlight: InFlight;
};

export const planOf = (task: TaskRecord): number | undefined => task.plan?.latency;

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
		destroyed: 0,
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

/** Advances to the first plan whose task has not settled. */
export function skipSettled(totals: RunningTotals, tasks: CopyOnWriteTable<TaskRecord>): void {
	const {byPlan} = totals;
	const settled = (index: number | undefined) => index !== undefined && tasks.at(index).endedAt !== undefined;
	while (settled(byPlan[totals.plannedFrom])) totals.plannedFrom++;
}

/** Returns an independent copy. The copy does not repeat walks that the original has already done. */
export function forkRunningTotals(totals: RunningTotals, tasks: CopyOnWriteTable<TaskRecord>): RunningTotals {
	skipSettled(totals, tasks);
	return {...totals, inFlight: forkInFlight(totals.inFlight)};
}
