import type {Failure, TraceEvent} from '../../trace/event.ts';

/** A process whose runner reports nothing at times. */
export type ObservedProcess = {
	readonly pid: number;
	/** Now, in ms on the run's clock. */
	readonly now: () => number;
	/** Whether what it sends is read at the moment. */
	readonly isRead: () => boolean;
	/** Adds an event to the trace. */
	readonly report: (event: TraceEvent) => void;
};

/** Follows what a runner sends, and reports what its silence shows. */
export type SilenceWatch = {
	/** Called with each line that is received, even an empty one, and when reading starts again. */
	readonly heard: () => void;
	/** Called with each event of the run. */
	readonly onEvent: (event: TraceEvent) => void;
	/** Ends the watch. */
	readonly stop: () => void;
};

/** Parses what a runtime writes to standard error by itself, at a moment when its runner cannot report anything. */
export type StderrParser = {
	/** `at`: now, in ms on the run's clock. `other`: the text that the parser does not know. */
	readonly parse: (text: string, at: number) => {readonly events: readonly TraceEvent[]; readonly other: string};
	/** Says why a process ended by itself that did not report it. `runtime`: as in `runtime-ready`. Undefined if not known. */
	readonly explain: (code: number | null, runtime: string) => Failure | undefined;
};

export type RunOptions = {
	/** The instant of `performance.now()` at which the strategy is called. */
	readonly releaseAt?: number | undefined;
	readonly createParser?: (() => StderrParser) | undefined;
	/** Starts to watch for a process that cannot report anything. */
	readonly watchSilence?: ((process: ObservedProcess) => SilenceWatch) | undefined;
};
