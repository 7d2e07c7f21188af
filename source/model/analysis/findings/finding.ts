import * as v from 'valibot';
import {place} from '../../../trace/event-parts.ts';
import type {Model} from '../../model.ts';

/** `error`: it cannot be meant. `warning`: it is almost never meant. `info`: a fact, without an exit code. */
export const severities = ['error', 'warning', 'info'] as const;

export const rules = [
	'deadlock',
	'nothing-can-wake',
	'not-given-back',
	'task-destroyed',
	'never-awaited',
	'unhandled-rejection',
	'executor-full',
	'errors-dropped',
	'cancel-swallowed',
	'cancelled-after-failure',
	'starved',
	'thread-held',
	'only-grows',
	'pile-up',
	'no-limit',
	'no-exit',
	'no-reply',
	'unread-body',
	'reactions-pile-up',
	'waits-for-itself',
] as const;

/** A named reason why a program may be stuck, slow or wrong, with its evidence. Times in ms on the run's clock. */
export const finding = v.object({
	rule: v.picklist(rules),
	severity: v.picklist(severities),
	/** `proved`: the runtime or the trace leaves no other reading. */
	proof: v.picklist(['proved', 'suspected']),
	/** Since when it is so. */
	at: v.number(),
	/** The line to look at first. */
	place: v.optional(place),
	/** How often it was found, with the same rule at the same place. */
	count: v.number(),
	/** The lanes that it is about, at most 20. */
	tasks: v.array(v.string()),
	/** One sentence. */
	text: v.string(),
});

export type Finding = v.InferOutput<typeof finding>;

/** Looks for one kind of finding in a model. A pure function: what it finds depends on nothing else. */
export type Rule = (model: Model) => readonly Finding[];

/** The most lanes that a finding names. */
const maxTasks = 20;

/** Completes a finding. `tasks`: those that it is about. */
export function found(
	about: Omit<Finding, 'tasks' | 'count'> & {readonly tasks: Iterable<{readonly id: string}>; readonly count?: number},
): Finding {
	const {tasks, count = 1, place: where, ...rest} = about;
	const ids: string[] = [];
	for (const {id} of tasks) {
		if (ids.length === maxTasks) break;
		ids.push(id);
	}
	return {...rest, count, tasks: ids, ...(where && {place: where})};
}
