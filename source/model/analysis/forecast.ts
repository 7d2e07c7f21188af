import {heap, pop, push} from '../heap.ts';
import type {Model} from '../model.ts';
import type {Turn} from '../projections/thread-turns.ts';
import {turnsOf} from '../projections/thread-turns.ts';
import type {Task} from '../task.ts';
import {compare} from './comparison.ts';

/**
 * Returns how long these tasks would take, in ms, if all started at once on one thread. Each takes its turns when the
 * thread is free, in the order in which they become ready (first in, first out), and waits between them for as long as
 * it did.
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
		// A step without time on the thread does not wait for the thread.
		const begin = turn.onThread > 0 ? Math.max(at, free) : at;
		if (turn.onThread > 0) free = begin + turn.onThread;
		push(ready, {at: begin + turn.onThread + turn.waited, order: order++, turns, next: next + 1});
	}
	return last;
}

/**
 * The forecast that a sequential run gives for a concurrent run of the same work, and the measured total if there is
 * such a run.
 */
export type Forecast = {
	/** The forecast total, in ms. */
	readonly makespan: number;
	/** The total of the sequential run that it was computed from, in ms. */
	readonly from: number;
	/** The total, in ms, of a run that started all tasks at once; it makes the forecast unnecessary. */
	readonly measured?: number;
};

/** Strategies that start every task at once and wait for all. */
const allAtOnce: ReadonlySet<string> = new Set(['concurrent', 'all-settled', 'task-group', 'as-completed']);

/** A forecast that is more than this share of the total is not reported. */
const maxForecastShare = 0.8;

/**
 * If tasks waited for each other for this share of their latencies or more, they would also do so when started
 * together: there is then no forecast.
 */
const maxQueueingShare = 0.05;

/**
 * Forecasts the work of this run if all tasks started together: from the run itself if it was sequential, else from
 * `sequential`. Undefined without a sequential run of the same work in the same language that was done, if its tasks
 * waited for each other, if the gain is small, and for programs.
 */
export function forecast(
	model: Model,
	{previous, sequential}: {readonly previous?: Model | undefined; readonly sequential?: Model | undefined},
): Forecast | undefined {
	const isSequential = model.description.strategy.name === 'sequential';
	const from = isSequential ? model : sequential;
	if (from?.description.form !== 'tasks' || from.lanes.length < 2 || !endedWell(from)) return undefined;
	if (from.totals.queueing >= maxQueueingShare * from.totals.sum) return undefined;
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
	if (makespan >= maxForecastShare * from.totals.makespan) return undefined;
	return {makespan, from: from.totals.makespan, ...(measured !== undefined && {measured})};
}

const cache = new WeakMap<readonly Task[], number>();

/** Returns the simulated total of an ended run, computed once. */
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
