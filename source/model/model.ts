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
import type {MarkedLine, Task} from './task.ts';
import type {Thread} from './thread.ts';

/**
 * What a trace means at one moment. Made by `modelAt` and `follow`; readers never change it. A model from `follow` is a
 * window into the follower's own records: it is valid until that follower is asked for another moment.
 */
export type Model = {
	/** The moment, in ms on the run's clock. Everything after it is unknown to the model. */
	readonly at: number;
	readonly description: RunDescription;
	/** `Node.js 24.21.0`; absent until the runtime is up. */
	readonly runtime?: string;
	/** `starting` until the strategy was called; `settling` when it has its result but tasks go on; `ended` when all is over. */
	readonly phase: 'starting' | 'running' | 'settling' | 'ended';
	/** When the strategy was called; totals count from here. */
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
	/** How the engine's process ended, once it has. */
	readonly exit?: {readonly code: number | null; readonly signal: string | null};
	/** All tasks and calls, by id, in the order of creation. */
	readonly tasks: ReadonlyMap<string, Task>;
	/**
	 * What is drawn as a lane; each is also in `tasks`. Of a set of tasks: the planned ones, in the order of the description.
	 * Of a program that runs as it is: its top level and its calls, each below its caller, in the order of creation.
	 */
	readonly lanes: readonly Task[];
	/** The lanes that have settled, in the order in which they did. */
	readonly settled: readonly Task[];
	/** The lines of the program that tasks mark now: each task marks one at most. */
	readonly marked: Iterable<MarkedLine>;
	readonly totals: Totals;
	readonly thread: Thread;
	readonly requests: ReadonlyMap<string, Request>;
	/** The responses to HTTP requests that came in, by the ids of their lanes; none before its headers were sent. */
	readonly incoming: ReadonlyMap<string, Incoming>;
	readonly output: readonly OutputEvent[];
	readonly warnings: readonly WarningEvent[];
	/** Functions of a program with calls too many and too short to be reported one by one, in the order of their first. */
	readonly counted: readonly CountedCalls[];
	/** What a program's calls came to since the run's start. Empty of a set of tasks. */
	readonly sites: Sites;
	/** Set if the trace is a window of a longer one: where it starts, and how many events before that are left out. */
	readonly window?: {readonly at: number; readonly events: number};
	/** The files that the run has shown after its start, in the order in which it came to them. */
	readonly described: readonly DescribedFile[];
	/** Libraries that the program uses and whose tasks the engine cannot see. */
	readonly unobserved: readonly string[];
	/** Locks, semaphores and queues that something has waited for, by id, as they were reported last. */
	readonly locks: ReadonlyMap<string, LockEvent>;
	/** What could still wake a task, as it was seen last; absent when a lane has continued since. */
	readonly wakers?: WakersEvent;
	/** What could wake a task, as it was seen last, whatever has continued since. */
	readonly lastWakers?: WakersEvent;
	/** Promises with many reactions, as they were counted, in order. */
	readonly reactions: readonly ReactionsEvent[];
	/** Who was asked to end, in order. */
	readonly cancelRequests: readonly CancelRequest[];
	/** When executors were full, in order. */
	readonly fullExecutors: readonly ExecutorEvent[];
	/** Events that contradict those before them (a damaged trace). They are left out. */
	readonly inconsistencies: number;
};

/** Calls of one function that are no tasks: they were counted. */
export type CountedCalls = {
	readonly name: string;
	readonly place: Place;
	readonly times: number;
	/** ms on the thread in total, besides what is part of the stretches of tasks. */
	readonly busy: number;
	/** How long one took at most, ms. */
	readonly longest: number;
};

/** What the program wrote: the event itself. */
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
	/** When each phase began. */
	readonly since: Readonly<Partial<Record<RequestPhase, number>>>;
	readonly status?: number;
	readonly bytes?: number;
	readonly total?: number;
	readonly error?: string;
	/** Requests that waited for its connection while its response was not read, as `GET /users`; none once it is read. */
	readonly heldUp?: readonly string[];
};

/** The response to an HTTP request that came in. */
export type Incoming = {
	/** Of its lane, the caller of what handles it. */
	readonly id: string;
	/** The pattern of the path, as a framework names it: `/users/:id`. */
	readonly route?: string;
	readonly phase: IncomingPhase;
	/** When each phase began. */
	readonly since: Readonly<Partial<Record<IncomingPhase, number>>>;
	readonly status?: number;
};

/**
 * Numbers in ms where they are times, kept up event by event: they cost the same for 10,000 tasks as for 5. Of a set of tasks
 * they are over the planned tasks, of a program that runs as it is over its lanes; its counts are over its innermost calls,
 * those that have called no other.
 */
export type Totals = {
	/**
	 * From the run's start to now, or to what stops it. Of a set: the last task settled; for Race and First success the result;
	 * the moment when the caller heard of a failure; or the run's end when that came first. Of a program: the run's end.
	 */
	readonly makespan: number;
	/** Whether the makespan has stopped. */
	readonly stopped: boolean;
	/**
	 * Of a set: the latencies added up. A latency is the time in which the task, or a call below it, waited for the outside or had
	 * the thread; of a task that has not settled the planned one, or what has passed when that is more. Of a program: the own
	 * waiting of all its lanes.
	 */
	readonly sum: number;
	/** The greatest latency, or the most that one lane waited itself, and whose it is. */
	readonly longest: number;
	readonly longestTask?: string;
	/** Own waiting of all lanes. */
	readonly waiting: number;
	/** How long lanes waited for each other: for locks, or for what another one settled. */
	readonly queueing: number;
	/** How many waits for the outside of 1 ms and more are over. */
	readonly waits: number;
	/** The time in which any lane waited for the outside; of a set of tasks also that in which one had the thread. */
	readonly covered: number;
	/** Of a program: from its start to its first async call, or to where its top level first waited; else 0. */
	readonly startUp: number;
	/** `queued + inFlight + settled` is the number of tasks counted. */
	readonly queued: number;
	readonly inFlight: number;
	/** The most tasks in flight at once; of a program, the most lanes that waited for the outside at once. */
	readonly peak: number;
	readonly settled: number;
	readonly done: number;
	readonly failed: number;
	readonly cancelled: number;
	readonly timedOut: number;
};
