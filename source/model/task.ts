import type {Cancellation, Failure, Place, PlannedTask, WaitsFor} from '../trace/event.ts';
import type {Sequence} from './sequence.ts';

/** A line of a program and the tasks that mark it, in the order in which they reached the line. */
export type MarkedLine = {
	/**
	 * `suspended`: they wait there. `failed`: their error or time limit was thrown there. `ended`: their function is
	 * defined there, and they are done.
	 */
	readonly kind: 'suspended' | 'failed' | 'ended';
	readonly file: string;
	/** 1-based. */
	readonly line: number;
	/** The number of tasks, at least one. */
	readonly count: number;
	/** The number of planned tasks among them. */
	readonly planned: number;
	readonly tasks: Iterable<Task>;
	readonly has: (task: Task) => boolean;
};

/**
 * The states of a task, named as in product.md. `ready`: what it waits for is past due, but another task is on the
 * thread (a late timer in a blocked loop). `running`: its code is on the thread.
 */
export type TaskState = 'queued' | 'waiting' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled' | 'timed out';

export type Task = {
	readonly id: string;
	/** The name on screen, including the one that the program gave the task of a call. */
	readonly name: string;
	/** The name of its function; for a planned task, the same as `name`. */
	readonly function: string;
	readonly kind: 'planned' | 'call' | 'generator' | 'program' | 'thread' | 'request';
	readonly parent?: string | undefined;
	/** How many of the callers above it are lanes: 0 for planned tasks and for the top level of a program. */
	readonly depth: number;
	/** The plan of a planned task. */
	readonly plan?: PlannedTask | undefined;
	/** The state by its events. Whether it is `ready` also depends on the moment: see `stateOf`. */
	readonly state: Exclude<TaskState, 'ready'>;
	readonly createdAt: number;
	/** Python: when it was handed to the loop, before the loop ran it. Undefined for a call that was awaited directly. */
	readonly scheduledAt?: number | undefined;
	readonly startedAt?: number | undefined;
	readonly endedAt?: number | undefined;
	/** Where its function is defined. */
	readonly definedAt?: Place | undefined;
	/** Where it is or was last suspended. */
	readonly place?: Place | undefined;
	/** What it waits for now. Undefined if it does not wait. */
	readonly waitsFor?: WaitsFor | undefined;
	/** The planned task that it is, or that called it, directly or through other calls. */
	readonly plannedTask?: string | undefined;
	/** The ids of its requests, the oldest first; for a planned task, including those of the calls below it. */
	readonly requests: Sequence<string>;
	/** Stretches on and off the thread, the oldest first; the last is open until the task settles. */
	readonly spans: Sequence<Span>;
	/**
	 * Time on the thread, in ms, in turns too short to be reported one by one. These turns are within spans off the
	 * thread.
	 */
	readonly cycled: number;
	/** The longest series of such turns without a beat of the loop in between. Undefined without such turns. */
	readonly longestSeries?: TurnSeries | undefined;
	/**
	 * How long it waited for the outside (a timer, I/O, a thread, something without a name), in waits that have ended.
	 * Excludes the waits of its calls. In whole microseconds.
	 */
	readonly ownWaiting: number;
	/** How long it waited for other lanes: for locks, or for what they settled. In whole microseconds. */
	readonly queueing: number;
	/**
	 * Whether it is no longer awaited but was still running: a planned task, or a call below one, after the strategy had
	 * its result; a call of a program after its caller ended, while nothing else waits for the call.
	 */
	readonly orphan: boolean;
	readonly value?: string | undefined;
	readonly error?: Failure | undefined;
	/** Who or what cancelled it, if the engine knows. */
	readonly endedBy?: Cancellation | undefined;
	/** For a failure: whether the program received the error; absent if the runtime cannot know. */
	readonly heard?: boolean | undefined;
};

/** Turns on the thread in quick succession. Times in ms on the run's clock. */
export type TurnSeries = {readonly from: number; readonly to: number; readonly turns: number};

export type Span = {
	readonly state: 'running' | 'waiting';
	readonly from: number;
	/** Absent while it lasts. */
	readonly to?: number | undefined;
	readonly place?: Place | undefined;
	readonly waitsFor?: WaitsFor | undefined;
	/** The id of another task that ended it. */
	readonly by?: string | undefined;
	/** Whether the task itself, or a call that it awaited, settled what it waited for. */
	readonly isSettledByItself?: boolean;
};
