import * as v from 'valibot';
import {
	at,
	cancellation,
	count,
	failure,
	milliseconds,
	place,
	taskId,
	taskKinds,
	taskOutcomes,
	threadTime,
	waitsFor,
} from '../event-parts.ts';

/** The life of a task, from its creation to its end. */
export const taskEvents = [
	/**
	 * A task exists. Planned tasks are created by the run; `call`s are async functions that the program called,
	 * `generator`s async generators; `program` is the top level of a program that runs as it is, the caller of all others;
	 * `thread`s are functions or files of the program that run in their own thread or process: from their start to their
	 * end they are off the thread of the loop (`task-waiting` on `thread`); `request`s are HTTP requests that came in, the
	 * callers of what handles them. `parent`: the task whose code created it.
	 */
	v.object({
		type: v.literal('task-created'),
		at,
		task: taskId,
		name: v.string(),
		kind: v.picklist(taskKinds),
		parent: v.optional(taskId),
		/** Where the function is defined. */
		place: v.optional(place),
		/** The name that the program gave it, where it differs from the function's (`create_task(name=...)`). */
		label: v.optional(v.string()),
		/** It had started before its process was observed: when is not known. */
		attached: v.optional(v.boolean()),
		/** Of the first call of a program, which ends its start-up. */
		...threadTime,
	}),
	/** Python: handed to the loop, not running yet. */
	v.object({type: v.literal('task-scheduled'), at, task: taskId}),
	/** Its code ran for the first time. `label`: as in `task-created`, of a task that was named or renamed since. */
	v.object({type: v.literal('task-started'), at, task: taskId, label: v.optional(v.string())}),
	/**
	 * It was suspended at an `await` and left the thread. `apart`: calls of it that go on meanwhile and that it does not wait for:
	 * nothing has asked for their results.
	 */
	v.object({
		type: v.literal('task-waiting'),
		at,
		task: taskId,
		place: v.optional(place),
		on: waitsFor,
		apart: v.optional(v.array(taskId)),
		/** Of the first wait of a program that has called nothing before it. */
		...threadTime,
	}),
	/**
	 * Its code took the thread again. `by`: the other task whose code settled what it waited for, such as a lock that it released.
	 * `cancelled`: it got a cancellation, which it can still catch.
	 */
	v.object({
		type: v.literal('task-resumed'),
		at,
		task: taskId,
		by: v.optional(taskId),
		cancelled: v.optional(v.boolean()),
	}),
	/** It has settled. */
	v.object({
		type: v.literal('task-ended'),
		at,
		task: taskId,
		outcome: v.picklist(taskOutcomes),
		value: v.optional(v.string()),
		error: v.optional(failure),
		/** Where the function is defined, for a planned task whose `task-created` did not know it. */
		definedAt: v.optional(place),
		/** Of a task that was cancelled or ran out of time. */
		by: v.optional(cancellation),
		/** Of a failure: whether anything of the program received it. Absent while the runtime cannot tell. */
		heard: v.optional(v.boolean()),
	}),
	/** A task was asked to end. It gets the cancellation when it takes the thread next, and can catch it. `by` is absent where it is not known. */
	v.object({type: v.literal('cancel-requested'), at, task: taskId, by: v.optional(cancellation)}),
	/**
	 * Turns of a hot loop, too many to report one by one: between `since` and `at` the task was
	 * resumed and suspended `times` times, and was on the thread for `busy` ms in total. Before and after, it is waiting.
	 */
	v.object({type: v.literal('task-cycled'), at, task: taskId, since: milliseconds, times: count, busy: milliseconds}),
	/**
	 * Calls of one async function that were too many and too short to report one by one: `times` of them, the first of which
	 * began at `since`, have ended well, after at most `longest` ms without what the tracer took. They were on the thread for
	 * `busy` ms in total, besides what is part of the stretches of other tasks. Other tasks may wait for calls that were
	 * only counted, or be resumed by them.
	 */
	v.object({
		type: v.literal('calls-counted'),
		at,
		name: v.string(),
		/** Where the function is defined. */
		place,
		since: milliseconds,
		times: count,
		busy: milliseconds,
		longest: milliseconds,
	}),
] as const;
