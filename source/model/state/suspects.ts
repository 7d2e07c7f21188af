import type {Model} from '../model.ts';
import type {Span, TurnSeries} from '../task.ts';
import type {Records, SuspectsRecord} from './records.ts';
import type {TaskRecord} from './task-record.ts';

export const createSuspects = (): SuspectsRecord => ({
	destroyed: [],
	starving: [],
	awaitedByYounger: [],
	requests: [],
	failedJoins: [],
});

/** The lengths of the lists at a moment. */
export type SuspectCounts = {readonly [Name in keyof SuspectsRecord]: number};

export const countSuspects = (suspects: SuspectsRecord): SuspectCounts => ({
	destroyed: suspects.destroyed.length,
	starving: suspects.starving.length,
	awaitedByYounger: suspects.awaitedByYounger.length,
	requests: suspects.requests.length,
	failedJoins: suspects.failedJoins.length,
});

/** Returns the lists as they were at a moment. */
export const suspectsAt = (suspects: SuspectsRecord, counts: SuspectCounts): SuspectsRecord => ({
	destroyed: suspects.destroyed.slice(0, counts.destroyed),
	starving: suspects.starving.slice(0, counts.starving),
	awaitedByYounger: suspects.awaitedByYounger.slice(0, counts.awaitedByYounger),
	requests: suspects.requests.slice(0, counts.requests),
	failedJoins: suspects.failedJoins.slice(0, counts.failedJoins),
});

/** The least turns without a beat of the loop that may starve it. */
const minStarvingTurns = 1000;

/** Notes a task whose series of turns became long enough to starve the loop. */
export function noteSeries(
	{suspects}: Records,
	task: TaskRecord,
	before: TurnSeries | undefined,
	now: TurnSeries,
): void {
	if (now.turns >= minStarvingTurns && (before?.turns ?? 0) < minStarvingTurns) suspects.starving.push(task.index);
}

/** Notes an awaited task that is not younger than the one that waits: only such waits can close a cycle. */
export function noteAwaited({suspects}: Records, waiter: TaskRecord, awaited: TaskRecord): void {
	if (awaited.index > waiter.index || awaited.isAwaitedByYounger) return;
	awaited.isAwaitedByYounger = true;
	suspects.awaitedByYounger.push(awaited.index);
}

/** Joins that return the errors of their members as values. */
const returningErrors: ReadonlySet<string> = new Set(['gather', 'allSettled']);

/** Notes an ended wait if it was a join with errors as values. */
export function noteJoin({suspects, tasks}: Records, task: TaskRecord, span: Span): void {
	const on = span.waitsFor;
	if (on?.kind !== 'join' || !returningErrors.has(on.how)) return;
	if (on.tasks.some(id => tasks.get(id)?.state === 'failed')) suspects.failedJoins.push({task: task.index, span});
}

/** Returns the suspects as a model shows them: each list on demand, and each task once. */
export function modelOfSuspects({tasks, suspects}: Records): Model['suspects'] {
	const tasksAt = (indexes: readonly number[]) => Array.from(new Set(indexes), index => tasks.at(index));
	return {
		destroyed: () => tasksAt(suspects.destroyed),
		starving: () => tasksAt(suspects.starving),
		awaitedByYounger: () => tasksAt(suspects.awaitedByYounger),
		requests: () => tasksAt(suspects.requests),
		failedJoins: () => suspects.failedJoins.map(({task, span}) => ({task: tasks.at(task), span})),
	};
}
