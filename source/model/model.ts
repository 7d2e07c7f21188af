import type {Failure, Place, PlannedTask, RequestPhase, RunDescription, RunOutcome, WaitsFor} from '../trace/event.ts';

/** What a trace means at one moment. Made by `modelAt`; readers never change it. */
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
	readonly end?: {readonly at: number; readonly outcome: RunOutcome; readonly error?: Failure};
	/** All tasks and calls, by id, in the order of creation. */
	readonly tasks: ReadonlyMap<string, Task>;
	/** The planned tasks, in the order of the description; each is also in `tasks`. */
	readonly planned: readonly Task[];
	readonly totals: Totals;
	readonly thread: Thread;
	readonly requests: ReadonlyMap<string, Request>;
	readonly output: readonly {
		readonly at: number;
		readonly stream: 'stdout' | 'stderr';
		readonly text: string;
		readonly task?: string;
		readonly place?: Place;
	}[];
	readonly warnings: readonly {
		readonly at: number;
		readonly kind: string;
		readonly message: string;
		readonly task?: string;
		readonly place?: Place;
	}[];
};

/**
 * `ready`: what it waits for is past due, but the thread is held by another (a late timer under a blocked loop).
 * `running`: its code is on the thread. All words of product.md.
 */
export type TaskState = 'queued' | 'waiting' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'timed out';

export type Task = {
	readonly id: string;
	readonly name: string;
	readonly kind: 'planned' | 'call' | 'generator';
	readonly parent?: string;
	/** The plan, for planned tasks. */
	readonly plan?: PlannedTask;
	readonly state: TaskState;
	readonly createdAt: number;
	readonly startedAt?: number;
	readonly endedAt?: number;
	/** Where it is suspended, or was last. */
	readonly place?: Place;
	/** What it waits for now. */
	readonly waitsFor?: WaitsFor;
	/** Its requests, by id, oldest first. */
	readonly requests: readonly string[];
	/** Stretches on the thread and off it, oldest first; the last is open while it lives. */
	readonly spans: readonly Span[];
	/** It went on after the strategy had its result. */
	readonly orphan: boolean;
	readonly value?: string;
	readonly error?: Failure;
};

export type Span = {
	readonly state: 'running' | 'waiting';
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number;
	readonly place?: Place;
	readonly waitsFor?: WaitsFor;
};

export type Request = {
	readonly id: string;
	readonly task?: string;
	readonly url?: string;
	readonly phase: RequestPhase;
	/** When each phase began. */
	readonly since: Readonly<Partial<Record<RequestPhase, number>>>;
	readonly status?: number;
	readonly bytes?: number;
	readonly total?: number;
	readonly error?: string;
};

/** The one thread that runs the program's loop. */
export type Thread = {
	/** Stretches that it was held, oldest first; adjoining ones of one task are one. */
	readonly busy: readonly {readonly from: number; readonly to?: number; readonly task: string}[];
	/** Long stretches (20 ms and more), exact. */
	readonly blocks: readonly {
		readonly from: number;
		readonly to: number;
		readonly task?: string;
		readonly place?: Place;
	}[];
	/** It is blocked now. */
	readonly blocked?: {readonly since: number; readonly task?: string; readonly place?: Place; readonly inside?: string};
	/** Milliseconds held so far. */
	readonly held: number;
	/** Event loop lag of each beat so far. */
	readonly lags: readonly number[];
};

/** Numbers over the planned tasks, in ms where they are times. Kept up event by event: they cost the same for 10,000 tasks as for 5. */
export type Totals = {
	/** From the run's start to now, or to what stops it (the last task settled; for Race and First success the result). */
	readonly makespan: number;
	/** Whether the makespan has stopped. */
	readonly stopped: boolean;
	/** Latency of each task so far added up: the measured one of settled tasks, the planned one (or what has passed) of others. */
	readonly sum: number;
	/** The longest of the same latencies, and whose it is. */
	readonly longest: number;
	readonly longestTask?: string;
	/** `queued + inFlight + settled` is the number of planned tasks. */
	readonly queued: number;
	readonly inFlight: number;
	readonly peak: number;
	readonly settled: number;
	readonly done: number;
	readonly failed: number;
	readonly cancelled: number;
	readonly timedOut: number;
};
