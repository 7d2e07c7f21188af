import {promiseHooks} from 'node:v8';
import type {OwnTime} from '../own-time.ts';
import {callSites, capturedSites, framesOfHook} from './call-sites.ts';

/** What V8 reports about promises. */
export type HookHandlers = {
	/** Takes a promise that only stands for a value. Returns whether it is one, if that is sure without a look at the stack. */
	readonly takeValue: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	/** Such a promise settles. Returns whether it is one. */
	readonly settleValue: (promise: Promise<unknown>) => boolean;
	/** A promise was made, of no other. */
	readonly made: (promise: Promise<unknown>) => void;
	/** A promise was made of another: by an `await`, `then` or a combinator. */
	readonly derived: (promise: Promise<unknown>, parent: Promise<unknown>) => void;
	/** How many frames `made` (without a parent) or `derived` will ask for, as a guess. */
	readonly depthOf: (parent: Promise<unknown> | undefined) => number;
	/** What waits for the promise takes the thread, and leaves it. */
	readonly resumed: (promise: Promise<unknown>) => void;
	readonly left: (promise: Promise<unknown>) => void;
	/** It settles, or will wait for the promise that it was resolved with. Its state changes afterwards. */
	readonly settles: (promise: Promise<unknown>) => void;
	/** No code of the program is in the middle of something: what waits for a promise takes the thread, or has left it. */
	readonly turned: () => void;
	/** Whether `resumed`, `left` and `settles` need not be called, since nothing is known of the promise. */
	readonly isForeign: (promise: Promise<unknown>) => boolean;
};

type Parts = {
	readonly ownTime: OwnTime;
	/** Whether the stack may be full soon. */
	readonly isDeep: () => boolean;
	/** Called with an error of a handler. */
	readonly broken: (error: unknown) => void;
};

export type Hooks = {
	/** Begins to call the handlers. Returns a function that ends it. */
	readonly listen: (handlers: HookHandlers) => () => void;
	/** Runs our own code, whose promises are not reported. */
	readonly unseen: <Result>(run: () => Result) => Result;
	readonly isUnseen: () => boolean;
	/** The topmost frames of the program, while a handler runs. */
	readonly frames: (count: number) => readonly NodeJS.CallSite[];
};

// Taken before the program can replace them.
const ErrorClass = Error;
const {captureStackTrace} = Error;

const {apply} = Reflect;

/** As arguments they take 8 KB of the stack: to call a function with them overflows it where there is less. */
const room = new Array(1024).fill(undefined);
const doNothing = () => {};

type Hook = (promise: Promise<unknown>, parent?: Promise<unknown>) => void;

/**
 * Calls the handlers of V8's promise hooks. None may throw: V8 would take that for an error of the program. Deep down the stack may be
 * full in the middle of a report, so it is tried first whether there is room; without it nothing is reported, and the program overflows
 * by its own next call.
 */
export function createHooks({ownTime, isDeep, broken}: Parts): Hooks {
	let unseenDepth = 0;
	/** The one that V8 has called. */
	let current: Hook = () => {};
	/** What it has captured, for so many frames. */
	let captured: {readonly stack?: unknown} | undefined;
	let capturedCount = 0;
	let sites: readonly NodeJS.CallSite[] | undefined;

	function run(hook: Hook, handler: HookHandlers['derived'], promise: Promise<unknown>, parent = promise) {
		ownTime.enter();
		try {
			if (isDeep()) {
				apply(doNothing, undefined, room);
			}

			current = hook;
			handler(promise, parent);
		} catch (error) {
			if (!isDeep()) {
				broken(error);
			}
		} finally {
			ownTime.leave();
		}
	}

	function frames(count: number): readonly NodeJS.CallSite[] {
		if (captured) {
			sites = capturedSites(captured, capturedCount);
			captured = undefined;
		}

		if (sites && (count <= capturedCount || sites.length < capturedCount)) {
			return sites.length > count ? sites.slice(0, count) : sites;
		}

		return callSites(current, count);
	}

	function listen(handlers: HookHandlers) {
		const {takeValue, settleValue, made, derived, depthOf, resumed, left, settles, turned, isForeign} = handlers;

		function init(promise: Promise<unknown>, parent?: Promise<unknown>) {
			try {
				if (unseenDepth > 0 || (parent && takeValue(promise, parent))) {
					return;
				}

				ownTime.enter();
			} catch {
				// The stack is full.
				return;
			}

			try {
				capturedCount = depthOf(parent);
				if (capturedCount > 0) {
					// Here, since each frame of ours above those of the program takes 0.4 µs.
					captured = {};
					const {stackTraceLimit} = ErrorClass;
					try {
						ErrorClass.stackTraceLimit = framesOfHook(capturedCount);
						captureStackTrace(captured);
						ErrorClass.stackTraceLimit = stackTraceLimit;
					} catch {
						captured = undefined;
						if (ErrorClass.stackTraceLimit !== stackTraceLimit) {
							ErrorClass.stackTraceLimit = stackTraceLimit;
						}
					}
				}

				run(init, parent ? derived : made, promise, parent);
			} catch {
				// The stack is full.
			} finally {
				captured = undefined;
				sites = undefined;
				ownTime.leave();
			}
		}

		function before(promise: Promise<unknown>) {
			turned();
			if (unseenDepth === 0 && !isForeign(promise)) {
				run(before, resumed, promise);
			}
		}

		function after(promise: Promise<unknown>) {
			turned();
			if (!isForeign(promise)) {
				run(after, left, promise);
			}
		}

		function settled(promise: Promise<unknown>) {
			try {
				if (!isForeign(promise) && !settleValue(promise)) {
					run(settled, settles, promise);
				}
			} catch {
				// The stack is full. Or V8 rejects a module that threw: its error is pending, and comes out of the first native call, which
				// reads the clock. Node.js reports it as unhandled.
			}
		}

		return promiseHooks.createHook({init, before, after, settled}) as unknown as () => void;
	}

	return {
		listen,
		unseen(call) {
			unseenDepth++;
			ownTime.enter();
			try {
				return call();
			} finally {
				ownTime.leave();
				unseenDepth--;
			}
		},
		isUnseen: () => unseenDepth > 0,
		frames,
	};
}
