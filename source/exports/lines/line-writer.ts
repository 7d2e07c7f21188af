import type {TraceEvent} from '../../trace/event.ts';

export type LineOptions = {
	/** Only ASCII characters of our own; names and values of the program stay as they are. */
	readonly ascii?: boolean;
	/** Of a lesson: its claims say what happened, so no verdict does. */
	readonly isLesson?: boolean;
};

/** Writes a run down while it happens: whole lines, in the order of the events. Ends when the events do. */
export type LineWriter = (
	events: AsyncIterable<TraceEvent>,
	options?: LineOptions,
) => AsyncGenerator<string, void, undefined>;
