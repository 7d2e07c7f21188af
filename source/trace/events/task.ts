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
	 * A task was created. `planned`: a task of the run. `call`: an async function that the program called; `generator`:
	 * an async generator. `program`: the top level of a program that runs unchanged, the caller of all others. `thread`:
	 * a function or file of the program that runs in its own thread or process; from its start to its end, it is off the
	 * thread of the loop (`task-waiting` on `thread`). `request`: an incoming HTTP request, the caller of the code that
	 * handles it. `parent`: the task whose code created this one.
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
		/** The name that the program gave to the task (`create_task(name=...)`), if it differs from the function's. */
		label: v.optional(v.string()),
		/** The task started before its process was observed, at an unknown time. */
		attached: v.optional(v.boolean()),
		/** Reported with the first call of a program, which ends its start-up. */
		...threadTime,
	}),
	/** Python: the task was handed to the loop, but does not run yet. */
	v.object({type: v.literal('task-scheduled'), at, task: taskId}),
	/** The task's code ran for the first time. `label`: as in `task-created`, if the task was named or renamed since. */
	v.object({type: v.literal('task-started'), at, task: taskId, label: v.optional(v.string())}),
	/**
	 * The task was suspended at an `await` and left the thread. `apart`: its calls that keep running meanwhile and whose
	 * results nothing awaits.
	 */
	v.object({
		type: v.literal('task-waiting'),
		at,
		task: taskId,
		place: v.optional(place),
		on: waitsFor,
		apart: v.optional(v.array(taskId)),
		/** Reported with the first wait of a program that called nothing before. */
		...threadTime,
	}),
	/**
	 * The task's code is on the thread again. `by`: the task that settled what this one waited for, for example by
	 * releasing a lock; the task itself if a call that it awaited did so. `outside`: not a task, but a timer, a signal,
	 * I/O or another thread ended its wait for a lock, a queue or an event. `cancelled`: the task received a
	 * cancellation, which it can still catch.
	 */
	v.object({
		type: v.literal('task-resumed'),
		at,
		task: taskId,
		by: v.optional(taskId),
		outside: v.optional(v.boolean()),
		cancelled: v.optional(v.boolean()),
	}),
	/** The task settled. */
	v.object({
		type: v.literal('task-ended'),
		at,
		task: taskId,
		outcome: v.picklist(taskOutcomes),
		value: v.optional(v.string()),
		error: v.optional(failure),
		/** Where the function is defined, for a planned task whose `task-created` has no place. */
		definedAt: v.optional(place),
		/** What cancelled the task, if it was cancelled or timed out. */
		by: v.optional(cancellation),
		/** For a failure: whether any code of the program received it. Absent if the runtime cannot tell. */
		heard: v.optional(v.boolean()),
	}),
	/**
	 * The cancellation of a task was requested. The task receives it when it is on the thread next, and can catch it.
	 * `by` is absent if not known.
	 */
	v.object({type: v.literal('cancel-requested'), at, task: taskId, by: v.optional(cancellation)}),
	/**
	 * Turns of a hot loop, or waits for calls that are counted, too many to report one by one: between `since` and `at`
	 * the task was resumed and suspended `times` times, and was on the thread for `busy` ms in total. Before and after
	 * that, the task is waiting.
	 */
	v.object({type: v.literal('task-cycled'), at, task: taskId, since: milliseconds, times: count, busy: milliseconds}),
	/**
	 * Calls of one async function that were too many and too short to report one by one. `times`: how many there were;
	 * all are done. `since`: when the first started. `longest`: the longest latency in ms, without the time of the
	 * tracer. `busy`: how long they were on the thread in total, in ms, without the time that is part of other tasks'
	 * stretches. Other tasks may wait for counted calls, or be resumed by them.
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
