import type {Place} from '../../trace/event.ts';
import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {LineSite} from '../sites.ts';
import type {Task} from '../task.ts';
import type {WaitGrouping} from './wait-groups.ts';
import {groupOf, targetOf} from './wait-groups.ts';

/** A group of open waits. Times in ms on the run's clock. */
export type WaitRow = {
	/** Stays the same while one of the group waits. */
	readonly key: string;
	/** Where they wait: the only line, or the line of the oldest wait. */
	readonly place: Place;
	/** The number of lines at which they wait. */
	readonly lines: number;
	/** The function of the oldest wait and what it is for, and how many different ones the group has. */
	readonly function: string;
	readonly functions: number;
	readonly target: string;
	readonly targets: number;
	/** The waiting tasks, and the one that has waited longest. */
	readonly tasks: readonly Task[];
	readonly oldest: Task;
	/** Since when the oldest has waited. */
	readonly since: number;
	/** The ended waits at the same lines. Undefined if there are none. */
	readonly past: PastWaits | undefined;
};

/** Waits that have ended. Times in ms, exact within 6.25%. */
export type PastWaits = {
	readonly times: number;
	readonly p50: number;
	readonly p99: number;
	/** When a call last continued from there, on the run's clock. Undefined if none has. */
	readonly leftAt: number | undefined;
};

/**
 * Returns the groups of waits that are open at the model's moment, or were open when the run ended, in order of the
 * first wait at their lines. Costs one step for each open wait.
 */
export function waitRows(model: Model, grouping: WaitGrouping): readonly WaitRow[] {
	const groups = new Map<string, Group>();
	for (const {kind, file, line, tasks} of model.marked) {
		if (kind !== 'suspended') continue;
		const at = `${file}:${line}`;
		let last: Group | undefined;
		let lastKey: string | undefined;
		for (const task of tasks) {
			const key = grouping === 'line' ? at : groupOf(model, task, grouping);
			if (key !== lastKey) {
				last = groups.get(key) ?? {tasks: [], lines: new Set(), functions: new Set(), targets: new Set()};
				groups.set(key, last);
				lastKey = key;
			}
			last?.tasks.push(task);
			last?.lines.add(at);
			last?.functions.add(task.function);
			last?.targets.add(targetOf(model, task.waitsFor));
		}
	}
	return [...groups].flatMap(([key, {tasks, lines, functions, targets}]) => {
		const oldest = oldestOf(tasks);
		if (!oldest?.place) return [];
		return [
			{
				...{key, place: oldest.place, lines: lines.size, oldest, tasks},
				...{function: oldest.function, functions: functions.size},
				...{target: targetOf(model, oldest.waitsFor), targets: targets.size},
				since: sinceOf(oldest),
				past: pastOf([...lines].flatMap(id => model.sites.lines.get(id) ?? [])),
			},
		];
	});
}

/** A group while it is collected. */
type Group = {
	readonly tasks: Task[];
	readonly lines: Set<string>;
	readonly functions: Set<string>;
	readonly targets: Set<string>;
};

function oldestOf(tasks: readonly Task[]): Task | undefined {
	let oldest: Task | undefined;
	let since = Number.POSITIVE_INFINITY;
	for (const task of tasks) {
		const from = sinceOf(task);
		if (from < since) [oldest, since] = [task, from];
	}
	return oldest;
}

function pastOf([first, ...others]: readonly LineSite[]): PastWaits | undefined {
	if (!first) return undefined;
	const waited = others.length > 0 ? first.waited.fork() : first.waited;
	for (const other of others) waited.merge(other.waited);
	if (waited.count === 0) return undefined;
	const left = [first, ...others].flatMap(({leftAt}) => leftAt ?? []);
	return {
		times: waited.count,
		p50: waited.quantile(0.5),
		p99: waited.quantile(0.99),
		leftAt: left.length > 0 ? Math.max(...left) : undefined,
	};
}

/** Returns how long the oldest wait of a row has lasted, in ms. */
export const ageOf = (model: Model, {since}: Pick<WaitRow, 'since'>): number => Math.max(0, now(model) - since);

/** Returns since when a task has waited, in ms on the run's clock. */
function sinceOf({spans, createdAt}: Task): number {
	return spans.at(-1)?.from ?? createdAt;
}
