import * as v from 'valibot';
import {at, count, lockHolder, milliseconds, place, taskId} from '../event-parts.ts';

/** Events that explain why tasks still wait. */
export const waitingEvents = [
	/**
	 * The holders of a lock, semaphore or queue that `waiting` tasks wait for; reported only while a task waits, at most
	 * every 50 ms. `holders`: the oldest 8 of `held`. The holders of a queue are the tasks that took an item and have
	 * neither put one back nor called `task_done`. Both fields are absent if not known, for example for a semaphore that
	 * other tasks than its holders release, or on a loop that hides its timers.
	 */
	v.object({
		type: v.literal('lock-changed'),
		at,
		lock: v.string(),
		what: v.string(),
		waiting: count,
		/** The line that created it. */
		madeAt: v.optional(place),
		holders: v.optional(v.array(lockHolder)),
		held: v.optional(count),
		/**
		 * How often the lock was released, or an item was put into the queue, so far, and when and where that happened
		 * last.
		 */
		given: v.optional(v.object({times: count, at: milliseconds, place: v.optional(place)})),
		/**
		 * For a queue: the tasks that put an item into it and have taken none. Absent if one was not a task, or if there
		 * are more than 8.
		 */
		givers: v.optional(v.array(taskId)),
		/**
		 * Until when a pending timer may end a wait for it: the timer releases the lock, or cancels a task that waits for
		 * it or has it, or a task that awaits one of these.
		 */
		limitedUntil: v.optional(milliseconds),
	}),
	/**
	 * What can still wake a task: callbacks that are `ready`, `timers`, open files and sockets (`io`), other `threads`,
	 * handlers of `signals`. Reported after 0.5 s in which no task continued, and again when it changes. `handles`: at
	 * most 20 of them, with the line and the task that created each. `complete`: whether nothing else can wake a task.
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
	 * All `threads` of an executor are busy, and `queued` jobs wait for one; reported every second while that lasts.
	 * `running`: where the threads are, at most 20 of them. `inside`: the library function that the line called, such as
	 * `Future.result`.
	 */
	v.object({
		type: v.literal('executor-full'),
		at,
		threads: count,
		queued: count,
		running: v.array(v.object({place: v.optional(place), inside: v.optional(v.string())})),
	}),
	/**
	 * JavaScript: `then` was called `count` times on one pending promise; reported at 500, 1,000, 2,000 … times.
	 * `madeAt`: where the promise was created. `place`: where `then` was called last. `waiting`: how many tasks were
	 * suspended at that moment.
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
