import type {Model} from '../model.ts';
import {isObserved} from '../projections/thread-use.ts';
import type {Task} from '../task.ts';
import {areTied} from './ties.ts';

/** A run compared with the previous run. Both were run; neither is forecast. */
export type Comparison = {
	readonly previous: {readonly strategy: string; readonly title: string; readonly makespan: number};
	/**
	 * Previous total minus this total, in ms; negative if this run is slower. Present only if this run stopped
	 * successfully, the same thing stopped both (the first result of a race does not save time over all results), both
	 * ran on one machine, and they are not tied.
	 */
	readonly saved?: number;
	/** Previous total ÷ this total; present if `saved` is. */
	readonly ratio?: number;
};

/**
 * Compares a run with the previous one. Undefined if there is none, if it did not end successfully, or if it did other
 * work (other tasks, latencies or what-ifs; another program).
 */
export function compare(model: Model, previous: Model | undefined): Comparison | undefined {
	if (!previous || !stoppedWell(previous) || !sameWork(model, previous)) return undefined;
	const {strategy} = previous.description;
	const before = previous.totals.makespan;
	const now = model.totals.makespan;
	const comparable =
		stoppedWell(model) &&
		strategy.total === model.description.strategy.total &&
		now > 0 &&
		isSameMachine(model, previous) &&
		!areTied(before, now);
	return {
		previous: {strategy: strategy.name, title: strategy.title, makespan: before},
		...(comparable && {saved: before - now, ratio: before / now}),
	};
}

/**
 * Returns the sequential total ÷ this total. Undefined unless a sequential run of the same tasks was measured in the
 * same language and on the same machine, both were done, and they are not tied.
 */
export function speedup(model: Model, sequential: Model | undefined): number | undefined {
	if (!sequential || sequential === model || !canHaveSpeedup(model) || !canHaveSpeedup(sequential)) return undefined;
	const isBasis =
		sequential.description.strategy.name === 'sequential' && model.description.strategy.name !== 'sequential';
	const [before, now] = [sequential.totals.makespan, model.totals.makespan];
	if (!isBasis || model.description.language !== sequential.description.language) return undefined;
	return isSameMachine(model, sequential) && sameWork(model, sequential) && !areTied(before, now)
		? before / now
		: undefined;
}

/**
 * Returns the upper bound of a run's speed-up if no sequential run was measured: its sum of latencies ÷ its total.
 * Undefined where it has no meaning.
 */
export function speedupBound(model: Model): number | undefined {
	return canHaveSpeedup(model) && model.description.strategy.name !== 'sequential' && model.totals.peak > 1
		? model.totals.sum / model.totals.makespan
		: undefined;
}

/** Returns whether a total covers all tasks and all were done. */
function canHaveSpeedup(model: Model): boolean {
	const {totals, description, lanes} = model;
	if (description.form === 'program' || description.strategy.total === 'result') return false;
	return stoppedWell(model) && totals.done === lanes.length && totals.makespan > 0;
}

function isSameMachine(one: Model, other: Model): boolean {
	const [here, there] = [one.description.machine, other.description.machine];
	return (
		here === undefined ||
		there === undefined ||
		(here.platform === there.platform && here.arch === there.arch && here.cores === there.cores)
	);
}

/**
 * Returns whether a run's total stopped and its strategy has the intended result, or whether a program ended without an
 * error.
 */
function stoppedWell(model: Model): boolean {
	if (isObserved(model)) return false;
	if (model.description.form === 'program') return model.end?.outcome === 'ok';
	return model.totals.stopped && model.result?.outcome === 'done' && (model.end?.outcome ?? 'ok') === 'ok';
}

/**
 * Returns whether two runs are of the same tasks with the same latencies and what-ifs, or of versions of one program.
 * Language (of a set), seed and strategy may differ.
 */
function sameWork(a: Model, b: Model): boolean {
	const [one, other] = [a.description, b.description];
	if (one === other) return true;
	if (one.scenario.name !== other.scenario.name || one.source !== other.source) return false;
	if (one.form !== other.form || (one.form === 'program' && one.language !== other.language)) return false;
	const known = samePlans.get(one.tasks);
	if (known?.other === other.tasks) return known.areSame;
	const areSame =
		one.tasks.length === other.tasks.length && one.tasks.every((task, index) => isSame(task, other.tasks[index]));
	samePlans.set(one.tasks, {other: other.tasks, areSame});
	return areSame;
}

type Plan = Model['description']['tasks'];

/** The last comparison of each plan, because plans do not change, and a frame compares its run several times. */
const samePlans = new WeakMap<Plan, {readonly other: Plan; readonly areSame: boolean}>();

function isSame(task: Plan[number], other: Plan[number] | undefined): boolean {
	return (
		task.id === other?.id &&
		task.latency === other.latency &&
		Boolean(task.fails) === Boolean(other.fails) &&
		task.timeout === other.timeout &&
		task.blocks === other.blocks
	);
}

/**
 * Returns, for each of the lanes `first` … `first + count - 1`, the index of its counterpart in the previous run: the
 * task at the same index with the same name, or the nth call with the same name. Undefined if there is none.
 */
export function counterparts(
	model: Model,
	previous: Model,
	first: number,
	count: number,
): readonly (number | undefined)[] {
	const shown = model.lanes.slice(first, first + count);
	const same = ({name}: Task, index: number) => previous.lanes[index]?.name === name;
	if (model.description.form === 'tasks' || Math.max(model.lanes.length, previous.lanes.length) > maxNamed) {
		return shown.map((task, index) => (same(task, first + index) ? first + index : undefined));
	}
	const places = new Map<string, number[]>();
	for (const [index, {name}] of previous.lanes.entries()) places.set(name, [...(places.get(name) ?? []), index]);
	const taken = new Map<string, number>();
	return model.lanes
		.slice(0, first + count)
		.map(({name}) => {
			const serial = taken.get(name) ?? 0;
			taken.set(name, serial + 1);
			return places.get(name)?.[serial];
		})
		.slice(first);
}

/** In runs with more lanes, lanes are not matched by name. */
const maxNamed = 500;
