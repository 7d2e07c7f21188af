import {now, sinceStart, stateOf} from '../../model/at-moment.ts';
import type {Model, Task, TaskState} from '../../model/model.ts';
import {timeOnThread} from '../../model/projections/time-shares.ts';
import type {LaneSpan} from './lane-spans.ts';
import {laneSpans} from './lane-spans.ts';

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
	readonly waiting?: number | undefined;
	/** It, or a call below it, held the thread. */
	readonly onThread?: number | undefined;
	/** It could have gone on, but the thread was held by others. */
	readonly ready?: number | undefined;
	readonly spans: readonly LaneSpan[];
};

export function laneRows(model: Model): readonly LaneRow[] {
	const held = timeOnThread(model);
	const isLane = new Set(model.lanes);
	const laneAbove = (task: Task | undefined): Task | undefined => {
		let above = task;
		for (let steps = 0; above && !isLane.has(above) && steps < deepest; steps++) above = callerOf(model, above);
		return above && isLane.has(above) ? above : undefined;
	};
	return model.lanes.map(task => rowOf(model, task, held.get(task.id) ?? 0, laneAbove(callerOf(model, task))));
}

/** Callers are looked for no further above. */
const deepest = 1000;

function callerOf(model: Model, {parent}: Task): Task | undefined {
	return parent === undefined ? undefined : model.tasks.get(parent);
}

function rowOf(model: Model, task: Task, held: number, caller: Task | undefined): LaneRow {
	const {startedAt, endedAt} = task;
	const spans = laneSpans(model, task);
	const lasting = (kind: LaneSpan['kind']) =>
		spans.reduce((sum, span) => sum + (span.kind === kind ? span.to - span.from : 0), 0);
	const row = {task, caller, state: stateOf(model, task), queued: lasting('queued'), spans};
	const end = endedAt === undefined ? undefined : sinceStart(model, endedAt);
	if (startedAt === undefined) return {...row, end};
	const latency = Math.max(0, (endedAt ?? now(model)) - startedAt);
	// One in a thread of its own waits, as far as the loop is concerned.
	const onThread = task.kind === 'thread' ? 0 : Math.min(latency, held);
	const ready = Math.min(latency - onThread, lasting('ready'));
	const waiting = latency - onThread - ready;
	return {...row, start: sinceStart(model, startedAt), end, latency, waiting, onThread, ready};
}
