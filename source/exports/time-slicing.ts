/**
 * Work in steps of a few milliseconds each, so that whoever does it can do something else between two of them. Yields
 * how much is done, 0 to 1.
 */
export type Steps<T> = Generator<number, T, void>;

/** All steps, one right after the other. */
export function runToEnd<T>(steps: Steps<T>): T {
	for (;;) {
		const step = steps.next();
		if (step.done) {
			return step.value;
		}
	}
}
