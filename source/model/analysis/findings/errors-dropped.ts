import {thousands} from '../../../text/thousands.ts';
import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
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
		const column = place?.column;
		if (!(on.how === 'gather' ? isUnusedGather(model, place) : isUnusedAll(on.how, textAt(model, place), column)))
			continue;
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

/** Returns whether the await of `Promise.allSettled` is a statement of its own. */
function isUnusedAll(how: string, line: string, column: number | undefined): boolean {
	if (how !== 'allSettled') return false;
	return /^\s*await\s+Promise\.allSettled\(/.test(line) || startsStatement.test(line.slice(0, (column ?? 1) - 1));
}

/** The text before `allSettled` if it follows another statement or starts a block. After `${`, its value is used. */
const startsStatement = /(?:[;}]|(?:\)|=>|\b(?:try|else|do|finally))\s*\{)\s*await\s+Promise\.$/;

/** The most lines of a call that are read. */
const maxLines = 50;

/** Text of Python that may contain brackets which are not code. */
const notCode = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g;

/** Returns whether the await of `gather(…, return_exceptions=True)` is a statement of its own. */
function isUnusedGather(model: Model, place: Place | undefined): boolean {
	if (!place || !/^\s*await\s+(?:asyncio\.)?gather\(/.test(textAt(model, place))) return false;
	let call = '';
	let depth = 0;
	for (let line = place.line; line < place.line + maxLines; line++) {
		for (const each of textAt(model, {...place, line}).replaceAll(notCode, '')) {
			depth += '([{'.includes(each) ? 1 : ')]}'.includes(each) ? -1 : 0;
			// What follows the call would use its value. Only the arguments of the call itself are kept.
			if (depth === 0 && call.includes('(') && /[^\s);]/.test(each)) return false;
			if (depth <= 1) call += each;
		}
		call += ' ';
		if (depth === 0) return /\breturn_exceptions\s*=\s*True\b/.test(call);
	}
	return false;
}

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
