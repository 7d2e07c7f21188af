import type {DescribedFile} from '../trace/event.ts';
import type {Program} from './engine.ts';

/**
 * The messages between host and runner, one JSON object per line. The runner writes trace events and replies to file
 * descriptor 3, the host writes commands to descriptor 4; both stay open whatever the program does with its standard
 * streams. The runners of all languages use this protocol.
 */
export type Command =
	/** Answered at once with `pong`, even while the loop is blocked. */
	| {readonly type: 'ping'; readonly number: number}
	| RunCommand
	/** Aborts the signals of all tasks. The runner ends the run when the tasks have settled. */
	| {readonly type: 'abort'}
	| {readonly type: 'cancel'; readonly task: string};

export type RunCommand = {
	readonly type: 'run';
	/**
	 * The instant that is `at: 0`, in ms on the runner's clock. If it is in the future, the strategy is called then.
	 */
	readonly origin: number;
	readonly limit?: number;
	readonly strategy: string;
	readonly tasks: Program['description']['tasks'];
	readonly calls: Program['calls'];
	/** A file with the role `program` runs as it would alone, and the strategy is only a name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: string}[];
	readonly arguments?: readonly string[];
	/** A `file:` URL. */
	readonly folder?: string;
	/**
	 * In `measured` runs the requests are real: no network is simulated, and functions are called with their arguments
	 * alone.
	 */
	readonly source: Program['description']['source'];
	/**
	 * The most memory that the process may use, in MB. Beyond it, the runner reports `run-ended` with `killed` and
	 * exits.
	 */
	readonly maxMemory?: number;
};

export type Reply =
	| {readonly type: 'ready'; readonly runtime: string; readonly executable: string}
	/** `clock`: now, in ms on the runner's clock. */
	| {readonly type: 'pong'; readonly number: number; readonly clock: number};
