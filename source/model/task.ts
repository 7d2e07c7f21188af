import type {Cancellation, Failure, Place, PlannedTask, WaitsFor} from '../trace/event.ts';
import type {Sequence} from './sequence.ts';

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
	/** Python: when it was handed to the loop, which had not run it yet. Undefined of a call that was awaited as it was made. */
	readonly scheduledAt?: number | undefined;
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
	 * How long it waited for the outside (a timer, input or output, a thread, something without a name), in waits that have ended. Its
	 * calls' waits are theirs. Whole microseconds.
	 */
	readonly ownWaiting: number;
	/** How long it waited for other lanes to let it go on: for locks, or for what they settled. Whole microseconds. */
	readonly queueing: number;
	/**
	 * It ran on: a planned task, or a call below one, after the strategy had its result; a call of a program
	 * after its caller had ended, while nothing else waits for it.
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
