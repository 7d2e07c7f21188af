import type {DescribedFile, RunDescription} from '../../trace/event.ts';
import type {
	CancelRequest,
	CountedCalls,
	ExecutorEvent,
	Incoming,
	LockEvent,
	Model,
	OutputEvent,
	ReactionsEvent,
	Request,
	WakersEvent,
	WarningEvent,
} from '../model.ts';
import type {MarkedLine, Span} from '../task.ts';
import type {CopyOnWriteTable} from './copy-on-write-table.ts';
import type {LineIndex} from './line-index.ts';
import type {RunningTotals} from './running-totals.ts';
import type {SitesRecord} from './site-records.ts';
import type {TaskRecord} from './task-record.ts';
import type {ThreadRecord} from './thread-record.ts';
import type {Waiting} from './waiting.ts';
import type {Writable} from './writable.ts';

/**
 * The state of a follower, changed event by event. A model is a read-only view of the same records. Records refer to
 * each other by their indexes in the tables. Change one only after getting it from `writableTask` or `writable`: this is
 * what makes snapshots cheap.
 *
 * Every record has all fields from the start, so all have one shape: the code that reads them then stays compiled.
 */
export type Records = {
	readonly description: RunDescription;
	runtime: string | undefined;
	startedAt: number | undefined;
	result: Model['result'];
	end: Model['end'];
	exit: Model['exit'];
	readonly tasks: CopyOnWriteTable<TaskRecord>;
	readonly lanes: TaskRecord[];
	/**
	 * Programs: the lane of a task, by the task's index. For a set of tasks it is empty: the planned tasks come first in
	 * the table.
	 */
	readonly laneOf: number[];
	/** Programs: the calls as a tree, from which `lanes` is computed. */
	readonly tree: LaneTree;
	/** Programs only. */
	readonly sites: SitesRecord;
	readonly settled: TaskRecord[];
	/** Sets of tasks: the phase of each lane. Undefined until a model is asked for it. */
	phases: Uint8Array | undefined;
	/** The indexes of the settled tasks. Only the records that snapshots are taken of maintain it. */
	readonly settledOrder: number[];
	readonly marked: CopyOnWriteTable<LineRecord>;
	/** The marked lines of each kind. */
	readonly markedAt: Readonly<Record<MarkedLine['kind'], LineIndex>>;
	readonly requests: CopyOnWriteTable<Writable<Request>>;
	readonly incoming: CopyOnWriteTable<Writable<Incoming>>;
	readonly thread: ThreadRecord;
	readonly totals: RunningTotals;
	readonly waiting: Waiting;
	readonly suspects: SuspectsRecord;
	/**
	 * Programs: when the first async function was called, or the top level first waited, in ms; and for how long tasks
	 * had been on the thread by then, in µs.
	 */
	firstCall: {readonly at: number; readonly held: number} | undefined;
	/** Replaced, never mutated. */
	counted: readonly CountedCalls[];
	/** Libraries whose tasks the engine cannot see. */
	readonly unobserved: string[];
	/** When the process closed its connection although it still ran, in ms. */
	observedUntil: number | undefined;
	readonly locks: Map<string, LockEvent>;
	wakers: WakersEvent | undefined;
	lastWakers: WakersEvent | undefined;
	/** Replaced, never mutated. */
	reactions: readonly ReactionsEvent[];
	readonly cancelRequests: CancelRequest[];
	readonly fullExecutors: ExecutorEvent[];
	readonly output: OutputEvent[];
	readonly warnings: WarningEvent[];
	/** What the trace leaves out if it is a window of a longer trace: the number of events, all before `at` (ms). */
	window: Model['window'];
	/** The files that the run described after its start. */
	readonly described: DescribedFile[];
	inconsistencies: number;
};

/** Who called whom in a program. Only a task that was created earlier can be a caller, so there are no cycles. */
export type LaneTree = {
	/**
	 * The indexes of the lanes without a caller: the top level, and calls of unknown origin. Only the first `count`
	 * entries count.
	 */
	readonly roots: number[];
	count: number;
	/** Whether `records.lanes` lacks lanes that were created. */
	stale: boolean;
};

/**
 * A line and the tasks that mark it, as a linked list. Each task has its neighbors in its own record, because it marks
 * at most one line.
 */
export type LineRecord = {
	readonly id: string;
	readonly index: number;
	readonly kind: MarkedLine['kind'];
	readonly file: string;
	readonly line: number;
	count: number;
	planned: number;
	/** The indexes of the first and last task; -1 if there are none. */
	first: number;
	last: number;
};

/**
 * The tasks that the rules of findings look at, by index: there can be a hundred thousand others. The lists only grow;
 * an entry may no longer apply.
 */
export type SuspectsRecord = {
	/** Python tasks that were garbage-collected while they waited. */
	readonly destroyed: number[];
	/** Tasks with a series of very many turns without a beat of the loop. */
	readonly starving: number[];
	/** Tasks for which another one has waited that is not older, once each. */
	readonly awaitedByYounger: number[];
	/** Lanes of incoming requests. */
	readonly requests: number[];
	/** Ended joins that return the errors of their members as values, and of which one had failed. */
	readonly failedJoins: {readonly task: number; readonly span: Span}[];
};
