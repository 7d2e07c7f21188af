import {now, stateOf} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Site} from '../sites.ts';
import type {Task} from '../task.ts';
import type {CallGrouping} from './calls.ts';

/** The calls of a row: the open ones, the oldest first, and the last ones that ended, the newest first. */
export type CallsOf = {
	readonly title: string;
	readonly open: readonly Task[];
	/** Open calls that are not in `open`. */
	readonly hidden: readonly Task[];
	/** The number of open calls that are in neither list. Undefined: 0. */
	readonly others?: number;
	/** Whether they are calls of several functions. */
	readonly isMixed?: boolean;
	readonly ended: readonly Task[];
};

/** The most open and the most ended calls that can be selected. */
const maxSelectable = 200;

/** How many of the last settled lanes are searched for those of a row. */
const maxSearched = 5000;

/** Returns at most `maxOpen` and `maxEnded` calls of a row. Undefined if no row has that key. */
export function callsOf(
	model: Model,
	{key, grouping}: {readonly key: string; readonly grouping: CallGrouping},
	{maxOpen = maxSelectable, maxEnded = maxSelectable}: {readonly maxOpen?: number; readonly maxEnded?: number} = {},
): CallsOf | undefined {
	const all = grouping === 'function' ? openOf(model, key) : waitingAt(model, key);
	if (!all) return undefined;
	const open: Task[] = [];
	const hidden: Task[] = [];
	for (const task of all.tasks) (open.length < maxOpen ? open : hidden).push(task);
	return {title: all.title, open, hidden, ended: endedOf(model, key, grouping, maxEnded)};
}

/** Returns how many calls of a row are open. */
export const openCount = ({open, hidden, others = 0}: CallsOf): number => open.length + hidden.length + others;

/** Returns the oldest open calls of all functions, and the last ones that ended, at most `most` of each. */
export function recentCalls(model: Model, most = maxSelectable): CallsOf {
	const {functions, openCalls} = model.sites;
	const oldest: Task[] = [];
	let count = 0;
	for (const site of functions.values()) {
		count += site.open;
		let own = 0;
		for (const task of openCalls(site)) {
			if (++own > most) break;
			oldest.push(task);
		}
	}
	const began = ({startedAt, createdAt}: Task) => startedAt ?? createdAt;
	const open = oldest.sort((one, other) => began(one) - began(other)).slice(0, most);
	const ended = lastEnded(model, most, isCall);
	return {title: 'Calls', open, hidden: [], others: count - open.length, ended, isMixed: true};
}

/** Whether a lane is a call or a request, and not the top level. */
const isCall = ({kind}: Task): boolean => kind !== 'program';

/**
 * Returns the line at which all calls wait, `api.py:46`. Undefined if there are several lines, or if one is unknown.
 */
export function commonLine([first, ...others]: readonly Task[]): string | undefined {
	const place = first?.place;
	const isSame = place && others.every(task => task.place?.line === place.line && task.place.file === place.file);
	return isSame ? `${place.file}:${place.line}` : undefined;
}

function openOf(model: Model, key: string): {readonly title: string; readonly tasks: Iterable<Task>} | undefined {
	const site = model.sites.functions.get(key);
	return site && {title: site.name, tasks: model.sites.openCalls(site)};
}

function waitingAt(model: Model, key: string): {readonly title: string; readonly tasks: Iterable<Task>} | undefined {
	const site = model.sites.lines.get(key);
	if (!site) return undefined;
	for (const line of model.marked)
		if (line.kind === 'suspended' && `${line.file}:${line.line}` === key) return {title: key, tasks: line.tasks};
	return {title: key, tasks: []};
}

function endedOf(model: Model, key: string, grouping: CallGrouping, most: number): readonly Task[] {
	return lastEnded(model, most, task =>
		grouping === 'function'
			? model.sites.siteOf(task)?.id === key
			: task.place !== undefined && `${task.place.file}:${task.place.line}` === key,
	);
}

/** Searches from the newest back, where the calls of a busy function are found soon. */
function lastEnded({settled}: Model, most: number, isOf: (task: Task) => boolean): readonly Task[] {
	const found: Task[] = [];
	const first = Math.max(0, settled.length - maxSearched);
	for (let index = settled.length - 1; index >= first && found.length < most; index--) {
		const task = settled[index];
		if (task && isOf(task)) found.push(task);
	}
	return found;
}

/**
 * What the open calls of a row have in common: the line at which most of them wait, what for, and since when no call
 * has ended.
 */
export type Common = {
	readonly line: string;
	readonly count: number;
	readonly of: number;
	/** The name of the call that they all wait for. Undefined if they wait for something else or for different calls. */
	readonly target: string | undefined;
	/** ms since a call of the row ended. Undefined if none has. */
	readonly sinceEnd: number | undefined;
};

/** The most open calls that are compared. */
const maxCompared = 1000;

/** Returns the wait that most of the open calls share. Undefined if fewer than half of them wait at one line. */
export function commonWait(model: Model, site: Site): Common | undefined {
	const lines = new Map<string, Task[]>();
	let of = 0;
	for (const task of model.sites.openCalls(site)) {
		if (++of > maxCompared) break;
		if (task.state !== 'waiting' || !task.place || stateOf(model, task) !== 'waiting') continue;
		const line = `${task.place.file}:${task.place.line}`;
		lines.set(line, [...(lines.get(line) ?? []), task]);
	}
	const [most] = [...lines].sort(([, one], [, other]) => other.length - one.length);
	if (!most || most[1].length * 2 < of) return undefined;
	const [line, tasks] = most;
	const targets = new Set(
		tasks.map(({waitsFor: on}) => (on?.kind === 'task' ? model.tasks.get(on.task)?.name : undefined)),
	);
	const [target] = targets;
	const hasEnded = site.done + site.failed + site.cancelled > 0;
	return {
		...{line, count: tasks.length, of: site.open, target: targets.size === 1 ? target : undefined},
		sinceEnd: hasEnded ? now(model) - site.lastAt : undefined,
	};
}
