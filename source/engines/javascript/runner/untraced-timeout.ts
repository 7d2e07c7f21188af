import {hidePromise} from './watch/other-hooks.ts';

// Taken before the program can replace them.
const {notify, waitAsync} = Atomics;
const {then} = Promise.prototype;
const {apply} = Reflect;

/** One word for timeouts, which nothing wakes, and one for turns of the loop. */
const [untilDue, untilTurn] = [0, 1];
const words = new Int32Array(new SharedArrayBuffer(8));

/** Runs our own code without tracing it; see `Tracer`. */
export type RunUntraced = (run: () => void) => void;

/**
 * Calls a function once after `ms`, at least 1, counted from the next turn of the loop. Does not keep the process alive.
 * This is not a timer of Node.js: when such a timer is due in the same turn as one of the program, Node.js resumes the
 * code that awaits the program's timer in `runNextTicks`, and that frame would appear in the program's stacks.
 */
export function setUntracedTimeout(ms: number, call: () => void, runUntraced: RunUntraced): void {
	runUntraced(() => wait(untilDue, ms, call));
}

/** Calls a function once in the next turn of the loop, which is when `setUntracedTimeout` starts to count. */
export function onUntracedTurn(call: () => void, runUntraced: RunUntraced): void {
	runUntraced(() => {
		wait(untilTurn, Number.POSITIVE_INFINITY, call);
		notify(words, untilTurn);
	});
}

function wait(index: number, ms: number, call: () => void) {
	const woken = hidePromise(waitAsync(words, index, 0, ms).value as Promise<unknown>);
	hidePromise(apply(then, woken, [call]));
}
