import type {RunDescription} from '../trace/event.ts';
import type {TaskStage} from '../trace/transitions.ts';
import type {LaneTree} from './lane-tree.ts';
import {startLaneTree} from './lane-tree.ts';
import type {Model, Output, Request, Span, Task, Thread, Warning} from './model.ts';
import type {Occupancy} from './occupancy.ts';
import {startOccupancy} from './occupancy.ts';
import type {Tally} from './tally.ts';
import {startTally} from './tally.ts';

/** What a follower keeps, changed event by event. A model is a window into it: readers see the same records, read-only. */
export type Records = {
	readonly description: RunDescription;
	runtime?: string;
	startedAt?: number;
	result?: NonNullable<Model['result']>;
	end?: NonNullable<Model['end']>;
	exit?: NonNullable<Model['exit']>;
	readonly tasks: Map<string, TaskRecord>;
	readonly lanes: TaskRecord[];
	/** Of a program that runs as it is; `lanes` follows from it. */
	readonly tree: LaneTree;
	readonly settled: TaskRecord[];
	readonly suspended: Map<string, Map<number, Set<TaskRecord>>>;
	readonly failures: Map<string, Map<number, Set<TaskRecord>>>;
	readonly ended: Map<string, Map<number, Set<TaskRecord>>>;
	readonly requests: Map<string, Writable<Request>>;
	readonly thread: ThreadRecord;
	readonly tally: Tally;
	readonly output: Output[];
	readonly warnings: Warning[];
	inconsistencies: number;
};

/** A task, and which of its events may come next. Each has all fields from the start: that keeps a million of them fast. */
export type TaskRecord = Omit<Whole<Task>, 'spans' | 'requests'> & {
	stage: TaskStage;
	/** Whether the totals are over it, too. */
	counted: boolean;
	/** Of a program: how many wait for it now. */
	waiters: number;
	/** The lanes below it, in the order of creation. */
	called: TaskRecord[] | undefined;
	spans: Whole<Span>[];
	requests: string[];
};

export type ThreadRecord = {
	readonly busy: Whole<Thread['busy'][number]>[];
	readonly blocks: Thread['blocks'][number][];
	blocked?: NonNullable<Thread['blocked']>;
	readonly lags: number[];
	readonly beats: number[];
	/** Who is on the thread, innermost call last. */
	readonly stack: TaskRecord[];
	/** Microseconds of the stretches that are over. */
	held: number;
	/** Since when the open stretch, if there is one, is not yet part of `held`. */
	heldFrom: number;
	readonly occupancy: Occupancy;
};

export type Writable<T> = {-readonly [Key in keyof T]: T[Key]};

/** Writable, with its optional fields present though undefined. */
export type Whole<T> = {-readonly [Key in keyof Required<T>]: T[Key]};

/** The records of a run of which nothing but its description is known. */
export function startRecords(description: RunDescription): Records {
	// A program has no planned tasks, whatever a damaged trace says.
	const plans = description.form === 'program' ? [] : description.tasks;
	const planned = plans.map(plan => {
		const task = startTask(plan.id, plan.name, 'planned', description.at);
		task.plan = plan;
		task.plannedTask = plan.id;
		return task;
	});
	return {
		description,
		tasks: new Map(planned.map(task => [task.id, task])),
		lanes: planned,
		tree: startLaneTree(),
		settled: [],
		suspended: new Map(),
		failures: new Map(),
		ended: new Map(),
		requests: new Map(),
		thread: {busy: [], blocks: [], lags: [], beats: [], stack: [], held: 0, heldFrom: 0, occupancy: startOccupancy()},
		tally: startTally(planned),
		output: [],
		warnings: [],
		inconsistencies: 0,
	};
}

/** A task that has done nothing yet. */
export function startTask(id: string, name: string, kind: Task['kind'], createdAt: number): TaskRecord {
	return {
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
		requests: [],
		spans: [],
		cycled: 0,
		orphan: false,
		value: undefined,
		error: undefined,
		stage: 'absent',
		counted: false,
		waiters: 0,
		called: undefined,
	};
}
