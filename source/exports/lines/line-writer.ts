import type {TraceEvent} from '../../trace/event.ts';

export type LineOptions = {
	/** How many events of a program are kept for its totals. Undefined: the default. */
	readonly keep?: number | undefined;
	/** Draw with ASCII characters only. Names and values of the program stay as they are. */
	readonly ascii?: boolean;
	/** Of a lesson: its claims say what happened, so no verdict does. */
	readonly isLesson?: boolean;
};

/** Writes a run as whole lines, in the order of its events, while it happens. Ends when the events end. */
export type LineWriter = (
	events: AsyncIterable<TraceEvent>,
	options?: LineOptions,
) => AsyncGenerator<string, void, undefined>;
