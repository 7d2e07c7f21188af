import type {Place} from '../../../../trace/event.ts';
import {now} from '../clock.ts';
import type {Lane} from './lanes.ts';

/** A stretch on the thread, from a call or a resumption to the next suspension. Stretches nest as calls do. */
export type StackEntry = {
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
	/** ms in stretches within this one, or in waits for the host. */
	nested: number;
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
	/** The thread is free: what is left of any stretch has ended. */
	readonly clear: () => void;
};

/** Deep enough for most programs; a stack that is cut off cannot prove that a function has returned. */
export const depth = 16;

/**
 * Keeps account of who is on the thread. `changed` is called with the stretch on top, `held` with each stretch of a lane
 * that has ended in the usual way and the milliseconds that it held the thread itself.
 */
export function createCallStack(
	changed: (top: StackEntry | undefined) => void,
	held: (entry: StackEntry, ms: number) => void,
	context?: Context,
): CallStack {
	const stack: StackEntry[] = [];

	const leave = (entry: StackEntry) => {
		const index = stack.lastIndexOf(entry);
		if (index === -1) {
			return;
		}

		stack.length = index;
		context?.enter(entry.outer);
		const ms = now() - entry.since;
		const below = stack.at(-1);
		if (below) {
			below.nested += ms;
		}

		changed(below);
		held(entry, ms - entry.nested);
	};

	return {
		enter(lane, by) {
			const entry = {lane, by, since: now(), from: lane.place ?? lane.home, outer: context?.current(), nested: 0};
			stack.push(entry);
			context?.enter(lane);
			changed(entry);
			return entry;
		},
		leave,
		top: () => stack.at(-1),
		waited(ms) {
			const top = stack.at(-1);
			if (top) {
				top.nested += ms;
			}
		},
		at(frames, scopeOf) {
			for (let top = stack.at(-1); top; top = stack.at(-1)) {
				if (top.by !== 'call' || frames.length >= depth || isOnStack(top.lane, frames, scopeOf)) {
					return top;
				}

				// It returned another promise, which nothing tells at that moment.
				stack.pop();
				context?.enter(top.outer);
				changed(stack.at(-1));
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

function isOnStack(
	lane: Lane,
	frames: readonly NodeJS.CallSite[],
	scopeOf: (site: NodeJS.CallSite) => string,
): boolean {
	for (const site of frames) {
		if (site.isAsync()) {
			return false;
		}

		if (site.getFileName() && scopeOf(site) === lane.scope) {
			return true;
		}
	}

	return false;
}
