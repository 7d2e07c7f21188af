import * as v from 'valibot';
import type {Model} from '../model.ts';
import {lag} from '../projections/lag.ts';
import {threadShare} from '../projections/time-shares.ts';
import {verdict} from './verdict.ts';

const milliseconds = v.number();
const count = v.number();
const lateness = v.nullable(milliseconds);

/** A run in numbers, for scripts. Times in ms, rounded to 0.1. */
export const summary = v.object({
	/** The scenario, lesson or file, by name. */
	scenario: v.string(),
	/** The strategy, or a program's version. */
	strategy: v.string(),
	/** `javascript` or `python`. */
	language: v.string(),
	/** The total: from the strategy's call to what stops it. */
	makespan: milliseconds,
	/** Sum of the latencies of all tasks. */
	sum: milliseconds,
	/** The longest latency. */
	longest: milliseconds,
	/** `sum` ÷ `makespan` of this run; null if no time passed. */
	speedup: v.nullable(v.number()),
	/** Most tasks in flight at once. */
	peak: count,
	/** Tasks that settled with a value. */
	done: count,
	/** With an error. */
	failed: count,
	/** By a cancel. */
	cancelled: count,
	/** By their own time limit. */
	timedOut: count,
	/** How late the loop's timers fired; null if the run was too short for one. */
	lag: v.object({p50: lateness, p99: lateness, max: lateness}),
	/** The verdict in one line; null if the run did not start or has no end. */
	verdict: v.nullable(v.string()),
	/** Share of the total, 0 to 1, spent on the thread; the rest is waiting. */
	thread: v.number(),
	/** The longest block of the loop; 0 if none lasted 20 ms. */
	held: milliseconds,
	/** For a sequential run: the total if all tasks started together, computed from it; else null. */
	forecast: v.nullable(milliseconds),
});

export type Summary = v.InferOutput<typeof summary>;

export function summarise(model: Model): Summary {
	const {description, totals} = model;
	const {makespan, sum, longest, peak, done, failed, cancelled, timedOut} = totals;
	const {p50, p99, max} = lag(model);
	const known = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : tenths(ms));
	const said = verdict(model);
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
		verdict: said?.text ?? null,
		thread: Math.round(threadShare(model) * 1000) / 1000,
		held: tenths(said?.holders[0]?.longest ?? 0),
		forecast: known(said?.forecast?.makespan),
	};
}

function tenths(ms: number): number {
	return Math.round(ms * 10) / 10;
}
