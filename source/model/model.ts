import type {
	DescribedFile,
	Failure,
	IncomingPhase,
	Place,
	RequestPhase,
	RunDescription,
	RunOutcome,
	TraceEvent,
} from '../trace/event.ts';
import type {Sites} from './sites.ts';
import type {MarkedLine, Span, Task} from './task.ts';
import type {Thread} from './thread.ts';

/**
 * What a trace means at one moment, created by `modelAt` or `follow`. Readers never change it. A model from `follow` is
 * a view of the follower's own records, and valid only until the follower moves to another moment.
 */
export type Model = {
	/** The moment, in ms on the run's clock. The model knows nothing of what happens after it. */
	readonly at: number;
	readonly description: RunDescription;
	/** `Node.js 24.21.0`; absent until the runtime has started. */
	readonly runtime?: string;
	/**
	 * `starting` until the strategy is called; `settling` once it has its result while tasks are still in flight; `ended`
	 * after the run ends.
	 */
	readonly phase: 'starting' | 'running' | 'settling' | 'ended';
	/** When the strategy was called, in ms; totals count from then. */
	readonly startedAt?: number;
	readonly result?: {
		readonly at: number;
		readonly outcome: 'done' | 'failed' | 'cancelled';
		readonly value?: string;
		readonly error?: Failure;
	};
	readonly end?: {
		readonly at: number;
		readonly outcome: RunOutcome;
		readonly error?: Failure;
		readonly exitCode?: number;
	};
	/** How the engine's process exited; absent until then. */
	readonly exit?: {readonly code: number | null; readonly signal: string | null};
	/** All tasks and calls by id, in order of creation. */
	readonly tasks: ReadonlyMap<string, Task>;
	/**
	 * The tasks that are drawn as lanes; each is also in `tasks`. For a set of tasks: the planned ones, in the order of
	 * the description. For a program: its top level and its calls, each below its caller, in order of creation.
	 */
	readonly lanes: readonly Task[];
	/** The lanes that have settled, in the order in which they settled. */
	readonly settled: readonly Task[];
	/** For a set of tasks: the phase of each lane, a value of `phases`. Computed on demand, and then updated by events. */
	readonly phases: Uint8Array;
	/** The lines of the program that tasks mark now. A task marks at most one line. */
	readonly marked: Iterable<MarkedLine>;
	readonly totals: Totals;
	readonly thread: Thread;
	readonly requests: ReadonlyMap<string, Request>;
	/**
	 * The responses to incoming HTTP requests by the ids of their lanes. A response is absent until its headers are sent.
	 */
	readonly incoming: ReadonlyMap<string, Incoming>;
	readonly output: readonly OutputEvent[];
	readonly warnings: readonly WarningEvent[];
	/**
	 * The functions of a program whose calls are too many and too short to be reported one by one, in order of the first
	 * call.
	 */
	readonly counted: readonly CountedCalls[];
	/** Totals of a program's calls since the start of the run. Empty for a set of tasks. */
	readonly sites: Sites;
	/** Set if the trace is a window of a longer one: when the window starts, and how many earlier events are left out. */
	readonly window?: {readonly at: number; readonly events: number};
	/** The files that the run described after its start, in that order. */
	readonly described: readonly DescribedFile[];
	/** Libraries that the program uses and whose tasks the engine cannot see. */
	readonly unobserved: readonly string[];
	/** When the process closed its connection although it still ran, in ms: nothing but its output is known since. */
	readonly observedUntil?: number;
	/** The last reported state of each lock, semaphore and queue that some task has waited for, by id. */
	readonly locks: ReadonlyMap<string, LockEvent>;
	/** What can still wake a task, as last seen; absent if a lane has continued since. */
	readonly wakers?: WakersEvent;
	/** What can wake a task, as last seen, even if a lane has continued since. */
	readonly lastWakers?: WakersEvent;
	/** The counts of promises with many reactions, in order. */
	readonly reactions: readonly ReactionsEvent[];
	readonly suspects: Suspects;
	/** The requests to cancel tasks, in order. */
	readonly cancelRequests: readonly CancelRequest[];
	/** The moments at which executors were full, in order. */
	readonly fullExecutors: readonly ExecutorEvent[];
	/** The number of events that contradicted earlier ones, as in a damaged trace. They are left out. */
	readonly inconsistencies: number;
};

/**
 * The few tasks that rules of findings look at, in the order in which each became one. Whether something is wrong with
 * them is for the rules to say.
 */
export type Suspects = {
	/** Python tasks that were garbage-collected while they waited. */
	readonly destroyed: () => readonly Task[];
	/** Tasks with a series of very many turns without a beat of the loop. */
	readonly starving: () => readonly Task[];
	/** Tasks for which another task has waited that is not older. Every cycle of tasks that wait for each other has one. */
	readonly awaitedByYounger: () => readonly Task[];
	/** Lanes of incoming requests. */
	readonly requests: () => readonly Task[];
	/** Ended joins that return errors as values, of which one member had failed, and the tasks that waited. */
	readonly failedJoins: () => readonly {readonly task: Task; readonly span: Span}[];
};

/** Calls of one function that were only counted and are not tasks. */
export type CountedCalls = {
	readonly name: string;
	readonly place: Place;
	readonly times: number;
	/** Time on the thread, in ms, that is not part of the stretches of tasks. */
	readonly busy: number;
	/** The longest call, in ms. */
	readonly longest: number;
};

/** The event of what the program wrote. */
export type OutputEvent = Extract<TraceEvent, {type: 'output-written'}>;

export type WarningEvent = Extract<TraceEvent, {type: 'warning-raised'}>;

export type LockEvent = Extract<TraceEvent, {type: 'lock-changed'}>;

export type ReactionsEvent = Extract<TraceEvent, {type: 'reactions-counted'}>;

export type WakersEvent = Extract<TraceEvent, {type: 'wakers-seen'}>;

export type CancelRequest = Extract<TraceEvent, {type: 'cancel-requested'}>;

export type ExecutorEvent = Extract<TraceEvent, {type: 'executor-full'}>;

export type Request = {
	readonly id: string;
	readonly task?: string;
	readonly url?: string;
	readonly method?: string;
	readonly phase: RequestPhase;
	/** When each phase started, in ms. */
	readonly since: Readonly<Partial<Record<RequestPhase, number>>>;
	readonly status?: number;
	readonly bytes?: number;
	readonly total?: number;
	readonly error?: string;
	/**
	 * Requests, such as `GET /users`, that waited for its connection because its response was not read; none once it is
	 * read.
	 */
	readonly heldUp?: readonly string[];
};

/** The response to an incoming HTTP request. */
export type Incoming = {
	/** The id of its lane, which is the caller of its handler. */
	readonly id: string;
	/** The pattern of the path as the framework has it: `/users/:id`. */
	readonly route?: string;
	readonly phase: IncomingPhase;
	/** When each phase started, in ms. */
	readonly since: Readonly<Partial<Record<IncomingPhase, number>>>;
	readonly status?: number;
};

/**
 * The totals of a run; times in ms. They are updated event by event, and cost the same for 10,000 tasks as for 5. For a
 * set they cover the planned tasks; for a program, its lanes, and the counts only its innermost calls, which have
 * called no other.
 */
export type Totals = {
	/**
	 * The total: from the start of the run to now, or to the moment that stops it. For a set: when the last task settled;
	 * for Race and First success, the result; when the caller received a failure; or the end of the run if that comes
	 * first. For a program: the end of the run.
	 */
	readonly makespan: number;
	/** Whether the total has stopped. */
	readonly stopped: boolean;
	/**
	 * For a set: the sum of latencies. A latency is the time in which the task, or a call below it, waited for the
	 * outside or was on the thread; until the task settles, its planned latency, or the time so far if that is more. For
	 * a program: the own waiting of all its lanes.
	 */
	readonly sum: number;
	/** The greatest latency, or the most own waiting of one lane, and the task it belongs to. */
	readonly longest: number;
	readonly longestTask?: string;
	/** Own waiting of all lanes. */
	readonly waiting: number;
	/** How long lanes waited for each other: for locks, or for what another lane settled. */
	readonly queueing: number;
	/** How many waits for the outside of 1 ms or more have ended. */
	readonly waits: number;
	/**
	 * The time in which at least one lane waited for the outside; for a set of tasks, also the time in which one was on
	 * the thread.
	 */
	readonly covered: number;
	/** For a program: from its start to its first async call, or to its top level's first wait; otherwise 0. */
	readonly startUp: number;
	/** `queued + inFlight + settled` is the number of tasks counted. */
	readonly queued: number;
	readonly inFlight: number;
	/** The most tasks in flight at once; for a program, the most lanes that waited for the outside at once. */
	readonly peak: number;
	readonly settled: number;
	readonly done: number;
	readonly failed: number;
	readonly cancelled: number;
	/** Python tasks that were garbage-collected while they waited. */
	readonly destroyed: number;
	readonly timedOut: number;
};
