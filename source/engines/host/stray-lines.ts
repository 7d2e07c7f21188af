import {longestLine} from './split-lines.ts';

/** The most lines of which each is reported. */
const mostReported = 100;

/** Counts what comes on the descriptor of events and is no event: a program can write there. */
export type StrayLines = {
	/** Takes one more line. `isReported`: whether it is one of the first. `isTooMuch`: more than 64 MB have come. */
	readonly take: (text: string) => {readonly isReported: boolean; readonly isTooMuch: boolean};
};

export function createStrayLines(): StrayLines {
	let [lines, characters] = [0, 0];
	return {
		take(text) {
			lines++;
			characters += text.length;
			return {isReported: lines <= mostReported, isTooMuch: characters > longestLine};
		},
	};
}
