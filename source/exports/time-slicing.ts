import {setImmediate as turn} from 'node:timers/promises';

/**
 * Work in steps of a few milliseconds each, so that the caller can do something else between two of them. Yields the
 * share that is done, 0 to 1.
 */
export type Steps<T> = Generator<number, T, void>;

/** Takes all steps without a break. `onProgress` is called after each with the share that is done. */
export function runToEnd<T>(steps: Steps<T>, onProgress: (done: number) => void = () => {}): T {
	for (;;) {
		const step = steps.next();
		if (step.done) {
			return step.value;
		}

		onProgress(step.value);
	}
}

/** ms without a break, unless one step takes longer. */
const sliceMs = 10;

/**
 * Takes the steps a few at a time; keys are read and frames are drawn between two slices. `onProgress` is called after
 * each slice with the share that is done. Rejects when the signal is aborted.
 */
export async function runInSlices<T>(
	steps: Steps<T>,
	signal: AbortSignal,
	onProgress: (done: number) => void = () => {},
): Promise<T> {
	for (;;) {
		const end = performance.now() + sliceMs;
		let step = steps.next();
		while (!step.done && performance.now() < end) {
			step = steps.next();
		}

		if (step.done) {
			return step.value;
		}

		onProgress(step.value);
		await turn();
		signal.throwIfAborted();
	}
}
