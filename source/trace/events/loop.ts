import * as v from 'valibot';
import {at, milliseconds, place, stretchTime, taskId, threadTime} from '../event-parts.ts';

/** The loop and its thread. */
export const loopEvents = [
	/** A timer of the loop fired `lag` ms late. A free loop reports one every 50 ms. */
	v.object({type: v.literal('loop-beat'), at, lag: milliseconds, ...threadTime}),
	/**
	 * The loop is blocked, as observed from outside while that lasts. It has not run since `since`; `place` is where the
	 * thread is now. While a C function holds Python's interpreter lock, `place` is absent, and follows when the lock is
	 * free.
	 */
	v.object({
		type: v.literal('loop-blocked'),
		at,
		since: milliseconds,
		task: v.optional(taskId),
		place: v.optional(place),
		/** The function on the thread: `JSON.parse`, `spin`. */
		inside: v.optional(v.string()),
		/**
		 * Python: the wait that blocks the thread, such as `Future.result`, if nothing can end it: it is for a future that
		 * the loop itself settles, or all other threads wait as well. Reported once for each block.
		 */
		endless: v.optional(v.string()),
		...stretchTime,
	}),
	/** After a block, and exact: one task was on the thread for `ms` without a break, from `since` on. */
	v.object({
		type: v.literal('loop-released'),
		at,
		since: milliseconds,
		ms: milliseconds,
		task: v.optional(taskId),
		place: v.optional(place),
		...stretchTime,
	}),
	/**
	 * The host read more slowly than the runner wrote, for example because the host was stopped. From `since` on, the
	 * thread waited for the host and ran no code.
	 */
	v.object({type: v.literal('trace-waited'), at, since: milliseconds}),
] as const;
