import type {RunDescription} from '../../trace/event.ts';
import {forecastTotal} from '../forecast-total.ts';
import type {Model} from '../model.ts';

/** What decides where an axis ends, besides the run. */
export type AxisOptions = {
	/** Whether the user asked for the other axis than the usual one. */
	readonly fit?: boolean | undefined;
	/** The run at its end, with a playhead: then the axis is that of the whole run and never moves. */
	readonly whole?: Model | undefined;
	/** How long the run lasted so far, in ms, with a playhead. */
	readonly length?: number | undefined;
};

/** A sum of latencies above so many times the longest leaves too little room for a lane. */
const mostSums = 6;

/** The same for the sum of all waits of a program above its total: the lanes of a program have its total at most. */
const mostWaits = 3;

/**
 * The end of the time axis, in ms from the run's start. Usually the sum of latencies, the same for every strategy;
 * fitted to the run where the sum is far above the longest latency, or where the user asked for that.
 */
export function axis(model: Model, options: AxisOptions = {}): number {
	return isFitted(model, options.fit) ? ownAxis(model, options) : wholeAxis(options.whole ?? model, options.length);
}

/** Whether the axis is fitted to the run. A program has no other axis. */
export function isFitted({description, totals}: Model, fit = false): boolean {
	const {sum, longest} = planOf(description);
	const isLong = sum === undefined ? totals.sum > mostSums * totals.longest : sum > mostSums * longest;
	return description.form === 'tasks' && isLong !== fit;
}

/** The sum of latencies: the planned one where all are planned, so that the axis stands still; longer if the run is. */
function wholeAxis(model: Model, length = 0): number {
	const longest = Math.max(model.totals.makespan, reachOf(model), length);
	if (model.description.form === 'program') {
		const {sum} = model.totals;
		return stepped(sum > mostWaits * longest ? longest : Math.max(longest, sum));
	}
	return Math.max(planOf(model.description).sum ?? model.totals.sum, longest);
}

/** The axis of the run alone. It grows in steps, and starts at the forecast where there is one, so that it seldom moves. */
export function ownAxis(model: Model, {whole, length = 0}: AxisOptions = {}): number {
	const of = whole ?? model;
	return stepped(
		Math.max(of.totals.makespan, of.totals.longest, reachOf(of), length, of.end ? 0 : planOf(of.description).forecast),
	);
}

/** When the last task settled, in ms from the run's start, once the total has stopped. */
function reachOf({settled, totals, startedAt = 0}: Model): number {
	const last = settled.at(-1)?.endedAt;
	return totals.stopped && last !== undefined ? last - startedAt : 0;
}

type Plan = {readonly sum: number | undefined; readonly longest: number; readonly forecast: number};

const plans = new WeakMap<RunDescription, Plan>();

/** The planned latencies, added up once. `sum` is undefined where not all are planned. */
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

/** The next of 0.5 s, 0.75 s, 1 s, 1.5 s, 2 s, 3 s, 5 s, 7.5 s, 10 s … */
function stepped(ms: number): number {
	if (!(ms > 500)) return 500;
	const power = 10 ** Math.floor(Math.log10(ms));
	// What takes 2 s takes a little more.
	const share = [1, 1.5, 2, 3, 5, 7.5].find(step => step * power * 1.02 >= ms) ?? 10;
	return Math.max(share * power, ms);
}
