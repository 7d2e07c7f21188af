import {thousands} from '../../../text/thousands.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf, textAt} from './places.ts';

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
		if (!isUnused(on.how, textAt(model, place), place?.column)) continue;
		const failed = failedMembers(model, on.tasks, to);
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

/** Returns whether the await is a statement of its own. In Python, the whole call has to be on its line. */
function isUnused(how: string, line: string, column: number | undefined): boolean {
	if (how === 'allSettled')
		return /^\s*await\s+Promise\.allSettled\(/.test(line) || startsStatement.test(line.slice(0, (column ?? 1) - 1));
	return how === 'gather' && /^\s*await\s+(?:asyncio\.)?gather\(.*return_exceptions\s*=\s*True/.test(line);
}

/** The text before `allSettled` if it follows another statement or starts a block. After `${`, its value is used. */
const startsStatement = /(?:[;}]|(?:\)|=>|\b(?:try|else|do|finally))\s*\{)\s*await\s+Promise\.$/;

/** Returns the members that failed by a moment. A cancelled member did not fail. */
function failedMembers({tasks}: Model, ids: readonly string[], by: number): readonly Task[] {
	return ids.flatMap(id => {
		const task = tasks.get(id);
		return task?.state === 'failed' && (task.endedAt ?? Number.POSITIVE_INFINITY) <= by ? [task] : [];
	});
}
