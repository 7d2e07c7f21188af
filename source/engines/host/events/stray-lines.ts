import type {TraceEvent} from '../../../trace/event.ts';
import {maskEvent} from '../../../trace/mask-secrets.ts';
import {maxLineLength} from './split-lines.ts';

/** The most stray lines that are reported, each by a warning. */
const maxReported = 100;

/** Counts lines on the descriptor for events that are not events: a program can write there. */
export type StrayLines = {
	/**
	 * Counts a line. `isReported`: whether to report it, as one of the first. `isTooMuch`: whether all lines have more
	 * than 64 million characters.
	 */
	readonly take: (text: string) => {readonly isReported: boolean; readonly isTooMuch: boolean};
};

export function createStrayLines(): StrayLines {
	let [lines, characters] = [0, 0];
	return {
		take(text) {
			lines++;
			characters += text.length;
			return {isReported: lines <= maxReported, isTooMuch: characters > maxLineLength};
		},
	};
}

/** Returns a warning about a line that is not an event. */
export function notAnEvent(line: string, at: number): TraceEvent {
	return maskEvent({type: 'warning-raised', at, kind: 'engine', message: `not an event: ${line.slice(0, 180)}`});
}
