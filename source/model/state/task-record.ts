import type {TaskStage} from '../../trace/task-transitions.ts';
import {SharedList} from '../sequence.ts';
import type {Span, Task, TurnSeries} from '../task.ts';
import type {CoveredTime} from './covered-time.ts';
import type {WithAllFields} from './writable.ts';

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

/** Shared by the tasks without requests: a list of requests is replaced, never mutated. */
const noRequests = new SharedList<string>();

/** Creates a task that has done nothing yet, for an index of the table. */
export function createTaskRecord(
	index: number,
	id: string,
	name: string,
	kind: Task['kind'],
	createdAt: number,
): TaskRecord {
	return {
		index,
		id,
		name,
		function: name,
		kind,
		parent: undefined,
		depth: 0,
		plan: undefined,
		state: 'queued',
		createdAt,
		scheduledAt: undefined,
		startedAt: undefined,
		endedAt: undefined,
		definedAt: undefined,
		place: undefined,
		waitsFor: undefined,
		plannedTask: undefined,
		requests: noRequests,
		spans: new SharedList(),
		cycled: 0,
		longestSeries: undefined,
		series: undefined,
		ownWaiting: 0,
		queueing: 0,
		orphan: false,
		value: undefined,
		error: undefined,
		endedBy: undefined,
		heard: undefined,
		cover: undefined,
		openWaitIndex: -1,
		mayWait: false,
		unsettledOwn: 0,
		openCaller: -1,
		waitsBelow: 0,
		announcedTo: -1,
		apart: undefined,
		isApart: false,
		cycledBefore: 0,
		plannedIndex: -1,
		lastThreadCall: -1,
		startIndex: -1,
		settleIndex: -1,
		stage: 'absent',
		counted: false,
		waiters: 0,
		isAwaitedByYounger: false,
		caller: -1,
		called: undefined,
		calls: 0,
		site: -1,
		previousAtSite: -1,
		nextAtSite: -1,
		onThreadUs: 0,
		waitedUs: 0,
		markedLine: -1,
		previousAtLine: -1,
		nextAtLine: -1,
	};
}

/** Copies a record. Field by field, because a spread gives the copy another shape in Node.js 20. */
export function copyTask(task: TaskRecord): TaskRecord {
	return {
		index: task.index,
		id: task.id,
		name: task.name,
		function: task.function,
		kind: task.kind,
		parent: task.parent,
		depth: task.depth,
		plan: task.plan,
		state: task.state,
		createdAt: task.createdAt,
		scheduledAt: task.scheduledAt,
		startedAt: task.startedAt,
		endedAt: task.endedAt,
		definedAt: task.definedAt,
		place: task.place,
		waitsFor: task.waitsFor,
		plannedTask: task.plannedTask,
		requests: task.requests,
		spans: task.spans.fork(),
		cycled: task.cycled,
		longestSeries: task.longestSeries,
		series: task.series,
		ownWaiting: task.ownWaiting,
		queueing: task.queueing,
		orphan: task.orphan,
		value: task.value,
		error: task.error,
		endedBy: task.endedBy,
		heard: task.heard,
		cover: task.cover,
		openWaitIndex: task.openWaitIndex,
		mayWait: task.mayWait,
		unsettledOwn: task.unsettledOwn,
		openCaller: task.openCaller,
		waitsBelow: task.waitsBelow,
		announcedTo: task.announcedTo,
		apart: task.apart,
		isApart: task.isApart,
		cycledBefore: task.cycledBefore,
		plannedIndex: task.plannedIndex,
		lastThreadCall: task.lastThreadCall,
		startIndex: task.startIndex,
		settleIndex: task.settleIndex,
		stage: task.stage,
		counted: task.counted,
		waiters: task.waiters,
		isAwaitedByYounger: task.isAwaitedByYounger,
		caller: task.caller,
		called: task.called,
		calls: task.calls,
		site: task.site,
		previousAtSite: task.previousAtSite,
		nextAtSite: task.nextAtSite,
		onThreadUs: task.onThreadUs,
		waitedUs: task.waitedUs,
		markedLine: task.markedLine,
		previousAtLine: task.previousAtLine,
		nextAtLine: task.nextAtLine,
	};
}
