import type {Place} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import type {OwnTime} from '../own-time.ts';
import type {Lane} from './lane.ts';

/** A stretch of a lane on the thread, from a call or a resumption to the next suspension. Stretches nest like calls. */
export type StackEntry = {
	/** 0-based, in the order in which stretches start. */
	readonly serial: number;
	readonly lane: Lane;
	/**
	 * `call`: the start of an async function, up to its first await. `step`: a call of the program's code by the runner,
	 * which also ends the stretch (a task's function, `next` of a generator). `resumption`: after an await.
	 */
	readonly by: 'call' | 'step' | 'resumption';
	readonly since: number;
	/** The place of the lane when the stretch started: its last await, or else the definition of its function. */
	readonly startPlace: Place | undefined;
	/** The lane of the async context before this stretch. */
	readonly outer: Lane | undefined;
	/** The tracer's own time in total when the stretch started, in ms. */
	readonly ownTimeBefore: number;
	/** Whether this stretch is part of a stretch of a reported lane, in contrast to lanes that are held back. */
	readonly isWithinReported: boolean;
	/**
	 * `nested`: ms in stretches within this one, or spent waiting for the host. `nestedOwnTime`: the tracer's own time in
	 * those stretches, in ms.
	 */
	nested: number;
	nestedOwnTime: number;
	/** Whether the stretch has called `new Promise` or `Promise.withResolvers`. */
	hasConstructed: boolean;
};

/** The async context: the lane to which callbacks belong that are registered now, wherever they are called later. */
export type Context = {readonly current: () => Lane | undefined; readonly enter: (lane: Lane | undefined) => void};

/** `enter`, `leave` and `top` call no built-in that a program can replace, because hot loops use them; see hot-turns.ts. */
export type CallStack = {
	readonly enter: (lane: Lane, by: StackEntry['by']) => StackEntry;
	/** Ends a stretch and the stretches within it. */
	readonly leave: (entry: StackEntry) => void;
	readonly top: () => StackEntry | undefined;
	/** Excludes from the stretch on top the `ms` that the runner spent waiting for the host. */
	readonly excludeWait: (ms: number) => void;
	/**
	 * Returns the stretch that the code at the top of these frames belongs to. First ends stretches whose function has
	 * returned. Undefined if no stretch is left.
	 */
	readonly at: (
		frames: readonly NodeJS.CallSite[],
		scopeOf: (site: NodeJS.CallSite) => string,
	) => StackEntry | undefined;
	/** Ends a stretch whose function has returned a promise, and the stretches within it. No hook reports that return. */
	readonly drop: (entry: StackEntry) => void;
	/**
	 * Returns how many stretches on top are of the same function, at most `maxFrames`. If there are several, some of these
	 * calls may have returned.
	 */
	readonly countSame: () => number;
	/** Whether V8 will report the end of the code that is running, because the code was resumed after an await. */
	readonly endIsReported: () => boolean;
	/** Whether so many stretches are nested that the stack may overflow soon. */
	readonly isDeep: () => boolean;
	/** Ends all stretches that are left: the thread is free. */
	readonly clear: () => void;
};

/** How many frames to read: enough for most programs. A stack that is cut off cannot prove that a function returned. */
export const maxFrames = 16;

/** With more nested stretches than this, the stack may overflow soon. */
const maxSafeStretches = 500;

/**
 * Tracks which lane is on the thread. `onTopChange` is called with the stretch on top. `onStretchEnd` is called with each stretch
 * that ends through `leave`, and with the ms that the stretch itself was on the thread, without the tracer's own time.
 */
export function createCallStack(
	onTopChange: (top: StackEntry | undefined, at: number) => void,
	onStretchEnd: (entry: StackEntry, ms: number) => void,
	ownTime: OwnTime,
	context?: Context,
): CallStack {
	const stack: StackEntry[] = [];
	let entered = 0;

	const leave = (entry: StackEntry) => {
		const last = stack.length - 1;
		const index = stack[last] === entry ? last : stack.lastIndexOf(entry);
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
		const below = stack[index - 1];
		if (below) {
			below.nested += ms;
			below.nestedOwnTime += own;
		}

		onTopChange(below, at);
		const ownHere = own - entry.nestedOwnTime;
		onStretchEnd(entry, ms - entry.nested - (ownHere > 0 ? ownHere : 0));
	};

	const drop = (entry: StackEntry) => {
		const index = stack.lastIndexOf(entry);
		if (index !== -1) {
			stack.length = index;
			const at = ownTime.now();
			entry.lane.returnedAt = at;
			context?.enter(entry.outer);
			onTopChange(stack.at(-1), at);
		}
	};

	const countSame = () => {
		const scope = stack.at(-1)?.lane.scope;
		let count = 0;
		while (count < maxFrames && count < stack.length && stack[stack.length - 1 - count]?.lane.scope === scope) {
			count++;
		}

		return count;
	};

	return {
		enter(lane, by) {
			const since = ownTime.now();
			const outer = context?.current();
			const below = stack[stack.length - 1];
			const entry: StackEntry = {
				serial: entered++,
				lane,
				by,
				since,
				startPlace: lane.place ?? lane.definedAt,
				outer,
				ownTimeBefore: ownTime.total(since),
				isWithinReported: below !== undefined && (below.isWithinReported || !below.lane.held),
				nested: 0,
				nestedOwnTime: 0,
				hasConstructed: false,
			};
			append(stack, entry);
			// After an await, Node.js has already restored the context.
			if (outer !== lane) {
				context?.enter(lane);
			}

			onTopChange(entry, since);
			return entry;
		},
		drop,
		countSame,
		endIsReported: () => stack[0]?.by === 'resumption',
		isDeep: () => stack.length > maxSafeStretches,
		leave,
		top: () => stack[stack.length - 1],
		excludeWait(ms) {
			const top = stack.at(-1);
			if (top) {
				top.nested += ms;
			}
		},
		at(frames, scopeOf) {
			for (let top = stack.at(-1); top; top = stack.at(-1)) {
				if (top.by !== 'call' || frames.length >= maxFrames || isOnStack(top.lane, frames, scopeOf, countSame())) {
					return top;
				}

				drop(top);
			}

			return undefined;
		},
		clear() {
			if (stack.length > 0) {
				stack.length = 0;
				onTopChange(undefined, ownTime.now());
			}
		},
	};
}

/** Whether the frames contain `times` calls of the lane's function. */
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
