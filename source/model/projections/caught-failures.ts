import type {Model} from '../model.ts';
import type {Span, Task} from '../task.ts';

/** The eye cannot distinguish more. */
const maxMoments = 3;

/**
 * When failures were caught in a program, ms from the run's start: by a caller that heard of one and went on after it. A failure
 * that a caller passes on counts where it comes to an end; one by which the run failed was not caught, nor was one that nobody
 * took. Only what the trace shows: a caller that waits for something unknown is not taken to hear.
 */
export function caughtFailures(model: Model): readonly number[] {
	const {startedAt = 0, settled, description, end} = model;
	if (description.form === 'tasks') return [];
	const fatal = end?.outcome === 'failed' ? end.error : undefined;
	const moments: number[] = [];
	for (const task of settled) {
		const isFatal = fatal && task.error?.name === fatal.name && task.error.message === fatal.message;
		const at = failed(task) && task.heard !== false && !isFatal ? caughtAt(model, task) : undefined;
		if (at !== undefined) moments.push(at - startedAt);
		if (moments.length === maxMoments) break;
	}
	return moments;
}

/** Since when it ran on after its caller ended or its strategy settled, on the run's clock. */
export function orphanSince(model: Model, task: Task): number | undefined {
	if (!task.orphan) return undefined;
	return model.description.form === 'program' ? model.tasks.get(task.parent ?? '')?.endedAt : model.result?.at;
}

const failed = ({state}: Task): boolean => state === 'failed' || state === 'timed out';

/** So many stretches later at the latest a caller comes back to a call that has failed. */
const soonMs = 64;

/** When the caller of a call that failed had its error and went on. */
function caughtAt(model: Model, task: Task): number | undefined {
	const caller = model.tasks.get(task.parent ?? '');
	const {endedAt} = task;
	if (!caller || endedAt === undefined) return undefined;
	const first = Math.max(
		0,
		caller.spans.findLastIndex(({from}) => from < endedAt),
	);
	for (const [offset, span] of caller.spans.slice(first, first + soonMs).entries()) {
		if (span.to === undefined || span.to < endedAt || !catches(model, span, task)) continue;
		return continued(caller, caller.spans.at(first + offset + 1)) ? span.to : undefined;
	}
	return undefined;
}

/** Whether a caller had more to do than to end with the error. */
function continued({endedAt, state}: Task, after: Span | undefined): boolean {
	return after?.to !== undefined && (after.to !== endedAt || state === 'done');
}

/** Combinators that pass a failure on as soon as it is there. */
const joinsThatReject: ReadonlySet<string> = new Set(['all', 'race', 'gather', 'TaskGroup', 'shield']);

function catches(model: Model, {waitsFor: on, to = 0}: Span, task: Task): boolean {
	if (on?.kind === 'task') return on.task === task.id;
	if (on?.kind !== 'join' || !joinsThatReject.has(on.how) || !on.tasks.includes(task.id)) return false;
	// A group waits until the others have stopped. Where anybody else went on until another ended, the failure was no more than a value.
	const endedAt = task.endedAt ?? 0;
	return (
		on.how === 'TaskGroup' ||
		!on.tasks.some(id => {
			const other = model.tasks.get(id)?.endedAt ?? Number.POSITIVE_INFINITY;
			return other > endedAt && other < to;
		})
	);
}
