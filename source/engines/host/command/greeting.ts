import {timingSafeEqual} from 'node:crypto';
import * as v from 'valibot';

const greeting = v.object({
	type: v.literal('hello'),
	token: v.string(),
	pid: v.number(),
	parent: v.number(),
	/** The id of a worker thread; 0 is the main thread. */
	thread: v.number(),
	language: v.picklist(['javascript', 'python']),
	/** `Node.js 24.21.0`. */
	runtime: v.string(),
	executable: v.string(),
	command: v.array(v.string()),
	/** The files of the standard streams: see `StandardFiles`. */
	stdout: v.optional(v.string()),
	stderr: v.optional(v.string()),
});

/** The first line of a connection. */
export type Greeting = v.InferOutput<typeof greeting>;

/** Parses a greeting. Undefined if the line is not a greeting, or comes from a process that does not have the token. */
export function readGreeting(line: string, token: string): Greeting | undefined {
	try {
		const parsed = v.safeParse(greeting, JSON.parse(line));
		return parsed.success && isSame(parsed.output.token, token) ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}

function isSame(one: string, other: string): boolean {
	const [first, second] = [Buffer.from(one), Buffer.from(other)];
	return first.length === second.length && timingSafeEqual(first, second);
}
