import type {Failure, TraceEvent} from '../../../trace/event.ts';

/** A process whose runner cannot report at times, such as during a block. */
export type ObservedProcess = {
	readonly pid: number;
	/** Now, in ms on the run's clock. */
	readonly now: () => number;
	/** Whether the lines of its runner are being read. */
	readonly isRead: () => boolean;
	/** Adds an event to the trace. */
	readonly report: (event: TraceEvent) => void;
};

/** Follows the lines of a runner, and reports what caused a silence, such as a block. */
export type SilenceWatch = {
	/** Called for each line that is received, even an empty one, and when reading resumes. */
	readonly onLine: () => void;
	/** Called with each event of the run. */
	readonly onEvent: (event: TraceEvent) => void;
	/** Ends the watch. */
	readonly stop: () => void;
};

/** Parses what a runtime itself writes to standard error when its runner cannot report anything. */
export type StderrParser = {
	/** `at`: now, in ms on the run's clock. `other`: the text that the parser does not recognize. */
	readonly parse: (text: string, at: number) => {readonly events: readonly TraceEvent[]; readonly other: string};
	/**
	 * Returns why a process ended by itself without reporting it. `runtime`: as in `runtime-ready`. Undefined if unknown.
	 */
	readonly explain: (code: number | null, runtime: string) => Failure | undefined;
};

export type RunOptions = {
	/** The instant of `performance.now()` at which the strategy is called. */
	readonly releaseAt?: number | undefined;
	readonly createParser?: (() => StderrParser) | undefined;
	/** Starts to watch a process for times when it cannot report. */
	readonly watchSilence?: ((process: ObservedProcess) => SilenceWatch) | undefined;
};
