import type {DescribedFile} from '../trace/event.ts';
import type {Program} from './engine.ts';

/**
 * The messages between host and runner, one per line. The runner writes trace events and replies to file descriptor 3,
 * the host writes commands to descriptor 4. Both stay open whatever the program does with its standard streams. The
 * runners of all languages use this protocol. A process of a user's command writes its events to a socket instead.
 *
 * Commands, replies and most events are JSON objects. The most frequent events are a letter and fields, separated by
 * commas; only the last field may contain commas. Files, names and places are written once, then referred to by their
 * number. Instants are absolute, so that a damaged line does not damage others: whole microseconds since the origin.
 *
 *     P5,{"file":"a.js","line":3,"column":8}    place 5
 *     F2,call,5,"fetchUser"                     function 2: kind, place of its head, name
 *     T0,"profile"                              task `x0`: a planned task; a task written `12` is `#12`
 *     c1200,7,3,2                               task-created: #7, by #3 (may be empty), function 2, at 1.2 ms,
 *                                               and the label of the task as JSON (may be absent)
 *     n1200,7,3,request,"GET /a"                task-created, without a place: #7, by #3 (may be empty), kind, name
 *     q1210,7                                   task-scheduled
 *     s1215,7                                   task-started
 *     w1310,7,5,t250                            task-waiting: at place 5 (may be empty), for a timer of 250 ms; or `y`
 *                                               yield, `o` opaque (`o5,"once"`: made at place 5 by once), `h` handler,
 *                                               `k3` task #3, `{…}` anything else as JSON
 *     r1570,7                                   task-resumed
 *     e1580,7,"Ada"                             task-ended, done: its value as JSON (may be absent)
 *     a1590,7,2,200,512,1024,"request-1"        request-advanced: of #7, to `requestPhases[2]`, with status, bytes and
 *                                               total (each of these and the task may be empty), and its id as JSON,
 *                                               or `["request-1","GET","http://a/"]`: with method and URL
 *     i1590,7,2,200,"/u/:id"                    incoming-advanced: of #7, to `incomingPhases[2]`, with status (or empty)
 *                                               and route as JSON (may be absent)
 *     o1595,1,57,7,5                            the process writes 57 bytes to descriptor 1 (or 2): #7, at place 5 (each
 *                                               may be empty); only from a process of a user's command
 *     m1                                        from here on, `o` lines may come after their bytes; `m0`: no longer
 *
 * Events with any other field are JSON. Empty lines are ignored: a runner starts each write with a line feed, so that
 * text that the program wrote to the descriptor before, without a line feed, does not spoil a line of the runner.
 */
export type Command =
	/** Answered immediately with `pong`, even while the loop is blocked. */
	| {readonly type: 'ping'; readonly number: number}
	| RunCommand
	/** Aborts the signals of all tasks. The runner ends the run when the tasks have settled. */
	| {readonly type: 'abort'}
	| {readonly type: 'cancel'; readonly task: string}
	/** The host has read the end of a run that failed, and all output before it. */
	| {readonly type: 'ended'};

export type RunCommand = {
	readonly type: 'run';
	/**
	 * The instant that is `at: 0`, in ms on the runner's clock. If that is in the future, the strategy is called then.
	 */
	readonly origin: number;
	readonly limit?: number;
	readonly strategy: string;
	readonly tasks: Program['description']['tasks'];
	readonly calls: Program['calls'];
	/** A file with the role `program` runs as it would without async-tui; the strategy is then only a name. */
	readonly files: readonly {readonly name: string; readonly role: DescribedFile['role']; readonly url: string}[];
	/** The path of the program's file as it was typed. Python shows it to the program. */
	readonly typed?: string;
	readonly arguments?: readonly string[];
	/** A `file:` URL. */
	readonly folder?: string;
	/**
	 * In `measured` runs, requests are real. In JavaScript, a function then gets `{signal}` after its arguments only if
	 * it declares a parameter for it.
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
