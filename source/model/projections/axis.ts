import type {RunDescription} from '../../trace/event.ts';
import {forecastTotal} from '../forecast-total.ts';
import type {Model} from '../model.ts';

/** What determines the end of an axis, besides the run. */
export type AxisOptions = {
	/** Whether the user asked for the axis that is not the default. */
	readonly fit?: boolean | undefined;
	/** During replay, the run at its end: the axis is then that of the whole run and does not move. */
	readonly whole?: Model | undefined;
	/** During replay, how long the run has lasted so far, in ms. */
	readonly length?: number | undefined;
};

/** If the sum of latencies is more than this many times the longest, too little room is left for a lane. */
const maxSumRatio = 6;

/**
 * The same limit for a program, as the sum of all waits divided by the total: no lane of a program is longer than the
 * total.
 */
const maxWaitRatio = 3;

/**
 * Returns the end of the time axis, in ms from the start of the run. By default the sum of latencies, which is the same
 * for every strategy; fitted to the run if the sum far exceeds the longest latency, or at the user's request.
 */
export function axis(model: Model, options: AxisOptions = {}): number {
	return isFitted(model, options.fit) ? ownAxis(model, options) : wholeAxis(options.whole ?? model, options.length);
}

/** Returns whether the axis is fitted to the run. A program has only one axis, which does not count as fitted. */
export function isFitted({description, totals}: Model, fit = false): boolean {
	const {sum, longest} = planOf(description);
	const isLong = sum === undefined ? totals.sum > maxSumRatio * totals.longest : sum > maxSumRatio * longest;
	return description.form === 'tasks' && isLong !== fit;
}

/**
 * Returns the end of the axis for the sum of latencies: the planned sum if all are planned, so that the axis does not
 * move; longer if the run is longer.
 */
function wholeAxis(model: Model, length = 0): number {
	const longest = Math.max(model.totals.makespan, reachOf(model), length);
	if (model.description.form === 'program') {
		const {sum} = model.totals;
		return roundedUp(sum > maxWaitRatio * longest ? longest : Math.max(longest, sum));
	}
	return Math.max(planOf(model.description).sum ?? model.totals.sum, longest);
}

/**
 * Returns the end of the axis of the run alone. It grows in steps and starts at the forecast, if there is one, so that
 * it seldom moves.
 */
export function ownAxis(model: Model, {whole, length = 0}: AxisOptions = {}): number {
	const of = whole ?? model;
	return roundedUp(
		Math.max(of.totals.makespan, of.totals.longest, reachOf(of), length, of.end ? 0 : planOf(of.description).forecast),
	);
}

/** Returns when the last task settled, in ms from the start of the run; 0 while the total has not stopped. */
function reachOf({settled, totals, startedAt = 0}: Model): number {
	const last = settled.at(-1)?.endedAt;
	return totals.stopped && last !== undefined ? last - startedAt : 0;
}

type Plan = {readonly sum: number | undefined; readonly longest: number; readonly forecast: number};

const plans = new WeakMap<RunDescription, Plan>();

/** Returns the planned latencies, added up once per description. `sum` is undefined unless all are planned. */
function planOf(description: RunDescription): Plan {
	const known = plans.get(description);
	if (known) return known;
	const {tasks, strategy, limit = Math.max(1, tasks.length)} = description;
	const latencies = tasks.flatMap(({latency}) => latency ?? []);
	const isPlanned = latencies.length === tasks.length;
	const plan = {
		sum: isPlanned ? latencies.reduce((sum, each) => sum + each, 0) : undefined,
		longest: latencies.reduce((most, each) => Math.max(most, each), 0),
		forecast: (isPlanned && forecastTotal(strategy.name, latencies, limit)) || 0,
	};
	plans.set(description, plan);
	return plan;
}

/** Rounds up to 0.5 s, 0.75 s, 1 s, 1.5 s, 2 s, 3 s, 5 s, 7.5 s, 10 s … */
function roundedUp(ms: number): number {
	if (!(ms > 500)) return 500;
	const power = 10 ** Math.floor(Math.log10(ms));
	// A tolerance of 5%: work of 2 s always takes slightly longer, and on a busy machine 0.1 s longer.
	const share = [1, 1.5, 2, 3, 5, 7.5].find(step => step * power * 1.05 >= ms) ?? 10;
	return Math.max(share * power, ms);
}
