import {heap, pop, push} from '../heap.ts';
import type {Model} from '../model.ts';
import type {Turn} from '../projections/thread-turns.ts';
import {turnsOf} from '../projections/thread-turns.ts';
import type {Task} from '../task.ts';
import {compare} from './comparison.ts';

/**
 * How long it would take if these all began at once on one thread: each takes its turns when the thread is free, in the order in which
 * they are ready (first in, first out), and waits in between as long as it did. ms.
 */
export function simulateSchedule(lives: readonly (readonly Turn[])[]): number {
	type Ready = {readonly at: number; readonly order: number; readonly turns: readonly Turn[]; readonly next: number};
	const ready = heap<Ready>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
	let order = 0;
	for (const turns of lives) push(ready, {at: 0, order: order++, turns, next: 0});
	let free = 0;
	let last = 0;
	for (let one = pop(ready); one; one = pop(ready)) {
		const {at, turns, next} = one;
		const turn = turns[next];
		if (!turn) {
			last = Math.max(last, at);
			continue;
		}
		// Who needs no turn need not wait for one.
		const begin = turn.onThread > 0 ? Math.max(at, free) : at;
		if (turn.onThread > 0) free = begin + turn.onThread;
		push(ready, {at: begin + turn.onThread + turn.waited, order: order++, turns, next: next + 1});
	}
	return last;
}

/** What a sequential run says about a concurrent one of the same work, and what that took where it was run, too. */
export type Forecast = {
	/** ms, computed: what it may take. */
	readonly makespan: number;
	/** The run that it was computed from, ms. */
	readonly from: number;
	/** ms, of a run that awaits all at once: what is known need not be forecast. */
	readonly measured?: number;
};

/** Strategies that start every task at once and wait for all. */
const allAtOnce: ReadonlySet<string> = new Set(['concurrent', 'all-settled', 'task-group', 'as-completed']);

/** A forecast that wins less of a total is not worth a sentence. */
const worthwhile = 0.8;

/** Where tasks waited for each other for more of their latencies, they would do so together, too. */
const mostQueueing = 0.05;

/**
 * A forecast for the work of this run: from the run itself if it was sequential, else from `sequential`. Undefined where there is no
 * sequential run of the same work in the same language that ended well, where its tasks waited for each other, where little would
 * be won, and of programs that run as they are.
 */
export function forecast(
	model: Model,
	{previous, sequential}: {readonly previous?: Model | undefined; readonly sequential?: Model | undefined},
): Forecast | undefined {
	const isSequential = model.description.strategy.name === 'sequential';
	const from = isSequential ? model : sequential;
	if (from?.description.form !== 'tasks' || from.lanes.length < 2 || !endedWell(from)) return undefined;
	if (from.totals.queueing >= mostQueueing * from.totals.sum) return undefined;
	if (from !== model && !isSameWork(model, from)) return undefined;
	const concurrentRun = isSequential ? previous : model;
	const measured =
		concurrentRun &&
		allAtOnce.has(concurrentRun.description.strategy.name) &&
		endedWell(concurrentRun) &&
		isSameWork(from, concurrentRun)
			? concurrentRun.totals.makespan
			: undefined;
	const makespan = forecastOf(from);
	if (makespan >= worthwhile * from.totals.makespan) return undefined;
	return {makespan, from: from.totals.makespan, ...(measured !== undefined && {measured})};
}

const cache = new WeakMap<readonly Task[], number>();

/** The replay of a run that is over, once. */
function forecastOf(model: Model): number {
	const known = cache.get(model.lanes);
	if (known !== undefined) return known;
	const makespan = simulateSchedule([...turnsOf(model, model.lanes).values()]);
	cache.set(model.lanes, makespan);
	return makespan;
}

function endedWell({end, totals, lanes}: Model): boolean {
	return end?.outcome === 'ok' && totals.done === lanes.length;
}

function isSameWork(one: Model, other: Model): boolean {
	return one.description.language === other.description.language && compare(one, other) !== undefined;
}
