import {returnBuiltIns, takeBuiltIns} from './built-ins.ts';
import {now} from './clock.ts';

/**
 * The time that the tracer's own work takes of the program's thread: in hooks, to write events, to format values. Meanwhile the language
 * is as it was before the program could change it; see built-ins.ts.
 */
export type OwnTime = {
	/** Work begins; calls nest, and only the outermost is measured. */
	readonly enter: () => void;
	readonly leave: () => void;
	/** Now, or when the work under way began: the program has stood still since then. Milliseconds of the runner's clock. */
	readonly now: () => number;
	/** ms so far, up to the instant `at`. */
	readonly total: (at: number) => number;
	/** So many ms of it were spent waiting for the host: they are nobody's. */
	readonly waited: (ms: number) => void;
};

export function createOwnTime(): OwnTime {
	let sum = 0;
	let depth = 0;
	let since = 0;
	return {
		enter() {
			if (depth++ === 0) {
				takeBuiltIns();
				since = now();
			}
		},
		leave() {
			if (--depth === 0) {
				sum += now() - since;
				returnBuiltIns();
			}
		},
		now: () => (depth > 0 ? since : now()),
		total: at => (depth > 0 ? sum + at - since : sum),
		waited(ms) {
			sum -= depth > 0 ? ms : 0;
		},
	};
}
