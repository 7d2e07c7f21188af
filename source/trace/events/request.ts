import * as v from 'valibot';
import {at, count, incomingPhases, requestPhases, taskId} from '../event-parts.ts';

/** Requests that the program sends, and requests that it receives. */
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
		 * Requests, such as `GET /users`, that have waited for 1 s for the connection of this response, because the program
		 * does not read its body. Empty once the body is read.
		 */
		heldUp: v.optional(v.array(v.string())),
	}),
	/**
	 * The response to the incoming request of the lane `task` entered its next phase. `route`: the pattern of the path,
	 * if the framework has one; `routed` is reported for the first request of a route. `headers` is reported up to 50 ms late, and not for a response that has ended by then; in
	 * Python, never.
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
