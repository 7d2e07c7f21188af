import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

/** How a lane ended: `queued` if it never started, `open` if it never ended, `absent` if there is no such lane. */
export type LaneEnd = Exclude<Task['state'], 'waiting' | 'running'> | 'open' | 'absent';

/**
 * Finds the lane with a name, however the words are joined (`fetchUser` is `fetch_user`). In a set of tasks, planned
 * tasks take precedence. `load#2` is the second one that was created. A method or decorator around a function of the
 * same name is not counted: the function is meant.
 */
export function findLane(model: Model, name: string): Task | undefined {
	const [, words = name, number = '1'] = /^(.*)#(\d+)$/.exec(name) ?? [];
	const wanted = normalizedName(words);
	const lanes = [...model.tasks.values()].filter(
		task => task.kind !== 'generator' && normalizedName(task.function) === wanted,
	);
	const planned = lanes.filter(task => task.kind === 'planned');
	return (planned.length > 0 ? planned : withoutWrappers(model, lanes))[Number(number) - 1];
}

/** Removes the calls of functions that call another function of the same name. */
function withoutWrappers({tasks, sites}: Model, lanes: readonly Task[]): readonly Task[] {
	const functionOf = (lane: Task) => sites.siteOf(lane)?.id;
	const wrappers = new Set<string | undefined>();
	for (const lane of lanes) {
		const caller = tasks.get(lane.parent ?? '');
		if (caller && isNamed(caller.function, lane.function) && functionOf(caller) !== functionOf(lane)) {
			wrappers.add(functionOf(caller));
		}
	}
	return wrappers.size > 0 ? lanes.filter(lane => !wrappers.has(functionOf(lane))) : lanes;
}

export function endOfLane(lane: Task | undefined): LaneEnd {
	if (!lane) return 'absent';
	if (lane.startedAt === undefined && lane.endedAt === undefined) return 'queued';
	return lane.endedAt === undefined || lane.state === 'waiting' || lane.state === 'running' ? 'open' : lane.state;
}

/** Formats the end of a lane: `g was cancelled`. */
export function formatLaneEnd(name: string, end: LaneEnd): string {
	switch (end) {
		case 'absent':
			return `${name} was never called`;
		case 'queued':
			return `${name} never started`;
		case 'open':
			return `${name} never ended`;
		case 'done':
			return `${name} was done`;
		case 'cancelled':
			return `${name} was cancelled`;
		default:
			return `${name} ${end}`;
	}
}

/** Returns whether two names are the same, however their words are joined. */
export const isNamed = (one: string, other: string): boolean => normalizedName(one) === normalizedName(other);

/** Removes the arguments from a name, and everything that joins its words. */
function normalizedName(name: string): string {
	return name
		.replace(/\(.*$/, '')
		.replace(/[\s_-]/g, '')
		.toLowerCase();
}
