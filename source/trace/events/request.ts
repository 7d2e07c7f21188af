import * as v from 'valibot';
import {at, count, incomingPhases, requestPhases, taskId} from '../event-parts.ts';

/** Requests, of the program and to it. */
export const requestEvents = [
	/** A request entered its next phase or received bytes. */
	v.object({
		type: v.literal('request-advanced'),
		at,
		request: v.string(),
		task: v.optional(taskId),
		phase: v.picklist(requestPhases),
		method: v.optional(v.string()),
		url: v.optional(v.string()),
		status: v.optional(count),
		/** Bytes of the body received so far. */
		bytes: v.optional(count),
		/** Total bytes of the body, if known. */
		total: v.optional(count),
		error: v.optional(v.string()),
		/**
		 * Requests, such as `GET /users`, that have waited for 1 s for the connection of this response, whose body the program does not
		 * read; none once it is read.
		 */
		heldUp: v.optional(v.array(v.string())),
	}),
	/**
	 * The response to a request that came in, whose lane is `task`, has advanced. `route`: the pattern of its path, where the
	 * framework names one. Sent `headers` are reported up to 50 ms late, and not of a response that has ended by then; in Python, not
	 * at all.
	 */
	v.object({
		type: v.literal('incoming-advanced'),
		at,
		task: taskId,
		phase: v.picklist(incomingPhases),
		route: v.optional(v.string()),
		status: v.optional(count),
	}),
] as const;
