import {thousands} from '../../../text/thousands.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import {undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';
import {isUnused} from './unused-values.ts';

/**
 * Finds failures that `gather(…, return_exceptions=True)` or `Promise.allSettled` returned as values, in a statement
 * that does not use them.
 */
export const errorsDropped: Rule = model => {
	const all: Finding[] = [];
	const undisturbed = undisturbedUntil(model);
	for (const {task, span} of model.suspects.failedJoins()) {
		const {waitsFor: on, place, to} = span;
		// A task that is cancelled while it waits receives no values, and nor does one that is interrupted.
		const cancelledAt = task.state === 'cancelled' ? task.endedAt : undefined;
		if (on?.kind !== 'join' || to === undefined || to === cancelledAt || to > undisturbed) continue;
		if (!isUnused(model, on.how, place)) continue;
		const failed = failedMembers(model, on.tasks, to).filter(member => !wasAwaited(task, span, member));
		if (failed.length === 0) continue;
		const names = [...new Set(failed.flatMap(({error}) => error?.name ?? []))].join(', ');
		all.push(
			found({
				rule: 'errors-dropped',
				severity: 'warning',
				proof: 'proved',
				at: to,
				...(place && {place}),
				tasks: failed,
				text: `${thousands(failed.length)} of ${thousands(on.count)} failed (${names}); ${on.how} returned the errors as values, and ${lineOf(place)} does not use them.`,
			}),
		);
	}
	return all;
};

/** Returns the members that failed by a moment. A cancelled member did not fail. */
function failedMembers({tasks}: Model, ids: readonly string[], by: number): readonly Task[] {
	return ids.flatMap(id => {
		const task = tasks.get(id);
		return task?.state === 'failed' && (task.endedAt ?? Number.POSITIVE_INFINITY) <= by ? [task] : [];
	});
}

/**
 * Returns whether a member had failed before a wait for it, and the same call had already waited for it: that call knows
 * the error, and waits again for the others to end.
 */
function wasAwaited({spans}: Task, {from}: Span, {id, endedAt = Number.POSITIVE_INFINITY}: Task): boolean {
	if (endedAt > from) return false;
	return (
		spans.find(({waitsFor: on, to = Number.POSITIVE_INFINITY}) => {
			if (to > from) return false;
			return on?.kind === 'join' ? on.tasks.includes(id) : on?.kind === 'task' && on.task === id;
		}) !== undefined
	);
}
