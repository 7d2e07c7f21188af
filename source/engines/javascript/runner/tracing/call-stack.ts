import type {Place} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import type {OwnTime} from '../own-time.ts';
import type {Lane} from './lane.ts';

/** A stretch on the thread, from a call or a resumption to the next suspension. Stretches nest as calls do. */
export type StackEntry = {
	/** 0-based, in the order of their beginning. */
	readonly serial: number;
	readonly lane: Lane;
	/**
	 * `call`: the beginning of an async function, up to its first await. `step`: our own call of the program's code, which
	 * we end ourselves (a task's function, `next` of a generator). `resumption`: after an await.
	 */
	readonly by: 'call' | 'step' | 'resumption';
	readonly since: number;
	/** Where the lane stood when it took the thread. */
	readonly from: Place | undefined;
	/** Whose context it was before. */
	readonly outer: Lane | undefined;
	/** What the tracer had taken of the thread when it began, in ms. */
	readonly ownTimeBefore: number;
	/** Whether a lane that is reported, and not held back, had the thread already: this stretch is part of that one's. */
	readonly isWithinReported: boolean;
	/** ms in stretches within this one, or in waits for the host; and what the tracer took of those stretches. */
	nested: number;
	nestedOwnTime: number;
};

/** Whose callbacks are those that are handed over now: they keep it, wherever they are called. */
export type Context = {readonly current: () => Lane | undefined; readonly enter: (lane: Lane | undefined) => void};

export type CallStack = {
	readonly enter: (lane: Lane, by: StackEntry['by']) => StackEntry;
	/** Ends a stretch, and those within it. */
	readonly leave: (entry: StackEntry) => void;
	readonly top: () => StackEntry | undefined;
	/** So many ms were nobody's: the runner waited for the host. */
	readonly waited: (ms: number) => void;
	/** The stretch that the code at the top of these frames belongs to. Ends stretches whose function has returned. */
	readonly at: (
		frames: readonly NodeJS.CallSite[],
		scopeOf: (site: NodeJS.CallSite) => string,
	) => StackEntry | undefined;
	/** Ends a stretch whose function has returned a promise, which nothing reports at that moment, and those within it. */
	readonly drop: (entry: StackEntry) => void;
	/** How many stretches on top are of the same function, at most `depth`: one of them may have returned. */
	readonly countSame: () => number;
	/** Whether so many calls are on the stack that it may be full soon. */
	readonly isDeep: () => boolean;
	/** The thread is free: what is left of any stretch has ended. */
	readonly clear: () => void;
};

/** Deep enough for most programs; a stack that is cut off cannot prove that a function has returned. */
export const depth = 16;

/** From so many stretches on, the stack may be full soon. */
const deep = 500;

/**
 * Keeps account of who is on the thread. `changed` is called with the stretch on top, `held` with each stretch of a lane
 * that has ended in the usual way and the milliseconds that it held the thread itself, without what the tracer took.
 */
export function createCallStack(
	changed: (top: StackEntry | undefined) => void,
	held: (entry: StackEntry, ms: number) => void,
	ownTime: OwnTime,
	context?: Context,
): CallStack {
	const stack: StackEntry[] = [];
	let entered = 0;

	const leave = (entry: StackEntry) => {
		const index = stack.lastIndexOf(entry);
		if (index === -1) {
			return;
		}

		stack.length = index;
		if (entry.by !== 'resumption') {
			context?.enter(entry.outer);
		}

		const at = ownTime.now();
		const ms = at - entry.since;
		const own = ownTime.total(at) - entry.ownTimeBefore;
		const below = stack.at(-1);
		if (below) {
			below.nested += ms;
			below.nestedOwnTime += own;
		}

		changed(below);
		held(entry, ms - entry.nested - Math.max(0, own - entry.nestedOwnTime));
	};

	const drop = (entry: StackEntry) => {
		const index = stack.lastIndexOf(entry);
		if (index !== -1) {
			stack.length = index;
			entry.lane.leftAt = ownTime.now();
			context?.enter(entry.outer);
			changed(stack.at(-1));
		}
	};

	const countSame = () => {
		const scope = stack.at(-1)?.lane.scope;
		let count = 0;
		while (count < depth && count < stack.length && stack[stack.length - 1 - count]?.lane.scope === scope) {
			count++;
		}

		return count;
	};

	return {
		enter(lane, by) {
			const since = ownTime.now();
			const outer = context?.current();
			const below = stack.at(-1);
			const entry: StackEntry = {
				serial: entered++,
				lane,
				by,
				since,
				from: lane.place ?? lane.home,
				outer,
				ownTimeBefore: ownTime.total(since),
				isWithinReported: below !== undefined && (below.isWithinReported || !below.lane.held),
				nested: 0,
				nestedOwnTime: 0,
			};
			append(stack, entry);
			// After an await Node.js itself has brought back the context.
			if (outer !== lane) {
				context?.enter(lane);
			}

			changed(entry);
			return entry;
		},
		drop,
		countSame,
		isDeep: () => stack.length > deep,
		leave,
		// Also outside of our own time, where `at` may be the program's.
		top: () => stack[stack.length - 1],
		waited(ms) {
			const top = stack.at(-1);
			if (top) {
				top.nested += ms;
			}
		},
		at(frames, scopeOf) {
			for (let top = stack.at(-1); top; top = stack.at(-1)) {
				if (top.by !== 'call' || frames.length >= depth || isOnStack(top.lane, frames, scopeOf, countSame())) {
					return top;
				}

				drop(top);
			}

			return undefined;
		},
		clear() {
			if (stack.length > 0) {
				stack.length = 0;
				changed(undefined);
			}
		},
	};
}

/** Whether so many calls of the lane's function are among the frames. */
function isOnStack(
	lane: Lane,
	frames: readonly NodeJS.CallSite[],
	scopeOf: (site: NodeJS.CallSite) => string,
	times: number,
): boolean {
	let found = 0;
	for (const site of frames) {
		if (site.isAsync()) {
			return false;
		}

		if (site.getFileName() && scopeOf(site) === lane.scope) {
			found++;
			if (found === times) {
				return true;
			}
		}
	}

	return false;
}
