import type {
	Cancellation,
	DescribedFile,
	Failure,
	IncomingPhase,
	Place,
	PlannedTask,
	RequestPhase,
	RunDescription,
	RunOutcome,
	TraceEvent,
	WaitsFor,
} from '../trace/event.ts';
import type {Sequence} from './sequence.ts';
import type {Histogram} from './state/histogram.ts';

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

/** Aggregates over all calls and waits of a program, in the order of the first ones. */
export type Sites = {
	/** By function and where it is defined, or by address. */
	readonly functions: ReadonlyMap<string, Site>;
	/** By await line, `file:line`. */
	readonly lines: ReadonlyMap<string, LineSite>;
	/** How late each beat of the loop was. */
	readonly lags: Durations;
	/** Calls that failed or timed out. */
	readonly failed: number;
	/** The open calls of a function, the oldest first. */
	readonly openCalls: (site: Pick<Site, 'id'>) => Iterable<Task>;
	/** The record that a call counts for. Undefined of the top level, of generators and of what has not started. */
	readonly siteOf: (task: Task) => Site | undefined;
};

/** Durations in ms, kept as a histogram. */
export type Durations = Pick<Histogram, 'count' | 'sum' | 'max' | 'quantile' | 'shape'>;

/** The calls of one function, or of one address: `query`, `GET /users/:id`. Times in ms. */
export type Site = {
	readonly id: string;
	readonly name: string;
	/** Where it is defined. */
	readonly place: Place | undefined;
	/** Counted calls included. */
	readonly started: number;
	readonly done: number;
	/** Timeouts included. */
	readonly failed: number;
	readonly cancelled: number;
	/** Calls too many and too short to have lanes. They are in none of the durations. */
	readonly counted: number;
	readonly longestCounted: number;
	/** Failures by the name of the error; from the ninth name on, `others`. */
	readonly errors: ReadonlyMap<string, number>;
	/** In flight, and the most at once. */
	readonly open: number;
	readonly peak: number;
	/** On the thread, in total. */
	readonly busy: number;
	readonly firstAt: number;
	/** When the last call settled; before that, as `firstAt`. */
	readonly lastAt: number;
	/** Starts in each of the last 60 s of the run's clock up to `second`, by the second modulo 60. */
	readonly perSecond: Uint32Array;
	readonly second: number;
	/** Of settled calls: from start to end, and what of it they waited and had the thread. */
	readonly took: Histogram;
	readonly waited: Histogram;
	readonly held: Histogram;
};

/** The waits at one await line. Times in ms. */
export type LineSite = {
	readonly id: string;
	readonly file: string;
	readonly line: number;
	/** The function that came there first. */
	readonly function: string;
	/** How often a task began to wait there. */
	readonly entered: number;
	/** When a task last went on from there. Undefined: never. */
	readonly leftAt: number | undefined;
	/** Waits that are over. */
	readonly waited: Histogram;
};

/** What the program wrote: the event itself. */
export type OutputEvent = Extract<TraceEvent, {type: 'output-written'}>;
export type WarningEvent = Extract<TraceEvent, {type: 'warning-raised'}>;
export type LockEvent = Extract<TraceEvent, {type: 'lock-changed'}>;
export type ReactionsEvent = Extract<TraceEvent, {type: 'reactions-counted'}>;
export type WakersEvent = Extract<TraceEvent, {type: 'wakers-seen'}>;
export type CancelRequest = Extract<TraceEvent, {type: 'cancel-requested'}>;
export type ExecutorEvent = Extract<TraceEvent, {type: 'executor-full'}>;

/** A line of a program, and the tasks that mark it, in the order in which they came there. */
export type MarkedLine = {
	/**
	 * `suspended`: they wait there. `failed`: their error (or time limit) was thrown there. `ended`: their function is defined
	 * there, and they are done.
	 */
	readonly kind: 'suspended' | 'failed' | 'ended';
	readonly file: string;
	/** 1-based. */
	readonly line: number;
	/** How many they are; at least one. */
	readonly count: number;
	/** How many of them are planned tasks. */
	readonly planned: number;
	readonly tasks: Iterable<Task>;
	readonly has: (task: Task) => boolean;
};

/**
 * `ready`: what it waits for is past due, but the thread is held by another (a late timer under a blocked loop).
 * `running`: its code is on the thread. All words of product.md.
 */
export type TaskState = 'queued' | 'waiting' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'timed out';

export type Task = {
	readonly id: string;
	/** As it is shown: of a call whose task the program has named, with that name. */
	readonly name: string;
	/** The name of its function; of a planned task as `name`. */
	readonly function: string;
	readonly kind: 'planned' | 'call' | 'generator' | 'program' | 'thread' | 'request';
	readonly parent?: string | undefined;
	/** How many callers above it are lanes: 0 for planned tasks and for the top level of a program. */
	readonly depth: number;
	/** The plan, for planned tasks. */
	readonly plan?: PlannedTask | undefined;
	/** As its events tell. Whether it is `ready` depends on the moment too: see `stateOf`. */
	readonly state: Exclude<TaskState, 'ready'>;
	readonly createdAt: number;
	readonly startedAt?: number | undefined;
	readonly endedAt?: number | undefined;
	/** Where its function is defined. */
	readonly definedAt?: Place | undefined;
	/** Where it is suspended, or was last. */
	readonly place?: Place | undefined;
	/** What it waits for now. */
	readonly waitsFor?: WaitsFor | undefined;
	/** The planned task that it is, or that it was called by, however far above. */
	readonly plannedTask?: string | undefined;
	/** Its requests, by id, oldest first; for a planned task also those of the calls below it. */
	readonly requests: Sequence<string>;
	/** Stretches on the thread and off it, oldest first; the last is open while it lives. */
	readonly spans: Sequence<Span>;
	/** ms on the thread in turns too short to be reported one by one: they lie within stretches off it. */
	readonly cycled: number;
	/** How often it was resumed in such turns. */
	readonly turns: number;
	/**
	 * How long it waited for the outside (a timer, input or output, a thread, what nobody can name), in waits that are over. Its
	 * calls' waits are theirs. Whole microseconds.
	 */
	readonly ownWaiting: number;
	/** How long it waited for other lanes to let it go on: for locks, or for what they settled. Whole microseconds. */
	readonly queueing: number;
	/**
	 * It ran on: a planned task, or a call below one, after the strategy had its result; a call of a program
	 * after its caller had ended, while nobody else waits for it.
	 */
	readonly orphan: boolean;
	readonly value?: string | undefined;
	readonly error?: Failure | undefined;
	/** Who or what cancelled it, where the engine knows. */
	readonly endedBy?: Cancellation | undefined;
	/** Of a failure: whether the program received it; absent where the runtime cannot tell. */
	readonly heard?: boolean | undefined;
};

export type Span = {
	readonly state: 'running' | 'waiting';
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number | undefined;
	readonly place?: Place | undefined;
	readonly waitsFor?: WaitsFor | undefined;
	/** The other task that ended it. */
	readonly by?: string | undefined;
};

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

/** A time in which one task held the thread. */
export type ThreadSpan = {
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number | undefined;
	readonly task: string;
};

/** A stretch that is over, and was long enough for others to wait for its end: 1 ms and more. */
export type LongThreadSpan = ThreadSpan & {readonly to: number};

/** The one thread that runs the program's loop. */
export type Thread = {
	/** Stretches that it was held, oldest first; adjoining ones of one task are one. The last is open while it lasts. */
	readonly busy: Sequence<ThreadSpan>;
	/** Those of them that are over and took 1 ms or more; what went on after a pause of none is whole only when it is over for good. */
	readonly longSpans: Sequence<LongThreadSpan>;
	/**
	 * Stretches of 20 ms and more in which one piece of code had the thread and the processor, or slept on it. `ms`: without the time
	 * in which other processes had its core. Others are not judged.
	 */
	readonly blocks: readonly {
		readonly from: number;
		readonly to: number;
		readonly ms: number;
		/** Whether it computed for half of it or more; absent where nobody measured that. */
		readonly computed?: boolean;
		readonly task?: string;
		readonly place?: Place;
	}[];
	/** It is blocked now, as seen from outside. */
	readonly blocked?: {readonly since: number; readonly task?: string; readonly place?: Place; readonly inside?: string};
	/** Milliseconds held so far, also in stretches too short to be reported one by one. */
	readonly busyTime: number;
	/** Of those, ms that tasks held since the end of the start-up. */
	readonly busyByTasks: number;
	/** What the engine measured since the end of the start-up; absent where it does not measure. */
	readonly use?: ThreadUse;
	/**
	 * Of each beat so far its lag, and when it came: the same two arrays for as long as a run is followed, so readers can
	 * go on from their length.
	 */
	readonly lags: readonly number[];
	readonly beats: readonly number[];
	/** The stretches that are over, as ms held in equal slots of `width` ms since time 0: bounded, however many there were. */
	readonly occupancy: {readonly width: number; readonly busyTime: readonly number[]};
};

/** What the thread did by a moment, as the engine measured it: ms since the run's start. */
export type ThreadTime = {
	readonly at: number;
	readonly idle?: number | undefined;
	readonly tracing?: number | undefined;
	readonly processor?: number | undefined;
	readonly preempted?: number | undefined;
};

/** What the thread was used for in a time, in ms. */
export type ThreadUse = {
	/** The time that it is about, without the tracer's own work and without that in which other processes had the core. */
	readonly of: number;
	readonly busy: number;
	/** The tracer's own work, at least. */
	readonly tracing: number;
	/** `at most`: others may have had its core. `at least`: only processor time is known. */
	readonly is: 'exact' | 'at most' | 'at least';
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
