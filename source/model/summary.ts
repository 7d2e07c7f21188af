import {lag} from './lag.ts';
import type {Model} from './model.ts';

/** A run in numbers, for scripts. Times in ms, rounded to 0.1. */
export type Summary = {
	readonly scenario: string;
	readonly strategy: string;
	readonly language: string;
	/** From the strategy's call to what stops the total. */
	readonly makespan: number;
	/** Sum of the latencies of all tasks. */
	readonly sum: number;
	readonly longest: number;
	/** `sum` over `makespan`, of this one run; null when no time has passed. */
	readonly speedup: number | null;
	/** Most tasks in flight at once. */
	readonly peak: number;
	readonly done: number;
	readonly failed: number;
	readonly cancelled: number;
	readonly timedOut: number;
	/** How late the loop's timers were; null when the run was too short for one. */
	readonly lag: {readonly p50: number | null; readonly p99: number | null; readonly max: number | null};
};

export function summarise(model: Model): Summary {
	const {description, totals} = model;
	const {makespan, sum, longest, peak, done, failed, cancelled, timedOut} = totals;
	const {p50, p99, max} = lag(model);
	const known = (ms: number | null) => (ms === null ? null : tenths(ms));
	return {
		scenario: description.scenario.name,
		strategy: description.strategy.name,
		language: description.language,
		makespan: tenths(makespan),
		sum: tenths(sum),
		longest: tenths(longest),
		speedup: makespan > 0 ? Math.round((sum / makespan) * 100) / 100 : null,
		peak,
		done,
		failed,
		cancelled,
		timedOut,
		lag: {p50: known(p50), p99: known(p99), max: known(max)},
	};
}

function tenths(ms: number): number {
	return Math.round(ms * 10) / 10;
}
