import {seconds} from '../../format-duration.ts';
import type {CancelRequest, Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import {undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {listed, numberedName} from './names.ts';
import {lineOf, placesInSentence} from './places.ts';

/** How long, in ms, a task has to continue at least. */
const minContinuedMs = 1000;

/** Finds tasks that the program cancelled, and that caught the cancellation and kept working. */
export const cancelSwallowed: Rule = model => {
	const seen = new Set<string>();
	const undisturbed = undisturbedUntil(model);
	return requestsOf(model).flatMap(({at, by, task: id}) => {
		const task = model.tasks.get(id);
		if (!task || seen.has(id)) return [];
		const until = Math.min(task.endedAt ?? undisturbed, undisturbed);
		const was = spanAt(task, at);
		if (was?.state !== 'waiting' || until - at < minContinuedMs || !continuesThere(task, was, at, undisturbed))
			return [];
		seen.add(id);
		const asker = model.tasks.get(by?.task ?? '');
		const who = asker ? `${numberedName(model, asker)} asked` : 'The program asked';
		const nameOf = placesInSentence();
		const where = by?.place ? ` at ${nameOf(by.place)}` : '';
		return [
			found({
				rule: 'cancel-swallowed',
				severity: 'warning',
				proof: 'suspected',
				at,
				...(was.place && {place: was.place}),
				tasks: [task, ...(asker ? [asker] : [])],
				text: `${who} ${numberedName(model, task)} to end${where}; it caught that at ${nameOf(was.place)} and kept running for ${seconds(until - at)}.`,
			}),
		];
	});
};

/**
 * Returns the cancel requests of the program's own code. Those of time limits and task groups are left out: catching
 * such a cancellation is not a mistake.
 */
function requestsOf({cancelRequests}: Model): readonly CancelRequest[] {
	return cancelRequests.filter(({by}) => by?.cause === 'program' || by?.cause === 'gather');
}

function spanAt({spans}: Task, at: number): Span | undefined {
	return spans.at(spans.findLastIndex(({from}) => from < at));
}

/**
 * Returns whether a task was done, or waits again at the line where it was cancelled: clean-up code waits elsewhere.
 */
function continuesThere({spans, state, endedAt}: Task, {place}: Span, at: number, undisturbed: number): boolean {
	if (endedAt !== undefined && endedAt < undisturbed) return state === 'done';
	return [...spans].some(span => span.state === 'waiting' && span.from > at && lineOf(span.place) === lineOf(place));
}

/** Finds tasks that were cancelled because another one failed. */
export const cancelledAfterFailure: Rule = model => {
	const groups = new Map<
		string,
		{readonly failed: Task; readonly cancelled: Task[]; readonly request: CancelRequest}
	>();
	for (const request of model.cancelRequests) {
		const cancelled = model.tasks.get(request.task);
		if (!cancelled) continue;
		const isOfGroup = request.by?.cause === 'task-group';
		const failed = isOfGroup ? failureInGroup(model, cancelled, request.at) : failureBefore(model, request);
		if (!failed) continue;
		const key = `${request.by?.task} ${lineOf(request.by?.place)} ${failed.id}`;
		const group = groups.get(key) ?? {failed, cancelled: [], request};
		group.cancelled.push(cancelled);
		groups.set(key, group);
	}
	return [...groups.values()].map(group => described(model, group));
};

/** Returns the task whose failure made the cancelling task continue. */
function failureBefore({tasks}: Model, {at, by}: CancelRequest): Task | undefined {
	if (by?.cause !== 'program' && by?.cause !== 'gather') return undefined;
	const asker = tasks.get(by?.task ?? '');
	if (!asker) return undefined;
	const index = asker.spans.findLastIndex(({from}) => from <= at);
	const wait = asker.spans.at(index - 1);
	if (index < 1 || asker.spans.at(index)?.state !== 'running' || !wait?.waitsFor) return undefined;
	const on = wait.waitsFor;
	const ids = on.kind === 'join' ? on.tasks : on.kind === 'task' ? [on.task] : [];
	return ids
		.flatMap(id => tasks.get(id) ?? [])
		.find(({state, endedAt}) => state === 'failed' && endedAt !== undefined && endedAt >= wait.from && endedAt <= at);
}

/**
 * Returns the task whose failure made a task group cancel another of its tasks. While the caller runs, its own exception
 * is the reason.
 */
function failureInGroup(model: Model, {parent}: Task, at: number): Task | undefined {
	const caller = model.tasks.get(parent ?? '');
	if (!caller || spanAt(caller, at)?.state !== 'waiting') return undefined;
	return failuresBelow(model)
		.get(caller.id)
		?.findLast(({endedAt}) => endedAt !== undefined && endedAt <= at);
}

const known = new WeakMap<Model, ReadonlyMap<string, readonly Task[]>>();

/** Returns the failed tasks by their callers, in the order in which they failed. */
function failuresBelow(model: Model): ReadonlyMap<string, readonly Task[]> {
	let failures = known.get(model);
	if (!failures) {
		const below = new Map<string, Task[]>();
		for (const task of tasksOf(model)) {
			if (task.state !== 'failed' || task.parent === undefined) continue;
			const others = below.get(task.parent);
			if (others) others.push(task);
			else below.set(task.parent, [task]);
		}
		for (const each of below.values()) each.sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0));
		failures = below;
		known.set(model, failures);
	}
	return failures;
}

function described(
	model: Model,
	{failed, cancelled, request: {at, by}}: {failed: Task; cancelled: readonly Task[]; request: CancelRequest},
): Finding {
	const {name = 'an error', message = ''} = failed.error ?? {};
	const asker = model.tasks.get(by?.task ?? '');
	const names = listed(cancelled.map(task => numberedName(model, task)));
	const caller = by?.cause === 'task-group' ? model.tasks.get(failed.parent ?? '') : undefined;
	const place = by?.place ?? (caller && spanAt(caller, at)?.place);
	const who = caller ? 'the task group' : asker ? numberedName(model, asker) : 'the program';
	return found({
		rule: 'cancelled-after-failure',
		severity: 'info',
		proof: 'proved',
		at,
		...(place && {place}),
		tasks: [failed, ...cancelled],
		text: `${numberedName(model, failed)} failed (${message ? `${name}: ${message.split('\n')[0]}` : name}), so ${who} cancelled ${names} at ${lineOf(place)}.`,
	});
}
