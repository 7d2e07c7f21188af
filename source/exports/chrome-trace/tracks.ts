import type {Model, Task} from '../../model/model.ts';

/** The tracks of one run: the thread of its loop, and one for each lane. */
export type Tracks = {
	/** One process a run. */
	readonly pid: number;
	/** The track of the thread. A thread that bears the number of its process is its main thread. */
	readonly thread: number;
	/** Those that have a track of their own, in the order of the screen. */
	readonly lanes: readonly Task[];
	/** The track of a lane. */
	readonly of: (task: string | undefined) => number | undefined;
};

/** `first`: the first number that is free for a lane; no two tracks of a file share one. */
export function tracksOf(model: Model, pid: number, first: number): Tracks {
	const lanes = [...strategyOf(model), ...model.lanes];
	const numbers = new Map(lanes.map(({id}, index) => [id, first + index]));
	return {pid, thread: pid, lanes, of: task => (task === undefined ? undefined : numbers.get(task))};
}

/** The call of the strategy, which awaits the tasks: no lane on the screen, but here the awaits come from it. */
function strategyOf({description, tasks}: Model): readonly Task[] {
	if (description.form === 'program') return [];
	return [...tasks.values()].filter(({kind, parent}) => kind === 'call' && parent === undefined);
}
