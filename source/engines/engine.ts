import type {DescribedFile, RunDescription, TraceEvent} from '../trace/event.ts';
import type {EndSignal} from './end-program.ts';

/** A runtime that can run programs and report what happens in them. Each run has its own process. */
export type Engine = {
	readonly language: RunDescription['language'];
	/**
	 * Runs a program. Never throws for what the program or its process does: events report that. Aborting the signal
	 * ends the run: the tasks are cancelled, a process that does not end by itself is killed, and the trace closes with
	 * `run-ended`. A program of the user is ended as if its terminal had closed. `releaseAt`, an instant of `performance.now()`, is when the strategy is called, so that two engines
	 * can start together; without it, the strategy is called as soon as the process is ready. `onProcess` is called with the run of each
	 * other process of a command; without it, only the first one is observed.
	 */
	readonly run: (program: Program, signal: AbortSignal, releaseAt?: number, onProcess?: (run: Run) => void) => Run;
	/** Starts a process ahead of the next run, so that the run starts at once. Optional, and cheap to call often. */
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
	/**
	 * Sends a signal to the program and all that it has started, as a terminal does. Before its first line the run ends
	 * without it.
	 */
	readonly signal: (name: EndSignal | 'SIGKILL') => void;
	/** Writes to the standard input of the program; undefined ends it. An empty text only asks. Undefined, or false: it takes none (any more). */
	readonly input?: (text: string | undefined) => boolean;
	/** The last line that a command has printed, until a process of it is observed. Undefined: none. */
	readonly lastLine?: () => string | undefined;
};

/** What an engine runs: plain data and the URLs of files, which run unchanged. */
export type Program = {
	/** The fields of `run-described` that do not depend on the engine. */
	readonly description: Omit<RunDescription, 'type' | 'at' | 'version' | 'language' | 'machine'>;
	/** The files of `description.files`, by name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: URL}[];
	/** For each planned task, in the same order: what to call, and the replies of the simulated network. */
	readonly calls: readonly Call[];
	/** The arguments of a program, as after its name on the command line. */
	readonly arguments?: readonly string[];
	/** The folder that the program runs in. By default the current one. */
	readonly folder?: URL;
	/**
	 * Whether the program is the user's. Where others are aborted and soon killed, it gets a signal and may take its time
	 * to end.
	 */
	readonly isOwn?: boolean;
	/** The most memory that the process may use before it is killed, in MB. Without it, as much as the machine has. */
	readonly maxMemory?: number;
	/** The most time that the run may take, in ms: then it ends. Without it, as much as it needs. */
	readonly timeLimit?: number;
	/** The version of the runtime that it needs at least: `3.11`, `24`. An older runtime does not run it. */
	readonly needs?: string;
	/** What the user would type. It has no files, and any engine runs it: the trace is in the language of what connects. */
	readonly command?: Command;
	/** A process that runs already, to be observed. It has no files either. */
	readonly pid?: number;
};

/** What programs read: nothing, the standard input of this process, or what `Run.input` writes. */
export type ProgramInput = 'ignore' | 'inherit' | 'pipe';

/** A command, which is started without a shell. */
export type Command = {
	/** The executable, by its path or found on the `PATH` of `env`, and its arguments. */
	readonly argv: readonly [string, ...string[]];
	/** The working directory, as a path. */
	readonly cwd: string;
	readonly env: Environment;
	/** By default that of the engine. */
	readonly stdin?: ProgramInput;
	/** It has the terminal of this process: its standard streams and its group. What it prints is not in the trace. */
	readonly hasTerminal?: boolean;
};

export type Environment = {readonly [name: string]: string | undefined};

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
