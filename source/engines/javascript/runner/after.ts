// Taken before the program can replace them.
const {waitAsync} = Atomics;
const {then} = Promise.prototype;
const {apply} = Reflect;

const word = new Int32Array(new SharedArrayBuffer(4));

/** Runs our own code unseen; see `Tracer`. */
type Unseen = (run: () => void) => void;

/**
 * Calls a function once after so many ms, at least 1, or later if the loop is blocked then. Keeps no process alive. It is none of Node's
 * timers: where one is due in the same turn as the program's, Node.js resumes what waits for these by `runNextTicks`, which the program
 * would see in its stacks.
 */
export function after(ms: number, call: () => void, unseen: Unseen): void {
	unseen(() => {
		apply(then, waitAsync(word, 0, 0, ms).value, [call]);
	});
}
