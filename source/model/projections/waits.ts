import type {Place} from '../../trace/event.ts';
import {now} from '../at-moment.ts';
import type {LineSite, Model, Task} from '../model.ts';
import type {WaitGrouping} from './wait-groups.ts';
import {groupOf, lineOf, targetOf} from './wait-groups.ts';

/** Open waits that belong together. Times in ms on the run's clock. */
export type WaitRow = {
	/** The same as long as one of them waits. */
	readonly key: string;
	/** Where they wait: the only line, or the one where the oldest does. */
	readonly place: Place;
	/** How many lines that is. */
	readonly lines: number;
	/** The function and what is waited for, of the oldest; how many there are. */
	readonly function: string;
	readonly functions: number;
	readonly target: string;
	readonly targets: number;
	/** Those that wait, the oldest first. */
	readonly tasks: readonly Task[];
	/** Since when the oldest waits. */
	readonly since: number;
	/** The waits at its lines that are over. Undefined while there is none. */
	readonly past: PastWaits | undefined;
};

/** Waits that are over. Times in ms, to within 6.25%. */
export type PastWaits = {
	readonly times: number;
	readonly p50: number;
	readonly p99: number;
	/** When a call last went on from there, on the run's clock. Undefined: never. */
	readonly leftAt: number | undefined;
};

/**
 * The lines at which calls wait at the model's moment; of a run that has ended, those at which they still did then. In the
 * order in which they were first waited at. It costs as much as the waits that are open.
 */
export function waitRows(model: Model, grouping: WaitGrouping): readonly WaitRow[] {
	const groups = new Map<string, Task[]>();
	for (const {kind, tasks} of model.marked) {
		if (kind !== 'suspended') continue;
		for (const task of tasks) {
			const key = groupOf(model, task, grouping);
			const group = groups.get(key);
			if (group) group.push(task);
			else groups.set(key, [task]);
		}
	}
	return [...groups].flatMap(([key, group]) => {
		const tasks = group.toSorted((one, other) => sinceOf(one) - sinceOf(other));
		const [oldest] = tasks;
		if (!oldest?.place) return [];
		const count = (of: (task: Task) => string) => new Set(tasks.map(of)).size;
		return [
			{
				key,
				place: oldest.place,
				lines: count(lineOf),
				function: oldest.function,
				functions: count(task => task.function),
				target: targetOf(model, oldest.waitsFor),
				targets: count(task => targetOf(model, task.waitsFor)),
				tasks,
				since: sinceOf(oldest),
				past: pastOf([...new Set(tasks.map(lineOf))].flatMap(id => model.sites.lines.get(id) ?? [])),
			},
		];
	});
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

/** How long the oldest of a row has waited, ms. */
export const ageOf = (model: Model, {since}: Pick<WaitRow, 'since'>): number => Math.max(0, now(model) - since);

/** Since when a task waits, in ms on the run's clock. */
export function sinceOf({spans, createdAt}: Task): number {
	return spans.at(-1)?.from ?? createdAt;
}
