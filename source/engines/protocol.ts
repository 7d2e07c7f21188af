import type {DescribedFile} from '../trace/event.ts';
import type {Program} from './engine.ts';

/**
 * What host and runner say to each other, one JSON object a line. The runner writes trace events and replies to file
 * descriptor 3, the host writes commands to descriptor 4; both outlive whatever the program does with its standard streams.
 * Every language's runner speaks this.
 */
export type Command =
	/** Answered at once with `pong`, also while the loop is blocked. */
	| {readonly type: 'ping'; readonly number: number}
	| RunCommand
	/** All task signals are aborted; the runner ends the run when the tasks have settled. */
	| {readonly type: 'abort'}
	| {readonly type: 'cancel'; readonly task: string};

export type RunCommand = {
	readonly type: 'run';
	/** The instant that is `at: 0`, in ms on the runner's clock. When it lies ahead, the strategy is called then. */
	readonly origin: number;
	readonly limit?: number;
	readonly strategy: string;
	readonly tasks: Program['description']['tasks'];
	readonly calls: Program['calls'];
	/** Where one has the role `program`, it is run as it would be alone, and the strategy is only a name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: string}[];
	readonly arguments?: readonly string[];
	/** A `file:` URL. */
	readonly folder?: string;
	/** Of `measured` runs the requests are real: no network is simulated, and functions are called with their arguments alone. */
	readonly source: Program['description']['source'];
	/** MB that the process may take; the runner tells `run-ended` with `killed` and ends itself when it takes more. */
	readonly maxMemory?: number;
};

export type Reply =
	| {readonly type: 'ready'; readonly runtime: string; readonly executable: string}
	/** `clock`: now, in ms on the runner's clock. */
	| {readonly type: 'pong'; readonly number: number; readonly clock: number};
