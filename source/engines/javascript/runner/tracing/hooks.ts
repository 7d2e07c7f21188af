import {promiseHooks} from 'node:v8';
import type {OwnTime} from '../own-time.ts';
import {callSites, capturedSites, framesOfHook} from './call-sites.ts';
import type {Loading} from './loading.ts';

/**
 * Handles the turns of hot loops that await values. `resumed`, `suspended` and `left` return false if the report has to
 * be handled as any other. They call no built-in that a program can replace.
 */
export type HotTurns = {
	/** Whether the promise is the one that V8 made for an await of a hot loop. */
	readonly has: (promise: Promise<unknown>) => boolean;
	/** Whether the promise is the one that V8 made for a value that a hot loop awaits. */
	readonly isValue: (promise: Promise<unknown>) => boolean;
	/** Handles the resumption after an await. */
	readonly resumed: (promise: Promise<unknown>) => boolean;
	/** Handles an await of the value that `parent` stands for. */
	readonly suspended: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	/** Handles the end of the stretch that `resumed` started. */
	readonly left: (promise: Promise<unknown>) => boolean;
};

/** Handles what V8 reports about promises. */
export type HookHandlers = {
	/** Takes a promise that only stands for a value. Returns true if that is certain without reading the stack. */
	readonly takeValue: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	/**
	 * Handles the settling of such a promise, of one that an await made for itself, or of one about which the tracer has
	 * no data. Returns false if the promise may be another one.
	 */
	readonly settleSimple: (promise: Promise<unknown>) => boolean;
	readonly hotTurns: HotTurns;
	/** Handles a new promise that was not derived from another. */
	readonly made: (promise: Promise<unknown>) => void;
	/** Handles a new promise that was derived from another by `await`, `then` or a combinator. */
	readonly derived: (promise: Promise<unknown>, parent: Promise<unknown>) => void;
	/** Estimates how many frames `made` (without a parent) or `derived` will read. */
	readonly depthOf: (parent: Promise<unknown> | undefined) => number;
	/** The code that waits for the promise takes the thread (`resumed`), or leaves it (`left`). */
	readonly resumed: (promise: Promise<unknown>) => void;
	readonly left: (promise: Promise<unknown>) => void;
	/** The promise is about to settle, or to wait for the promise that it was resolved with. Its state changes later. */
	readonly settles: (promise: Promise<unknown>) => void;
	/** Called while no function of the program runs: code that waits for a promise takes the thread, or has left it. */
	readonly betweenJobs: () => void;
	/** Whether the tracer has no data about the promise, so that `resumed` and `left` need not be called. */
	readonly isForeign: (promise: Promise<unknown>) => boolean;
};

type Parts = {
	readonly ownTime: OwnTime;
	readonly loading: Loading;
	/** Whether the stack may overflow soon. */
	readonly isDeep: () => boolean;
	/** Called with an error that a handler threw. */
	readonly onError: (error: unknown) => void;
};

export type Hooks = {
	/** Starts to call the handlers. Returns a function that stops this. */
	readonly listen: (handlers: HookHandlers) => () => void;
	/** Runs the tracer's own code, whose promises are not reported. */
	readonly runUntraced: <Result>(run: () => Result) => Result;
	/** Runs code of the program or of Node.js, whose promises are not reported. */
	readonly runUnreported: <Result>(run: () => Result) => Result;
	readonly isUntraced: () => boolean;
	/** Returns the topmost frames of the program. Only valid while a handler runs. */
	readonly frames: (count: number) => readonly NodeJS.CallSite[];
	/** Returns one of these frames; 0 is the topmost. Undefined if the stack is not that deep. */
	readonly frame: (depth: number) => NodeJS.CallSite | undefined;
};

// Taken before the program can replace them.
const ErrorClass = Error;
const {captureStackTrace} = Error;
const {createHook} = promiseHooks;

const {apply} = Reflect;

/** Passed as arguments, these values take 8 KB of the stack, so a call with them overflows where less is left. */
const room = new Array(1024).fill(undefined);
const doNothing = () => {};

type Hook = (promise: Promise<unknown>, parent?: Promise<unknown>) => void;

/**
 * Calls the handlers of V8's promise hooks. A handler must not throw: V8 would treat its error as an error of the
 * program. In a deep recursion, the stack may overflow in the middle of a report. Therefore the hook first tests
 * whether enough stack is left. If not, nothing is reported, and the program overflows in its own next call.
 */
export function createHooks({ownTime, loading, isDeep, onError}: Parts): Hooks {
	let untracedDepth = 0;
	/** The hook that V8 has called. */
	let current: Hook = () => {};
	/** The stack that the hook has captured, for `capturedCount` frames, until it is read: then they are in `sites`. */
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
				onError(error);
			}
		} finally {
			sites = undefined;
			ownTime.leave();
		}
	}

	/** Returns the topmost frames, at least `count` if the stack is that deep. */
	function read(count: number): readonly NodeJS.CallSite[] {
		if (captured) {
			sites = capturedSites(captured, capturedCount);
			captured = undefined;
		}

		if (!sites || (count > capturedCount && sites.length >= capturedCount)) {
			sites = callSites(current, count);
			capturedCount = count;
		}

		return sites;
	}

	function frames(count: number): readonly NodeJS.CallSite[] {
		const all = read(count);
		return all.length > count ? all.slice(0, count) : all;
	}

	function listen(handlers: HookHandlers) {
		const {takeValue, settleSimple, hotTurns, made, derived, depthOf, resumed, left, settles, betweenJobs, isForeign} =
			handlers;

		/** Returns false if the report has to be handled as any other. */
		function runHot(handler: HotTurns['suspended'], promise: Promise<unknown>, parent = promise): boolean {
			ownTime.enterPlain();
			try {
				return handler(promise, parent);
			} catch (error) {
				onError(error);
				return true;
			} finally {
				ownTime.leave();
			}
		}

		function init(promise: Promise<unknown>, parent?: Promise<unknown>) {
			try {
				if (untracedDepth > 0 || loading.owns(init, parent) || (parent && takeValue(promise, parent))) {
					return;
				}

				if (parent && hotTurns.isValue(parent) && runHot(hotTurns.suspended, promise, parent)) {
					return;
				}

				ownTime.enter();
			} catch {
				// Stack overflow.
				return;
			}

			try {
				capturedCount = depthOf(parent);
				if (capturedCount > 0) {
					// Captured here and not in `frames`: each frame of ours above those of the program takes 0.4 µs.
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
				// Stack overflow.
			} finally {
				captured = undefined;
				ownTime.leave();
			}
		}

		function before(promise: Promise<unknown>) {
			betweenJobs();
			if (untracedDepth > 0 || (hotTurns.has(promise) && runHot(hotTurns.resumed, promise))) {
				return;
			}

			if (!isForeign(promise)) {
				run(before, resumed, promise);
			}
		}

		function after(promise: Promise<unknown>) {
			betweenJobs();
			if (!(hotTurns.has(promise) && runHot(hotTurns.left, promise)) && !isForeign(promise)) {
				run(after, left, promise);
			}
		}

		function settled(promise: Promise<unknown>) {
			try {
				if (!settleSimple(promise)) {
					run(settled, settles, promise);
				}
			} catch {
				// Stack overflow, or V8 is rejecting a module that threw. In the second case, the pending error is thrown by
				// the first native call, which reads the clock; Node.js reports the error as unhandled.
			}
		}

		return createHook({init, before, after, settled}) as unknown as () => void;
	}

	return {
		listen,
		runUntraced(call) {
			untracedDepth++;
			ownTime.enter();
			try {
				return call();
			} finally {
				ownTime.leave();
				untracedDepth--;
			}
		},
		runUnreported(call) {
			untracedDepth++;
			try {
				return call();
			} finally {
				untracedDepth--;
			}
		},
		isUntraced: () => untracedDepth > 0,
		frames,
		frame: depth => read(depth + 1)[depth],
	};
}
