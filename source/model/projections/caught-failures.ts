import type {Model} from '../model.ts';
import type {Span, Task} from '../task.ts';

/** The most moments: more could not be distinguished. */
const maxMoments = 3;

/** A failure that a caller received before it continued. `at`: in ms from the start of the run. */
export type CaughtFailure = {readonly at: number; readonly caller: string};

/**
 * Returns the failures that were caught in a program: a caller received the error and continued. A failure that
 * callers pass on counts where it stops. The failure that ended the run was not caught, nor was one that no caller
 * received. Uses only what the trace shows: a caller that waits for something unknown is not assumed to receive an
 * error.
 */
export function caughtFailures(model: Model): readonly CaughtFailure[] {
	const {startedAt = 0, settled, description, end} = model;
	if (description.form === 'tasks') return [];
	const fatal = end?.outcome === 'failed' ? end.error : undefined;
	const found: CaughtFailure[] = [];
	for (const task of settled) {
		const isFatal = fatal && task.error?.name === fatal.name && task.error.message === fatal.message;
		const at = hasFailed(task) && task.heard !== false && !isFatal ? caughtAt(model, task) : undefined;
		if (at !== undefined) found.push({at: at - startedAt, caller: task.parent ?? ''});
		if (found.length === maxMoments) break;
	}
	return found;
}

/** Returns the moments, in ms from the start of the run, at which a lane or a caller of it caught a failure. */
export function caughtAbove(model: Model, id: string, caught: readonly CaughtFailure[]): readonly number[] {
	if (caught.length === 0) return [];
	const callers = new Set<string>();
	for (let task = model.tasks.get(id); task && !callers.has(task.id); task = model.tasks.get(task.parent ?? ''))
		callers.add(task.id);
	return caught.flatMap(({at, caller}) => (callers.has(caller) ? [at] : []));
}

/**
 * Returns since when a task has not been awaited any longer, in ms on the run's clock: since its caller ended, or since
 * the strategy settled. Undefined for other tasks.
 */
export function orphanSince(model: Model, task: Task): number | undefined {
	if (!task.orphan) return undefined;
	return model.description.form === 'program' ? model.tasks.get(task.parent ?? '')?.endedAt : model.result?.at;
}

const hasFailed = ({state}: Task): boolean => state === 'failed' || state === 'timed out';

/** The most spans after a failure in which its caller is searched for the moment at which it continued. */
const maxSpansSearched = 64;

/** Returns when the caller of a failed call received the error and continued. Undefined if it did not. */
function caughtAt(model: Model, task: Task): number | undefined {
	const caller = model.tasks.get(task.parent ?? '');
	const {endedAt} = task;
	if (!caller || endedAt === undefined) return undefined;
	const first = Math.max(
		0,
		caller.spans.findLastIndex(({from}) => from < endedAt),
	);
	for (const [offset, span] of caller.spans.slice(first, first + maxSpansSearched).entries()) {
		if (span.to === undefined || span.to < endedAt || !catches(model, span, task)) continue;
		return hasContinued(caller, caller.spans.at(first + offset + 1)) ? span.to : undefined;
	}
	return undefined;
}

/** Returns whether a caller did more than end with the error. */
function hasContinued({endedAt, state}: Task, after: Span | undefined): boolean {
	return after?.to !== undefined && (after.to !== endedAt || state === 'done');
}

/** Combinators that pass a failure on immediately. */
const failFastJoins: ReadonlySet<string> = new Set(['all', 'race', 'gather', 'TaskGroup', 'shield']);

function catches(model: Model, {waitsFor: on, to = 0}: Span, task: Task): boolean {
	if (on?.kind === 'task') return on.task === task.id;
	if (on?.kind !== 'join' || !failFastJoins.has(on.how) || !on.tasks.includes(task.id)) return false;
	// A TaskGroup waits until its other tasks have stopped. With any other combinator, if the caller continued only after
	// another task ended, the failure did not reject the join and was only one of its values.
	const endedAt = task.endedAt ?? 0;
	return (
		on.how === 'TaskGroup' ||
		!on.tasks.some(id => {
			const other = model.tasks.get(id)?.endedAt ?? Number.POSITIVE_INFINITY;
			return other > endedAt && other < to;
		})
	);
}
