import type {DescribedFile, EventStream, RunDescription} from '../trace/event.ts';
import type {EndSignal} from './end-program.ts';

/** A runtime that can run programs and report what happens in them. Each run has its own process. */
export type Engine = {
	readonly language: RunDescription['language'];
	/**
	 * Runs a program. Errors of the program and of its process are not thrown: events report them. Aborting the signal
	 * ends the run: its tasks are cancelled, a process that does not end by itself is killed, and the trace closes with
	 * `run-ended`. A program of the user (`isOwn`) gets SIGHUP instead, as if its terminal had closed. `releaseAt`, an
	 * instant of `performance.now()`, is when the strategy is called, so that two engines can start together; without it,
	 * the strategy is called as soon as the process is ready. `onProcess` is called with the run of each other process of
	 * a command; without it, only the first process is observed.
	 */
	readonly run: (program: Program, signal: AbortSignal, releaseAt?: number, onProcess?: (run: Run) => void) => Run;
	/**
	 * Starts the process of the next run in advance, so that the run starts without delay. Optional, and cheap to call
	 * often.
	 */
	readonly warm: () => Promise<void>;
	/** Ends every process of this engine. */
	readonly close: () => Promise<void>;
};

/**
 * The events of a run, ordered by `at`. `run-described` is always the first; `run-ended` and `engine-exited` are always
 * the last. Leaving the loop early ends the run's process. Can be iterated once.
 */
export type Run = EventStream & {
	/** Returns the current moment on the run's clock, in ms. Negative until the run is released. */
	readonly clock: () => number;
	/** Cancels one task in the way of its language. In JavaScript, the task's `AbortSignal` is aborted. */
	readonly cancel: (task: string) => void;
	/**
	 * Sends a signal to the program and to all processes that it started, as a terminal does. Before the first line of
	 * the program, the process is killed instead.
	 */
	readonly signal: (name: EndSignal | 'SIGKILL') => void;
	/**
	 * Writes to the program's standard input; `undefined` closes it. Returns false if the program does not read it, or no
	 * longer does. An empty text only checks that. Undefined for programs without such an input.
	 */
	readonly input?: (text: string | undefined) => boolean;
};

/** What an engine runs: plain data and the URLs of files. The files run unchanged. */
export type Program = {
	/** The fields of `run-described` that do not depend on the engine. */
	readonly description: Omit<RunDescription, 'type' | 'at' | 'version' | 'language' | 'machine'>;
	/** The files of `description.files`, by name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: URL}[];
	/** For each planned task, in the same order: the function to call, and the responses of the simulated network. */
	readonly calls: readonly Call[];
	/** The path of the program's file as it was typed. By default, the path of its URL. */
	readonly typed?: string;
	/** The program's arguments, as they follow its name on the command line. */
	readonly arguments?: readonly string[];
	/** The folder that the program runs in. By default, the current one. */
	readonly folder?: URL;
	/**
	 * Whether the program is the user's own. Such a program ends by a signal and has time to clean up; others are
	 * aborted, and killed soon after.
	 */
	readonly isOwn?: boolean;
	/** The most memory that the process may use before it is killed, in MB. By default, there is no limit. */
	readonly maxMemory?: number;
	/** The time limit of the run, in ms, at which the run ends. By default, there is no limit. */
	readonly timeLimit?: number;
	/**
	 * The oldest version of the runtime that can run the program, such as `3.11` or `24`. An older runtime does not run
	 * it.
	 */
	readonly needs?: string;
	/**
	 * The command to run instead of files, as the user would type it. Any engine can run it: the language of the trace is
	 * that of the process that connects.
	 */
	readonly command?: Command;
	/** The id of a running process to observe, instead of files to run. */
	readonly pid?: number;
};

/**
 * What a program reads as its standard input: nothing, the standard input of this process, or what `Run.input` writes.
 */
export type ProgramInput = 'ignore' | 'inherit' | 'pipe';

/** A command, which is started without a shell. */
export type Command = {
	/** The executable and its arguments. The executable is a path, or a name on the `PATH` of `env`. */
	readonly argv: readonly [string, ...string[]];
	/** The working directory, as a path. */
	readonly cwd: string;
	readonly env: Environment;
	/** The descriptors above 2 of this process that the command gets, too. */
	readonly files?: readonly number[];
	/** By default, the input of the engine. */
	readonly stdin?: ProgramInput;
	/**
	 * Whether the command shares the terminal of this process: its standard streams and its process group. The output of
	 * such a command is not in the trace.
	 */
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
