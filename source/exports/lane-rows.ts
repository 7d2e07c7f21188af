import type {Model, Task, TaskState} from '../model/model.ts';
import {now, sinceStart, stateOf} from '../model/moment.ts';
import type {Stretch} from './stretches.ts';
import {stretchesOf} from './stretches.ts';

/**
 * A lane in numbers: ms; moments from the run's start. `latency` is `waiting + onThread + ready`; of one that never settled, it
 * goes to the end of the run. Undefined where the lane never started.
 */
export type LaneRow = {
	readonly task: Task;
	/** The lane that called it. */
	readonly caller?: Task | undefined;
	/** At the end of the run; of one that never settled, what it was doing. */
	readonly state: TaskState;
	readonly queued: number;
	readonly start?: number | undefined;
	readonly end?: number | undefined;
	readonly latency?: number | undefined;
	/** Off the thread; also while lanes that it called were on it. */
	readonly waiting?: number | undefined;
	/** Its code, and that of calls below it that are no lanes. */
	readonly onThread?: number | undefined;
	/** It could have gone on, but the thread was held by others. */
	readonly ready?: number | undefined;
	readonly stretches: readonly Stretch[];
};

export function laneRows(model: Model): readonly LaneRow[] {
	const laneOf = laneFinder(model);
	const held = heldByLanes(model, laneOf);
	return model.lanes.map(task => rowOf(model, task, held.get(task) ?? 0, laneOf(task.parent)));
}

function rowOf(model: Model, task: Task, onThread: number, caller: Task | undefined): LaneRow {
	const {startedAt, endedAt} = task;
	const stretches = stretchesOf(model, task);
	const lasting = (kind: Stretch['kind']) =>
		stretches.reduce((sum, stretch) => sum + (stretch.kind === kind ? stretch.to - stretch.from : 0), 0);
	const row = {task, caller, state: stateOf(model, task), queued: lasting('queued'), stretches};
	const end = endedAt === undefined ? undefined : sinceStart(model, endedAt);
	if (startedAt === undefined) return {...row, end};
	const latency = Math.max(0, (endedAt ?? now(model)) - startedAt);
	const ready = lasting('ready');
	const waiting = Math.max(0, latency - onThread - ready);
	return {...row, start: sinceStart(model, startedAt), end, latency, waiting, onThread, ready};
}

/** Calls are followed up no further. */
const deepest = 1000;

/** Finds the lane that a task is, or is below. Remembers what it has found. */
function laneFinder({tasks, lanes}: Model): (id: string | undefined) => Task | undefined {
	const isLane = new Set(lanes);
	const known = new Map<string, Task | undefined>();
	return id => {
		const path: string[] = [];
		let task = id === undefined ? undefined : tasks.get(id);
		while (task && !isLane.has(task) && !known.has(task.id) && path.length < deepest) {
			path.push(task.id);
			task = task.parent === undefined ? undefined : tasks.get(task.parent);
		}
		const lane = task && (isLane.has(task) ? task : known.get(task.id));
		for (const step of path) known.set(step, lane);
		return lane;
	};
}

/** ms that each lane held the thread while it lived. */
function heldByLanes(model: Model, laneOf: (id: string) => Task | undefined): ReadonlyMap<Task, number> {
	const held = new Map<Task, number>();
	const add = (lane: Task | undefined, ms: number) => {
		if (lane && ms > 0) held.set(lane, (held.get(lane) ?? 0) + ms);
	};
	for (const {from, to = now(model), task} of model.thread.busy) {
		const lane = laneOf(task);
		add(lane, Math.min(to, lane?.endedAt ?? to) - Math.max(from, lane?.startedAt ?? from));
	}
	for (const {id, cycled} of model.tasks.values()) if (cycled > 0) add(laneOf(id), cycled);
	return held;
}
