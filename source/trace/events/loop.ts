import * as v from 'valibot';
import {at, milliseconds, place, stretchTime, taskId, threadTime} from '../event-parts.ts';

/** The loop and its thread. */
export const loopEvents = [
	/** A timer inside the loop fired `lag` ms late. One every 50 ms, by a loop that is free. */
	v.object({type: v.literal('loop-beat'), at, lag: milliseconds, ...threadTime}),
	/**
	 * Seen from outside, while it lasts: the loop has been silent since `since`, and this is where the thread is. There
	 * is no `place` while a C function holds Python's lock: it follows when the lock is free.
	 */
	v.object({
		type: v.literal('loop-blocked'),
		at,
		since: milliseconds,
		task: v.optional(taskId),
		place: v.optional(place),
		/** The function on the thread: `JSON.parse`, `spin`. */
		inside: v.optional(v.string()),
		...stretchTime,
	}),
	/** Exact, afterwards: one task was on the thread from `since` for `ms` without a break. */
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
	 * The host read more slowly than the runner wrote (it was stopped, say): from `since` on, the thread waited for
	 * that and ran no code.
	 */
	v.object({type: v.literal('trace-waited'), at, since: milliseconds}),
] as const;
