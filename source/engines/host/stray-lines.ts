import type {TraceEvent} from '../../trace/event.ts';
import {maskEvent} from '../../trace/mask-secrets.ts';
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

/** Reports a line that is no event. */
export function notAnEvent(line: string, at: number): TraceEvent {
	return maskEvent({type: 'warning-raised', at, kind: 'engine', message: `not an event: ${line.slice(0, 180)}`});
}
