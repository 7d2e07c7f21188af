// Taken before the program can replace them.
const {waitAsync} = Atomics;
const {then} = Promise.prototype;
const {apply} = Reflect;

const word = new Int32Array(new SharedArrayBuffer(4));

/** Runs our own code unseen; see `Tracer`. */
type Unseen = (run: () => void) => void;

/**
 * Calls a function once after so many ms, at least 1. Keeps no process alive. It is none of Node's timers: where one is due in the same
 * turn as the program's, Node.js calls what these resume by `runNextTicks`, which the program would see in its stacks.
 */
export function after(ms: number, call: () => void, unseen: Unseen): void {
	unseen(() => {
		apply(then, waitAsync(word, 0, 0, ms).value, [call]);
	});
}

/** Calls a function every so many ms, until the returned function is called. Keeps no process alive. */
export function every(ms: number, call: () => void, unseen: Unseen): () => void {
	let isOver = false;
	const next = () => after(ms, turn, unseen);
	const turn = () => {
		if (!isOver) {
			call();
			next();
		}
	};
	next();
	return () => {
		isOver = true;
	};
}
