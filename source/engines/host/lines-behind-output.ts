import {untilPipesAreRead} from './until-pipes-are-read.ts';

const outputStart = '{"type":"output-written"';

export type LinesBehindOutput = {
	readonly receive: (line: string) => void;
	/** Passes on what still waits. */
	readonly flush: () => void;
};

/**
 * Passes a runner's lines on in their order, those that say what the program has written only after what was written to the other
 * pipes before: processes that it has started write there by themselves.
 */
export function createLinesBehindOutput(take: (line: string) => void): LinesBehindOutput {
	const waiting: {readonly line: string; readonly isOutput: boolean}[] = [];

	const takeNext = () => take((waiting.shift() as (typeof waiting)[number]).line);

	return {
		receive(line) {
			const isOutput = line.startsWith(outputStart);
			if (!isOutput && waiting.length === 0) {
				take(line);
				return;
			}

			const own = {line, isOutput};
			waiting.push(own);
			if (isOutput) {
				void untilPipesAreRead().then(() => {
					if (waiting[0] === own) {
						do takeNext();
						while (waiting[0]?.isOutput === false);
					}
				});
			}
		},
		flush() {
			while (waiting.length > 0) takeNext();
		},
	};
}
