import * as v from 'valibot';
import {at, count, lockHolder, milliseconds, place, taskId} from '../event-parts.ts';

/** What says why tasks still wait. */
export const waitingEvents = [
	/**
	 * Who has a lock, semaphore or queue that `waiting` tasks wait for; reported only while any does, at most every 50 ms.
	 * `holders`: the oldest 8 of `held`; of a queue those that took an item and have put none back nor called `task_done`. Both
	 * are absent where that is not known, as of a semaphore that others than its holders release.
	 */
	v.object({
		type: v.literal('lock-changed'),
		at,
		lock: v.string(),
		what: v.string(),
		waiting: count,
		/** The line that made it. */
		madeAt: v.optional(place),
		holders: v.optional(v.array(lockHolder)),
		held: v.optional(count),
		/** How often it was given back, or put into, so far, and when and where that was last. */
		given: v.optional(v.object({times: count, at: milliseconds, place: v.optional(place)})),
		/** Of a queue: who put into it without having taken from it. Absent where it was not a task, or more than 8. */
		givers: v.optional(v.array(taskId)),
	}),
	/**
	 * What can still wake a task, after 0.5 s in which none continued, and then when it changes: callbacks that are `ready`,
	 * `timers`, open files and sockets (`io`), other `threads`, handlers of `signals`. `handles`: 20 of them, with the line and
	 * the task that made each. `complete`: there is nothing else.
	 */
	v.object({
		type: v.literal('wakers-seen'),
		at,
		ready: count,
		timers: count,
		io: count,
		threads: count,
		signals: count,
		handles: v.array(
			v.object({
				what: v.string(),
				place: v.optional(place),
				since: v.optional(milliseconds),
				task: v.optional(taskId),
			}),
		),
		complete: v.boolean(),
	}),
	/**
	 * All `threads` of an executor are busy and `queued` jobs wait for one; each second while it lasts. `running`: what they are
	 * at, 20 at most. `inside`: the function of a library that its line has called, such as `Future.result`.
	 */
	v.object({
		type: v.literal('executor-full'),
		at,
		threads: count,
		queued: count,
		running: v.array(v.object({place: v.optional(place), inside: v.optional(v.string())})),
	}),
	/**
	 * JavaScript: `then` was called `count` times of one promise that is pending: 1,000, 2,000, 4,000 … times. `madeAt`: where
	 * the promise was made; `place`: where it was called last. `waiting`: how many tasks were suspended at that moment.
	 */
	v.object({
		type: v.literal('reactions-counted'),
		at,
		count,
		waiting: count,
		madeAt: v.optional(place),
		place: v.optional(place),
	}),
] as const;
