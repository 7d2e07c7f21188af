import {now, requestsDuring, stateOf} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {offLoop} from '../queries.ts';
import type {Task, TaskState} from '../task.ts';
import {whatIfLetters} from './strikes.ts';

/** One row: a planned task, or a call of a program, and how far it is. */
export type Bar = {
	readonly id: string;
	readonly name: string;
	/** How many callers stand above it. */
	readonly depth: number;
	readonly state: TaskState;
	/** Where it runs, if that is not the thread of the loop. */
	readonly off?: 'thread' | 'process';
	/** The phase of its present request, while it waits for one. */
	readonly phase?: 'connecting' | 'waiting' | 'receiving';
	/**
	 * 0 to 1: its time over its latency; where that is unknown the bytes received over all, if its last request knows how many;
	 * 1 when it is done; else absent until it has ended.
	 */
	readonly progress?: number;
	/** Milliseconds since it started, or its latency when it has settled; absent while queued. */
	readonly time?: number;
	/** It runs on after the strategy had its result. */
	readonly orphan: boolean;
	/** The keys of its what-ifs: `f`, `tb`. Empty if there is none. */
	readonly letters: string;
	/** What-ifs of its plan, as words: `fails`, `times out at 0.60 s`, `blocks 0.50 s`. */
	readonly whatIf: readonly string[];
};

/** The rows `first` … `first + count - 1`. Costs as much as the rows asked for. */
export function bars(model: Model, first: number, count: number): readonly Bar[] {
	return model.lanes.slice(Math.max(0, first), Math.max(0, first + count)).map(task => bar(model, task));
}

function bar(model: Model, task: Task): Bar {
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
