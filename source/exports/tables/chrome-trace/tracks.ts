import type {Model} from '../../../model/model.ts';
import type {Task} from '../../../model/task.ts';

/** The tracks of one run: one for the thread of its loop, and one for each lane. */
export type Tracks = {
	/** One process per run. */
	readonly pid: number;
	/** The track of the thread. It has the number of the process, which marks the main thread. */
	readonly thread: number;
	/** The lanes with a track: the strategy, the lanes in the order of the screen, then other calls of the strategy. */
	readonly lanes: readonly Task[];
	/** The track of a lane. */
	readonly of: (task: string | undefined) => number | undefined;
};

/** Assigns tracks. `first`: the first unused number for a lane; no two tracks of a file share one. */
export function tracksOf(model: Model, pid: number, first: number): Tracks {
	const [strategy, ...workers] = strategyOf(model);
	const lanes = [...(strategy ? [strategy] : []), ...model.lanes, ...workers];
	const numbers = new Map(lanes.map(({id}, index) => [id, first + index]));
	return {pid, thread: pid, lanes, of: task => (task === undefined ? undefined : numbers.get(task))};
}

/**
 * Returns the call of the strategy and the calls that it makes itself, such as workers that await the tasks. The screen
 * has no lanes for these calls, but in this format, the awaits start at them.
 */
function strategyOf({description, tasks}: Model): readonly Task[] {
	const calls = new Map<string, Task>();
	if (description.form === 'program') return [];
	for (const task of tasks.values()) {
		if (task.kind === 'call' && (task.parent === undefined || calls.has(task.parent))) calls.set(task.id, task);
	}
	return [...calls.values()];
}
