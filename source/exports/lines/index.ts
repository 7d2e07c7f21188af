import type {RunOutcome, TraceEvent} from '../../trace/event.ts';
import {json} from './json.ts';
import {plain} from './plain.ts';

export type LinesOptions = {
	/** Only ASCII characters of our own; names and values of the program stay as they are. */
	readonly ascii?: boolean;
	/** Of a lesson: its claims say what happened, so no verdict does. */
	readonly isLesson?: boolean;
};

/** Writes a run down while it happens: whole lines, in the order of the events. Ends when the events do. */
export type Lines = (
	events: AsyncIterable<TraceEvent>,
	options?: LinesOptions,
) => AsyncGenerator<string, void, undefined>;

/** The formats that a run can be written in, by name. */
export const lineFormats = {plain, json} as const satisfies Record<string, Lines>;

/** 0 if the run settled as its strategy means it to, 1 if it did not or never ended. */
export function exitCode(outcome: RunOutcome | undefined): 0 | 1 {
	return outcome === 'ok' ? 0 : 1;
}
