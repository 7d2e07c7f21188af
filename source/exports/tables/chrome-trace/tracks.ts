import type {Model, Task} from '../../../model/model.ts';

/** The tracks of one run: the thread of its loop, and one for each lane. */
export type Tracks = {
	/** One process a run. */
	readonly pid: number;
	/** The track of the thread. A thread that bears the number of its process is its main thread. */
	readonly thread: number;
	/** Those that have a track of their own: the strategy, the lanes in the order of the screen, what else the strategy called. */
	readonly lanes: readonly Task[];
	/** The track of a lane. */
	readonly of: (task: string | undefined) => number | undefined;
};

/** `first`: the first number that is free for a lane; no two tracks of a file share one. */
export function tracksOf(model: Model, pid: number, first: number): Tracks {
	const [strategy, ...workers] = strategyOf(model);
	const lanes = [...(strategy ? [strategy] : []), ...model.lanes, ...workers];
	const numbers = new Map(lanes.map(({id}, index) => [id, first + index]));
	return {pid, thread: pid, lanes, of: task => (task === undefined ? undefined : numbers.get(task))};
}

/**
 * The call of the strategy and those that it makes itself, such as its workers, which await the tasks: no lanes on the screen, but here
 * the awaits come from them.
 */
function strategyOf({description, tasks}: Model): readonly Task[] {
	const calls = new Map<string, Task>();
	if (description.form === 'program') return [];
	for (const task of tasks.values()) {
		if (task.kind === 'call' && (task.parent === undefined || calls.has(task.parent))) calls.set(task.id, task);
	}
	return [...calls.values()];
}
