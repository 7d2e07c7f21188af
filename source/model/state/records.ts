import type {RunDescription} from '../../trace/event.ts';
import type {TaskStage} from '../../trace/task-transitions.ts';
import type {
	LongThreadSpan,
	Model,
	OutputEvent,
	Request,
	Span,
	Task,
	Thread,
	ThreadSpan,
	ThreadTime,
	WarningEvent,
} from '../model.ts';
import {SharedList} from '../sequence.ts';
import {CopyOnWriteTable} from './copy-on-write-table.ts';
import type {Cover} from './cover.ts';
import type {LaneTree} from './lane-tree.ts';
import {createLaneTree} from './lane-tree.ts';
import type {LineRecord} from './marked-lines.ts';
import type {ThreadHistogram} from './thread-histogram.ts';
import {createThreadHistogram} from './thread-histogram.ts';
import type {RunningTotals} from './totals.ts';
import {createRunningTotals} from './totals.ts';
import type {Waiting} from './waiting.ts';
import {createWaiting} from './waiting.ts';

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
	readonly settled: TaskRecord[];
	/** Their indexes; kept only by those records that snapshots are taken of. */
	readonly settledOrder: number[];
	readonly marked: CopyOnWriteTable<LineRecord>;
	readonly requests: CopyOnWriteTable<Writable<Request>>;
	readonly thread: ThreadRecord;
	readonly totals: RunningTotals;
	readonly waiting: Waiting;
	/** Of a program: when it first called an async function, or its top level first waited; ms, and how long tasks had had the thread by then, µs. */
	firstCall?: {readonly at: number; readonly held: number};
	/** Libraries whose tasks the engine cannot see. */
	readonly unobserved: string[];
	readonly output: OutputEvent[];
	readonly warnings: WarningEvent[];
	inconsistencies: number;
};

/** A task, and which of its events may come next. Each has all fields from the start: that keeps a million of them fast. */
export type TaskRecord = Omit<Whole<Task>, 'spans' | 'requests'> & {
	/** Of a planned task: when it, or a call below it, waited for the outside or had the thread. */
	cover: Cover | undefined;
	/** As which of the open waits it waits; -1 where it does not, or what it waits for was due. */
	waitsAs: number;
	/** `cycled` when it began to wait. */
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
	/** The line that it marks, or -1, and its neighbours among those that mark the same line. */
	marks: number;
	before: number;
	after: number;
	readonly spans: SharedList<Span>;
	readonly requests: SharedList<string>;
};

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
	/** What the thread was told to have done by its last beat, and by the last one of the start-up. */
	time: ThreadTime | undefined;
	startUpTime: ThreadTime | undefined;
	/** Since when the open stretch, if there is one, is not yet part of `busyMicroseconds`. */
	busyFrom: number;
	readonly occupancy: ThreadHistogram;
};

/** A task on the thread; `below` called it, and goes on when it gives the thread back. */
export type StackFrame = {readonly task: string; readonly below: StackFrame | undefined};

export type Writable<T> = {-readonly [Key in keyof T]: T[Key]};

/** Writable, with its optional fields present though undefined. */
export type Whole<T> = {-readonly [Key in keyof Required<T>]: T[Key]};

/** The records of a run of which nothing but its description is known. */
export function createRecords(description: RunDescription): Records {
	const tasks = new CopyOnWriteTable(copyTask);
	// A program has no planned tasks, whatever a damaged trace says.
	for (const plan of description.form === 'program' ? [] : description.tasks) {
		const task = createTaskRecord(tasks.size, plan.id, plan.name, 'planned', description.at);
		task.plan = plan;
		task.plannedTask = plan.id;
		tasks.add(task);
	}
	const planned = [...tasks.values()];
	return {
		description,
		tasks,
		lanes: planned,
		laneOf: [],
		tree: createLaneTree(),
		settled: [],
		settledOrder: [],
		marked: new CopyOnWriteTable(line => ({...line})),
		requests: new CopyOnWriteTable(request => ({...request, since: {...request.since}})),
		thread: {
			busy: new SharedList(),
			longSpans: new SharedList(),
			blocks: [],
			lags: [],
			beats: [],
			top: undefined,
			busyMicroseconds: 0,
			busyOutside: 0,
			time: undefined,
			startUpTime: undefined,
			busyFrom: 0,
			occupancy: createThreadHistogram(),
		},
		totals: createRunningTotals(planned),
		waiting: createWaiting(),
		unobserved: [],
		output: [],
		warnings: [],
		inconsistencies: 0,
	};
}

/** A task that has done nothing yet, for that index of the table. */
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
		kind,
		parent: undefined,
		depth: 0,
		plan: undefined,
		state: 'queued',
		createdAt,
		startedAt: undefined,
		endedAt: undefined,
		definedAt: undefined,
		place: undefined,
		waitsFor: undefined,
		plannedTask: undefined,
		requests: new SharedList(),
		spans: new SharedList(),
		cycled: 0,
		ownWaiting: 0,
		queueing: 0,
		orphan: false,
		value: undefined,
		error: undefined,
		endedBy: undefined,
		heard: undefined,
		cover: undefined,
		waitsAs: -1,
		cycledBefore: 0,
		threadCalled: -1,
		startedAs: -1,
		settledAs: -1,
		stage: 'absent',
		counted: false,
		waiters: 0,
		caller: -1,
		called: undefined,
		calls: 0,
		marks: -1,
		before: -1,
		after: -1,
	};
}

/** The task with that index, to be changed; wherever it is listed, it is the same record. */
export function writableTask(records: Records, index: number): TaskRecord {
	const before = records.tasks.at(index);
	const task = records.tasks.own(index);
	if (task !== before) {
		const lane = records.description.form === 'program' ? records.laneOf[index] : index;
		if (lane !== undefined && lane < records.lanes.length) records.lanes[lane] = task;
		if (task.settledAs >= 0) records.settled[task.settledAs] = task;
	}
	return task;
}

/** Field by field: that is several times as fast as spreading. */
function copyTask(task: TaskRecord): TaskRecord {
	return {
		index: task.index,
		id: task.id,
		name: task.name,
		kind: task.kind,
		parent: task.parent,
		depth: task.depth,
		plan: task.plan,
		state: task.state,
		createdAt: task.createdAt,
		startedAt: task.startedAt,
		endedAt: task.endedAt,
		definedAt: task.definedAt,
		place: task.place,
		waitsFor: task.waitsFor,
		plannedTask: task.plannedTask,
		requests: task.requests.fork(),
		spans: task.spans.fork(),
		cycled: task.cycled,
		ownWaiting: task.ownWaiting,
		queueing: task.queueing,
		orphan: task.orphan,
		value: task.value,
		error: task.error,
		endedBy: task.endedBy,
		heard: task.heard,
		cover: task.cover,
		waitsAs: task.waitsAs,
		cycledBefore: task.cycledBefore,
		threadCalled: task.threadCalled,
		startedAs: task.startedAs,
		settledAs: task.settledAs,
		stage: task.stage,
		counted: task.counted,
		waiters: task.waiters,
		caller: task.caller,
		called: task.called,
		calls: task.calls,
		marks: task.marks,
		before: task.before,
		after: task.after,
	};
}
