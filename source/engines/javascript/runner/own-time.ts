import {returnBuiltIns, takeBuiltIns} from './built-ins.ts';
import {now} from './clock.ts';

/**
 * Measures the time that the tracer's own work takes on the program's thread: in hooks, to write events, to format
 * values. During that work, the built-ins of the language are the original ones; see built-ins.ts.
 */
export type OwnTime = {
	/** Starts a piece of work. Calls nest, and only the outermost is measured. */
	readonly enter: () => void;
	readonly leave: () => void;
	/**
	 * Starts a piece of work that calls no built-in which a program can replace, except between `enter` and `leave`. Saves
	 * the test whether any is replaced.
	 */
	readonly enterPlain: () => void;
	/** Whether our own code works now. */
	readonly isInside: () => boolean;
	/**
	 * Returns the current instant or, during our own work, the instant at which the work started: the program has not run
	 * since. In ms on the runner's clock.
	 */
	readonly now: () => number;
	/** Returns the time of all work up to the instant `at`, in ms. */
	readonly total: (at: number) => number;
	/** Subtracts `ms` from the current work, because they were spent waiting for the host. */
	readonly excludeWait: (ms: number) => void;
};

export function createOwnTime(): OwnTime {
	let sum = 0;
	let depth = 0;
	let since = 0;
	/** Whether the current work was started by `enterPlain`, without a call of `enter` since. */
	let isPlain = false;
	return {
		enter() {
			if (depth++ === 0) {
				takeBuiltIns();
				since = now();
			} else if (isPlain) {
				isPlain = false;
				takeBuiltIns();
			}
		},
		enterPlain() {
			if (depth++ === 0) {
				isPlain = true;
				since = now();
			}
		},
		leave() {
			if (--depth === 0) {
				isPlain = false;
				sum += now() - since;
				returnBuiltIns();
			}
		},
		isInside: () => depth > 0,
		now: () => (depth > 0 ? since : now()),
		total: at => (depth > 0 ? sum + at - since : sum),
		excludeWait(ms) {
			sum -= depth > 0 ? ms : 0;
		},
	};
}
