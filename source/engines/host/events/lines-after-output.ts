import {createFifo} from '../fifo.ts';
import {untilPipesAreRead} from '../until-pipes-are-read.ts';

const outputStart = '{"type":"output-written"';

export type LinesAfterOutput = {
	readonly receive: (line: string) => void;
	/** Passes on the lines that still wait. */
	readonly flush: () => void;
};

/**
 * Passes on a runner's lines in order. A line about output of the program waits until everything that was written to
 * the other pipes before is read, because processes that the program started write to those pipes directly.
 */
export function createLinesAfterOutput(take: (line: string) => void): LinesAfterOutput {
	const waiting = createFifo<{readonly line: string; readonly isOutput: boolean}>();

	const takeNext = () => {
		const next = waiting.shift();
		if (next) {
			take(next.line);
		}
	};

	return {
		receive(line) {
			const isOutput = line.startsWith(outputStart);
			if (!isOutput && !waiting.first()) {
				take(line);
				return;
			}

			const own = {line, isOutput};
			waiting.push(own);
			if (isOutput) {
				void untilPipesAreRead().then(() => {
					if (waiting.first() === own) {
						do takeNext();
						while (waiting.first()?.isOutput === false);
					}
				});
			}
		},
		flush() {
			while (waiting.first()) takeNext();
		},
	};
}
