import type {WaitsFor} from '../trace/event.ts';
import type {Span, Task} from './task.ts';

/** A span that is over. */
export type PastSpan = Pick<Span, 'from' | 'waitsFor' | 'by'> & {readonly to: number};

/** A part of the run, in ms on its clock. */
export type Interval = {readonly from: number; readonly to: number};

/** What is asked of the tasks of a run. */
type Tasks = {readonly get: (id: string) => Pick<Task, 'createdAt' | 'endedAt'> | undefined};

/** Whether a wait may be one for the outside, as long as it lasts: for a timer, input or output, a thread, or what nobody can name. */
export function mayBeOwn(on: WaitsFor): boolean {
	return outside.has(on.kind) || (on.kind === 'join' && on.tasks.length === 0 && on.count > 0);
}

const outside: ReadonlySet<WaitsFor['kind']> = new Set(['timer', 'io', 'thread', 'opaque']);

/**
 * Whether a wait may be one for what the calls below its lane wait for, which nothing reports: a library hands out a promise, waits
 * in the program's name, or runs a loop in a thread. A timer and a request are waits of the lane itself, whatever its calls do.
 */
export function mayBeForCalls(on: WaitsFor): boolean {
	return (
		on.kind === 'opaque' ||
		on.kind === 'thread' ||
		(on.kind === 'io' && on.request === undefined) ||
		(on.kind === 'join' && mayBeOwn(on))
	);
}

/** Whether a lane waited for another one to let it go on: for a lock, or for what another lane settled. */
export function isQueueing({waitsFor: on, by}: PastSpan): boolean {
	return on !== undefined && (on.kind === 'lock' || (by !== undefined && mayBeOwn(on)));
}

/**
 * The part of a span in which its lane waited for the outside. Undefined where there is none: the time is that of the lanes that
 * it waited for, of the lane that held it up, or of the loop. `thread`: the lane in a thread of its own that it had called last.
 */
export function ownWait(
	span: PastSpan,
	tasks: Tasks,
	thread?: Pick<Task, 'createdAt' | 'endedAt'>,
): Interval | undefined {
	const {from, to, waitsFor: on} = span;
	if (!on || isQueueing(span)) return undefined;
	if (on.kind === 'join' && on.tasks.length > 0) {
		// Of members that are no lanes nothing is known but that they came after the last lane.
		if (on.count <= on.tasks.length) return undefined;
		const last = Math.max(from, ...on.tasks.map(id => tasks.get(id)?.endedAt ?? Number.POSITIVE_INFINITY));
		return last < to ? {from: last, to} : undefined;
	}
	if (!mayBeOwn(on)) return undefined;
	const isTheirs =
		on.kind === 'thread' && thread && thread.createdAt < to && (thread.endedAt ?? Number.POSITIVE_INFINITY) > from;
	return isTheirs ? undefined : {from, to: on.kind === 'timer' ? Math.min(to, from + Math.max(0, on.ms)) : to};
}
