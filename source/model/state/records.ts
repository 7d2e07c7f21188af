import type {DescribedFile, RunDescription} from '../../trace/event.ts';
import type {TaskStage} from '../../trace/task-transitions.ts';
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
import type {SharedList} from '../sequence.ts';
import type {LineSite, Site} from '../sites.ts';
import type {MarkedLine, Span, Task, TurnSeries} from '../task.ts';
import type {LongThreadSpan, Thread, ThreadSpan, ThreadTime} from '../thread.ts';
import type {CopyOnWriteTable} from './copy-on-write-table.ts';
import type {CoveredTime} from './covered-time.ts';
import type {Histogram} from './histogram.ts';
import type {InFlight} from './in-flight.ts';
import type {LineIndex} from './line-index.ts';
import type {ThreadHistogram} from './thread-histogram.ts';
import type {Waiting} from './waiting.ts';

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

/** A task, and which of its events may come next. */
export type TaskRecord = Omit<WithAllFields<Task>, 'spans' | 'requests'> & {
	/** Planned tasks: when the task, or a call below it, waited for the outside or was on the thread. */
	cover: CoveredTime | undefined;
	/**
	 * Its index among the open waits. -1 if it does not wait, if what it waits for was due, or if a lane below it waits
	 * instead.
	 */
	openWaitIndex: number;
	/** Whether it is in a wait that may be its own, due or not. */
	mayWait: boolean;
	/**
	 * Own waiting of the current wait, without the time in which lanes below it waited, in whole microseconds. Dropped if
	 * another lane ends the wait.
	 */
	unsettledOwn: number;
	/** The task that created it, or the closest one above that has not ended; -1 if there is none. */
	openCaller: number;
	/** How many of the tasks whose `announcedTo` is this task wait, or have a waiting task below them. */
	waitsBelow: number;
	/** The task above it that counts its wait, or a wait below it, in `waitsBelow`; -1 while there is none. */
	announcedTo: number;
	/** For the current wait: the calls it made that the wait is not for. */
	apart: readonly number[] | undefined;
	/** Whether its caller is in a wait that is not for this task. */
	isApart: boolean;
	/** The value of `cycled` when its own wait started. */
	cycledBefore: number;
	/** The series of short turns that the next ones continue, unless a beat of the loop comes first. */
	series: TurnSeries | undefined;
	/** The index of its planned task, or -1. */
	plannedIndex: number;
	/** The last lane with its own thread that it called, or -1. */
	lastThreadCall: number;
	/** Its indexes: in the table, among the started tasks, and among the settled tasks; -1 if it is not there. */
	readonly index: number;
	startIndex: number;
	settleIndex: number;
	stage: TaskStage;
	/** Whether the totals count it. */
	counted: boolean;
	/** Programs: how many tasks wait for it now, and whether one that is not older than it ever did. */
	waiters: number;
	isAwaitedByYounger: boolean;
	/** Programs: the closest lane above it, or -1. */
	caller: number;
	/** Programs: the lanes below it, in order of creation. Only the first `calls` entries are its own. */
	called: number[] | undefined;
	calls: number;
	/** The function or route whose open or settled call it is, or -1; and its neighbors among the open calls there. */
	site: number;
	previousAtSite: number;
	nextAtSite: number;
	/** Its time on the thread without `cycled`, and its time waiting without the current wait, in whole microseconds. */
	onThreadUs: number;
	waitedUs: number;
	/** The line that it marks, or -1; and its neighbors among the tasks that mark the same line. */
	markedLine: number;
	previousAtLine: number;
	nextAtLine: number;
	readonly spans: SharedList<Span>;
	/** Replaced, never mutated: few copies of a task get another request. */
	requests: SharedList<string>;
};

/**
 * The totals of a program's calls since the start of the run, whatever the window of its trace: a record per function
 * or route, and one per await line.
 */
export type SitesRecord = {
	readonly functions: CopyOnWriteTable<SiteRecord>;
	readonly lines: CopyOnWriteTable<LineSiteRecord>;
	/** The functions by the line where they are defined: of several on one line, the last that was looked up. */
	readonly functionAt: LineIndex;
	readonly lineAt: LineIndex;
	/** The lag of each beat of the loop. */
	readonly lags: Histogram;
	failed: number;
	/** The routes that frameworks named, split at their slashes. Replaced, never mutated. */
	routes: ReadonlyMap<string, readonly string[]>;
};

/** `first`, `last`: indexes of its open calls, the oldest first; -1 where there are none. */
export type SiteRecord = WithAllFields<Site> & {readonly index: number; first: number; last: number};

export type LineSiteRecord = WithAllFields<LineSite> & {readonly index: number};

export type ThreadRecord = {
	readonly busy: SharedList<ThreadSpan>;
	readonly longSpans: SharedList<LongThreadSpan>;
	readonly blocks: Thread['blocks'][number][];
	blocked: Thread['blocked'];
	endless: Thread['endless'];
	readonly lags: number[];
	readonly beats: number[];
	readonly ownLags: number[];
	/** The stack of the tasks on the thread, the innermost call on top. */
	top: StackFrame | undefined;
	/** The time of all closed stretches, in µs. */
	busyMicroseconds: number;
	/** The part of it in which no task was on the thread, in µs. */
	busyOutside: number;
	/** The measurements of the last beat, and the last ones of the start-up. */
	time: ThreadTime | undefined;
	startUpTime: ThreadTime | undefined;
	/** When the part of the open stretch that `busyMicroseconds` does not include yet started. */
	busyFrom: number;
	readonly occupancy: ThreadHistogram;
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
 * Running totals over the planned tasks, so that no moment costs a walk over them. For a program, only counts over its
 * innermost calls: their waiting is in `Waiting`. Sums are in whole microseconds, so the order of additions and
 * subtractions does not change them. Tasks are given by index.
 */
export type RunningTotals = {
	/** How many tasks the totals count; each has `counted` set. */
	counted: number;
	inFlightCount: number;
	peak: number;
	settled: number;
	done: number;
	failed: number;
	cancelled: number;
	destroyed: number;
	timedOut: number;
	/** The sum of the latencies of settled tasks. */
	settledSum: number;
	/** The settled task with the greatest latency; -1 while there is none. */
	longestSettled: number;
	/** The tasks with a plan, the longest first. All before `plannedFrom` have settled. */
	readonly byPlan: readonly number[];
	plannedFrom: number;
	/** The sum of the planned latencies of the tasks that have neither started nor settled. */
	queuedSum: number;
	/**
	 * For the tasks in flight without a plan: how much of their time they neither waited for the outside nor were on the
	 * thread.
	 */
	gaps: number;
	readonly inFlight: InFlight;
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

/** A task on the thread. `below` called it, and continues after it leaves the thread. */
export type StackFrame = {readonly task: string; readonly index: number; readonly below: StackFrame | undefined};

export type Writable<T> = {-readonly [Key in keyof T]: T[Key]};

/** A writable type with every optional field present, possibly undefined. */
export type WithAllFields<T> = {-readonly [Key in keyof Required<T>]: T[Key]};
