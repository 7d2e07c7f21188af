import {now, sinceStart, stateOf} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import {timeOnThread} from '../../model/projections/time-shares.ts';
import type {Task, TaskState} from '../../model/task.ts';
import type {LaneSpan} from './lane-spans.ts';
import {laneSpans} from './lane-spans.ts';

/**
 * A lane in numbers: ms, with moments counted from the start of the run. `latency` is `waiting + onThread + ready`;
 * without an end, it counts to the end of the run. Undefined if the lane never started.
 */
export type LaneRow = {
	readonly task: Task;
	/** The lane that called it. */
	readonly caller?: Task | undefined;
	/** The state at the end of the run. */
	readonly state: TaskState;
	readonly queued: number;
	readonly start?: number | undefined;
	readonly end?: number | undefined;
	readonly latency?: number | undefined;
	readonly waiting?: number | undefined;
	/** ms on the thread, including calls that the lane made. */
	readonly onThread?: number | undefined;
	/** ms ready while other tasks were on the thread. */
	readonly ready?: number | undefined;
	readonly spans: readonly LaneSpan[];
};

export function laneRows(model: Model): readonly LaneRow[] {
	const onThread = timeOnThread(model);
	const isLane = new Set(model.lanes);
	const laneAbove = (task: Task | undefined): Task | undefined => {
		let above = task;
		for (let steps = 0; above && !isLane.has(above) && steps < maxCallers; steps++) above = callerOf(model, above);
		return above && isLane.has(above) ? above : undefined;
	};
	return model.lanes.map(task => rowOf(model, task, onThread.get(task.id) ?? 0, laneAbove(callerOf(model, task))));
}

/** The most callers above a lane that are searched. */
const maxCallers = 1000;

function callerOf(model: Model, {parent}: Task): Task | undefined {
	return parent === undefined ? undefined : model.tasks.get(parent);
}

function rowOf(model: Model, task: Task, ownTime: number, caller: Task | undefined): LaneRow {
	const {startedAt, endedAt} = task;
	const spans = laneSpans(model, task);
	const timeIn = (kind: LaneSpan['kind']) =>
		spans.reduce((sum, span) => sum + (span.kind === kind ? span.to - span.from : 0), 0);
	const row = {task, caller, state: stateOf(model, task), queued: timeIn('queued'), spans};
	const end = endedAt === undefined ? undefined : sinceStart(model, endedAt);
	if (startedAt === undefined) return {...row, end};
	const latency = Math.max(0, (endedAt ?? now(model)) - startedAt);
	// For the loop, a task in its own thread is waiting.
	const onThread = task.kind === 'thread' ? 0 : Math.min(latency, ownTime);
	const ready = Math.min(latency - onThread, timeIn('ready'));
	const waiting = latency - onThread - ready;
	return {...row, start: sinceStart(model, startedAt), end, latency, waiting, onThread, ready};
}
