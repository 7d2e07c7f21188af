import {hidePromise} from './watch/other-hooks.ts';

// Taken before the program can replace them.
const {waitAsync} = Atomics;
const {then} = Promise.prototype;
const {apply} = Reflect;

const word = new Int32Array(new SharedArrayBuffer(4));

/** Runs our own code without tracing it; see `Tracer`. */
type RunUntraced = (run: () => void) => void;

/**
 * Calls a function once after `ms`, at least 1, counted from the next turn of the loop. Does not keep the process alive.
 * This is not a timer of Node.js: when such a timer is due in the same turn as one of the program, Node.js resumes the
 * code that awaits the program's timer in `runNextTicks`, and that frame would appear in the program's stacks.
 */
export function setUntracedTimeout(ms: number, call: () => void, runUntraced: RunUntraced): void {
	runUntraced(() => {
		const due = hidePromise(waitAsync(word, 0, 0, ms).value as Promise<unknown>);
		hidePromise(apply(then, due, [call]));
	});
}
