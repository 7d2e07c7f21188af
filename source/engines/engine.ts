import type {DescribedFile, RunDescription, TraceEvent} from '../trace/event.ts';

/**
 * A runtime that can run programs and say what happens in them. Each run has a process of its own.
 */
export type Engine = {
	readonly language: RunDescription['language'];
	/**
	 * Runs a program. Never throws for what the program or its process does: that is told by events. Aborting the signal
	 * ends the run: the tasks are told, what does not end by itself is killed, and the trace closes with `run-ended`.
	 * `releaseAt`, an instant of `performance.now()`, is when the strategy is to be called, so that two engines can start
	 * together; without it, that is as soon as the process is ready.
	 */
	readonly run: (program: Program, signal: AbortSignal, releaseAt?: number) => Run;
	/** Starts a process ahead of the next run, so that the run starts at once. Optional, cheap to call often. */
	readonly warm: () => Promise<void>;
	/** Ends every process of this engine. */
	readonly close: () => Promise<void>;
};

/**
 * The events of a run, in the order of `at`: `run-described` first, `run-ended` and `engine-exited` last, whatever happens.
 * Leaving the loop early ends the run's process. Can be iterated once.
 */
export type Run = AsyncIterable<TraceEvent> & {
	/** Now, in milliseconds on the run's clock; negative until the run is released. */
	readonly clock: () => number;
	/** Cancels one task, as its language does it (JavaScript: its `AbortSignal`). */
	readonly cancel: (task: string) => void;
};

/** What an engine is given: plain data and the addresses of two files, which it runs as they are. */
export type Program = {
	/** All of `run-described` that does not depend on the engine. */
	readonly description: Omit<RunDescription, 'type' | 'at' | 'version' | 'language' | 'machine'>;
	/** The files of `description.files`, by name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: URL}[];
	/** For each planned task, in the same order: what to call, and what the simulated network answers. */
	readonly calls: readonly Call[];
	/** Of a program that runs as it is: its arguments, as if they stood behind its name on the command line. */
	readonly arguments?: readonly string[];
	/** The folder that it runs in; the present one if it is omitted. */
	readonly folder?: URL;
	/** MB that its process may take before it is ended; as much as the machine gives, if it is omitted. */
	readonly maxMemory?: number;
};

/** How a planned task is called. */
export type Call = {
	readonly task: string;
	readonly function: string;
	readonly arguments: readonly unknown[];
	readonly replies: readonly {
		readonly path: string;
		readonly share: number;
		readonly body: unknown;
		readonly fails?: boolean;
	}[];
};
