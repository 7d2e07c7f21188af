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
import type {MarkedLine, Span, Task} from '../task.ts';
import type {LongThreadSpan, Thread, ThreadSpan, ThreadTime} from '../thread.ts';
import type {CopyOnWriteTable} from './copy-on-write-table.ts';
import type {Cover} from './cover.ts';
import type {Histogram} from './histogram.ts';
import type {InFlight} from './in-flight.ts';
import type {ThreadHistogram} from './thread-histogram.ts';
import type {Waiting} from './waiting.ts';

/**
 * What a follower keeps, changed event by event. A model is a window into it: readers see the same records, read-only.
 * Records refer to each other by their indexes in the tables, and are changed only after `writableTask` or `own` was asked for
 * them: that is what makes a snapshot cheap.
 */
export type Records = {
	readonly description: RunDescription;
	runtime?: string;
	startedAt?: number;
	result?: NonNullable<Model['result']>;
	end?: NonNullable<Model['end']>;
	exit?: NonNullable<Model['exit']>;
	readonly tasks: CopyOnWriteTable<TaskRecord>;
	readonly lanes: TaskRecord[];
	/** Of a program, by the index of a task: which of the lanes it is. Planned tasks are the first of the table. */
	readonly laneOf: number[];
	/** Of a program that runs as it is; `lanes` follows from it. */
	readonly tree: LaneTree;
	/** Of a program. */
	readonly sites: SitesRecord;
	readonly settled: TaskRecord[];
	/** Their indexes; kept only by those records that snapshots are taken of. */
	readonly settledOrder: number[];
	readonly marked: CopyOnWriteTable<LineRecord>;
	readonly requests: CopyOnWriteTable<Writable<Request>>;
	readonly incoming: CopyOnWriteTable<Writable<Incoming>>;
	readonly thread: ThreadRecord;
	readonly totals: RunningTotals;
	readonly waiting: Waiting;
	/** Of a program: when it first called an async function, or its top level first waited; ms, and how long tasks had had the thread by then, µs. */
	firstCall?: {readonly at: number; readonly held: number};
	/** Replaced, never changed. */
	counted: readonly CountedCalls[];
	/** Libraries whose tasks the engine cannot see. */
	readonly unobserved: string[];
	readonly locks: Map<string, LockEvent>;
	wakers?: WakersEvent | undefined;
	lastWakers?: WakersEvent;
	/** Replaced, never changed. */
	reactions: readonly ReactionsEvent[];
	readonly cancelRequests: CancelRequest[];
	readonly fullExecutors: ExecutorEvent[];
	readonly output: OutputEvent[];
	readonly warnings: WarningEvent[];
	/** What the trace leaves out, if it is a window of a longer one: how many events, all before that moment in ms. */
	window?: NonNullable<Model['window']>;
	/** The files that the run has shown after its start. */
	readonly described: DescribedFile[];
	inconsistencies: number;
};

/** A task, and which of its events may come next. Each has all fields from the start: that keeps a million of them fast. */
export type TaskRecord = Omit<Whole<Task>, 'spans' | 'requests'> & {
	/** Of a planned task: when it, or a call below it, waited for the outside or had the thread. */
	cover: Cover | undefined;
	/** As which of the open waits it waits; -1 where it does not, what it waits for was due, or one below it waits in its stead. */
	waitsAs: number;
	/** Whether it is in a wait that may be own, due or not. */
	mayWait: boolean;
	/** Own waiting of the wait that lasts, up to where lanes below it waited, whole microseconds: none of it is where another lane ends it. */
	unsettledOwn: number;
	/** The task that created it, or the nearest above that has not ended; -1 where there is none. */
	above: number;
	/** How many of those that have it as `announcedTo` wait, or have such below them. */
	waitsBelow: number;
	/** The task above it that knows of its wait, or of one below it; -1 while there is none. */
	announcedTo: number;
	/** Of the wait that lasts: the calls of it for which it does not wait. */
	apart: readonly number[] | undefined;
	/** Whether its caller is in a wait that is not for it. */
	isApart: boolean;
	/** `cycled` when it began to wait by itself. */
	cycledBefore: number;
	/** The lane in a thread of its own that it has called last, or -1. */
	threadCalled: number;
	/** In the table, among those that were started, and among the settled; -1 where it is not. */
	readonly index: number;
	startedAs: number;
	settledAs: number;
	stage: TaskStage;
	/** Whether the totals are over it, too. */
	counted: boolean;
	/** Of a program: how many wait for it now. */
	waiters: number;
	/** Of a program: the nearest lane above it, or -1. */
	caller: number;
	/** Of a program: the lanes below it, in the order of creation; the first `calls` of them. */
	called: number[] | undefined;
	calls: number;
	/** The function or address that it is an open or settled call of, or -1, and its neighbors among the open calls there. */
	site: number;
	siteBefore: number;
	siteAfter: number;
	/** What it had of the thread, besides `cycled`, and what it waited, without the wait that lasts: whole microseconds. */
	held: number;
	waited: number;
	/** The line that it marks, or -1, and its neighbours among those that mark the same line. */
	marks: number;
	before: number;
	after: number;
	readonly spans: SharedList<Span>;
	readonly requests: SharedList<string>;
};

/**
 * What a program's calls came to since the run's start, whatever part of its trace is kept: a record per function or address,
 * and one per await line.
 */
export type SitesRecord = {
	readonly functions: CopyOnWriteTable<SiteRecord>;
	readonly lines: CopyOnWriteTable<LineSiteRecord>;
	/** Of each beat of the loop. */
	readonly lags: Histogram;
	failed: number;
};

/** `first`, `last`: indexes of its open calls, the oldest first; -1 where there are none. */
export type SiteRecord = Whole<Site> & {readonly index: number; first: number; last: number};

export type LineSiteRecord = Whole<LineSite> & {readonly index: number};

export type ThreadRecord = {
	readonly busy: SharedList<ThreadSpan>;
	readonly longSpans: SharedList<LongThreadSpan>;
	readonly blocks: Thread['blocks'][number][];
	blocked?: NonNullable<Thread['blocked']>;
	readonly lags: number[];
	readonly beats: number[];
	/** Who is on the thread, the innermost call. */
	top: StackFrame | undefined;
	/** Microseconds of the stretches that are over. */
	busyMicroseconds: number;
	/** Microseconds of them that no task had. */
	busyOutside: number;
	/** What the last beat reported of the thread, and the last one of the start-up. */
	time: ThreadTime | undefined;
	startUpTime: ThreadTime | undefined;
	/** Since when the open stretch, if there is one, is not yet part of `busyMicroseconds`. */
	busyFrom: number;
	readonly occupancy: ThreadHistogram;
};

/** Who called whom in a program that runs as it is. Only a task that was created earlier can be a caller: there is no circle. */
export type LaneTree = {
	/** Indexes of the lanes that nobody called: its top level, and what came from nowhere; the first `count` of them. */
	readonly roots: number[];
	count: number;
	/** Lanes were created that `records.lanes` does not have yet. */
	stale: boolean;
};

/** A line, and in a chain the tasks that mark it: each task knows its neighbours, as it marks no more than one line. */
export type LineRecord = {
	readonly id: string;
	readonly index: number;
	readonly kind: MarkedLine['kind'];
	readonly file: string;
	readonly line: number;
	count: number;
	planned: number;
	/** Indexes of tasks, -1 where there are none. */
	first: number;
	last: number;
};

/**
 * The numbers over the planned tasks, kept up so that no moment costs a walk over them. Of a program only the counts, over its
 * innermost calls: what they waited is part of `Waiting`. Sums are whole microseconds: they come out the same in whatever order
 * they were added and taken away. Tasks are meant by their indexes.
 */
export type RunningTotals = {
	/** Tasks that the numbers are over; each bears `counted`. */
	counted: number;
	inFlightCount: number;
	peak: number;
	settled: number;
	done: number;
	failed: number;
	cancelled: number;
	timedOut: number;
	/** Latencies of settled tasks. */
	settledSum: number;
	/** The settled task with the greatest latency; -1 while there is none. */
	longestSettled: number;
	/** Tasks with a plan, the longest first; those before `plannedFrom` have settled. */
	readonly byPlan: readonly number[];
	plannedFrom: number;
	/** Planned latencies of the tasks that have neither started nor settled. */
	queuedSum: number;
	/** Of those in flight without a plan: in what part of their time they neither waited for the outside nor had the thread. */
	gaps: number;
	readonly inFlight: InFlight;
};

/** A task on the thread; `below` called it, and goes on when it gives the thread back. */
export type StackFrame = {readonly task: string; readonly below: StackFrame | undefined};

export type Writable<T> = {-readonly [Key in keyof T]: T[Key]};

/** Writable, with its optional fields present though undefined. */
export type Whole<T> = {-readonly [Key in keyof Required<T>]: T[Key]};
