import {now, requestsDuring, stateOf} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {offLoop} from '../queries.ts';
import type {Task, TaskState} from '../task.ts';
import {whatIfLetters} from './what-ifs.ts';

/** One row: a planned task, or a call of a program, and its progress. */
export type Bar = {
	readonly id: string;
	readonly name: string;
	/** The number of lanes above it that are its callers. */
	readonly depth: number;
	readonly state: TaskState;
	/** Where it runs if not on the thread of the loop. */
	readonly off?: 'thread' | 'process';
	/** Whether the program exited while it was on the thread. */
	readonly exited: boolean;
	/** The phase of its current request, while it waits for one. */
	readonly phase?: 'connecting' | 'waiting' | 'receiving';
	/**
	 * From 0 to 1: its time divided by its latency. If the latency is unknown, the bytes received divided by the total,
	 * if its last request has a total. 1 when done; otherwise absent until it has ended.
	 */
	readonly progress?: number;
	/** Time since it started, or its latency once settled, in ms; absent while queued. */
	readonly time?: number;
	/** Whether it is no longer awaited but was still running. */
	readonly orphan: boolean;
	/** The keys of its what-ifs: `f`, `tb`. Empty if it has none. */
	readonly letters: string;
	/** The what-ifs of its plan in words: `fails`, `times out at 0.60 s`, `blocks 0.50 s`. */
	readonly whatIf: readonly string[];
};

/** Returns the rows `first` … `first + count - 1`. Costs one step for each returned row. */
export function bars(model: Model, first: number, count: number): readonly Bar[] {
	return model.lanes.slice(Math.max(0, first), Math.max(0, first + count)).map(task => barOf(model, task));
}

/** Returns the row of one task. */
export function barOf(model: Model, task: Task): Bar {
	const {startedAt, endedAt, plan} = task;
	const time = startedAt === undefined ? undefined : Math.max(0, (endedAt ?? now(model)) - startedAt);
	const phase = phaseOf(model, task);
	const progress = progressOf(model, task, time);
	return {
		id: task.id,
		name: task.name,
		depth: task.depth,
		state: stateOf(model, task),
		...(task.kind === 'thread' && {off: offLoop(task)}),
		exited: task.state === 'running' && (model.end?.outcome === 'ok' || model.end?.outcome === 'exited'),
		...(phase && {phase}),
		...(progress !== undefined && {progress}),
		...(time !== undefined && {time}),
		orphan: task.orphan,
		letters: whatIfLetters(task),
		whatIf: [
			...(plan?.fails ? ['fails'] : []),
			...(plan?.timeout === undefined ? [] : [`times out at ${seconds(plan.timeout)}`]),
			...(plan?.blocks === undefined ? [] : [`blocks ${seconds(plan.blocks)}`]),
		],
	};
}

function phaseOf(model: Model, task: Task): Bar['phase'] {
	const span = task.spans.at(-1);
	if (task.state !== 'waiting' || !span) return undefined;
	const phase = requestsDuring(model, task, span).at(-1)?.phase;
	return phase === 'connecting' || phase === 'waiting' || phase === 'receiving' ? phase : undefined;
}

function progressOf(model: Model, task: Task, time: number | undefined): number | undefined {
	if (task.state === 'done') return 1;
	const latency = task.plan?.latency;
	if (latency !== undefined && latency > 0) return Math.min(1, (time ?? 0) / latency);
	const {bytes = 0, total} = model.requests.get(task.requests.at(-1) ?? '') ?? {};
	if (total) return Math.min(1, bytes / total);
	return task.endedAt === undefined ? undefined : 1;
}
