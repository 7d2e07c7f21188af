import type {WaitsFor} from '../trace/event.ts';
import type {Span, Task} from './task.ts';

/** A span that has ended. */
export type PastSpan = Pick<Span, 'from' | 'waitsFor' | 'by'> & {
	readonly to: number;
	/** Whether a timer, a signal, I/O or another thread ended a wait for a lock. */
	readonly outside?: boolean | undefined;
};

/** A part of the run, in ms on its clock. */
export type Interval = {readonly from: number; readonly to: number};

/** The lookup that `ownWait` needs of the tasks of a run. */
type Tasks = {readonly get: (id: string) => Pick<Task, 'createdAt' | 'endedAt'> | undefined};

/**
 * Returns whether a wait, while it lasts, may be for the outside: for a timer, I/O, a thread, or something without a
 * name.
 */
export function mayBeOwn(on: WaitsFor): boolean {
	return outside.has(on.kind) || (on.kind === 'join' && on.tasks.length === 0 && on.count > 0);
}

const outside: ReadonlySet<WaitsFor['kind']> = new Set(['timer', 'io', 'thread', 'opaque']);

/**
 * Returns whether a wait may really be for what the calls below its lane wait for, without an event that reports it: a
 * library returns a promise, waits on behalf of the program, or runs a loop in another thread. A timer or a request is
 * always a wait of the lane itself, whatever its calls do.
 */
export function mayBeForCalls(on: WaitsFor): boolean {
	return (
		on.kind === 'opaque' ||
		on.kind === 'thread' ||
		(on.kind === 'io' && on.request === undefined) ||
		(on.kind === 'join' && mayBeOwn(on))
	);
}

/** Returns whether a lane waited for another lane: for a lock, or for what that lane settled. */
export function isQueueing({waitsFor: on, by, outside: isOutside}: PastSpan): boolean {
	if (on?.kind === 'lock') return !isOutside;
	return on !== undefined && by !== undefined && mayBeOwn(on);
}

/**
 * Returns the part of a span in which its lane waited for the outside. Undefined if there is none: the time is then
 * that of the lanes that it waited for, of the lane that delayed it, or of the loop. `thread`: the last called lane
 * that has its own thread.
 */
export function ownWait(
	span: PastSpan,
	tasks: Tasks,
	thread?: Pick<Task, 'createdAt' | 'endedAt'>,
): Interval | undefined {
	const {from, to, waitsFor: on} = span;
	if (!on || isQueueing(span)) return undefined;
	if (on.kind === 'join' && on.tasks.length > 0) {
		// Of members that are not lanes, all that is known is that they settled after the last lane.
		if (on.count <= on.tasks.length) return undefined;
		const last = Math.max(from, ...on.tasks.map(id => tasks.get(id)?.endedAt ?? Number.POSITIVE_INFINITY));
		return last < to ? {from: last, to} : undefined;
	}
	// A wait for a lock that is not queueing was for the outside.
	if (on.kind === 'lock') return {from, to};
	if (!mayBeOwn(on)) return undefined;
	const isTheirs =
		on.kind === 'thread' && thread && thread.createdAt < to && (thread.endedAt ?? Number.POSITIVE_INFINITY) > from;
	return isTheirs ? undefined : {from, to: on.kind === 'timer' ? Math.min(to, from + Math.max(0, on.ms)) : to};
}
