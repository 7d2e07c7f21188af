import {setImmediate as turn} from 'node:timers/promises';

/** ms for which the thread is held at most, if no step takes longer. */
const sliceMs = 10;

/**
 * Takes the steps of a piece of work a few at a time; between two slices keys are read and frames are drawn. `told` is called after each
 * slice with how much is done. Rejects when the signal is aborted.
 */
export async function runInSlices<T>(
	steps: Generator<number, T, void>,
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
