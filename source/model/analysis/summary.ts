import * as v from 'valibot';
import type {Model} from '../model.ts';
import {lag} from '../projections/lag.ts';
import {threadShares} from '../projections/thread-use.ts';
import {longestBlock} from './blocks.ts';
import {speedup, speedupBound} from './comparison.ts';
import {finding, toOutput} from './findings/finding.ts';
import {findingsOf} from './findings/index.ts';
import {othersOutcome} from './other-tasks-outcome.ts';
import {verdict} from './verdict.ts';
import {verdictKinds} from './verdict-table.ts';

const milliseconds = v.number();
const count = v.number();
const share = v.number();
const lateness = v.nullable(milliseconds);

/** A run in numbers, for scripts. Times in ms, rounded to 0.1; shares 0 to 1. */
export const summary = v.object({
	/** The scenario, lesson or file, by name. */
	scenario: v.string(),
	/** The strategy, or a program's version. */
	strategy: v.string(),
	/** `javascript` or `python`. */
	language: v.string(),
	/**
	 * The total. Of a set of tasks: from the strategy's call to its last task's end, to its result (Race, First success),
	 * or to the moment when the caller received a failure. Of a program: to its end.
	 */
	makespan: milliseconds,
	/** When the last task ended that was in flight when the total stopped and kept running; null if there was none. */
	survivors: v.nullable(milliseconds),
	/**
	 * Of a set: the sum of latencies, without the time spent ready or waiting for each other. Of a program: all own
	 * waiting.
	 */
	sum: milliseconds,
	/** The greatest latency, or the most own waiting of one lane. */
	longest: milliseconds,
	/** The sequential total ÷ this total, if both were measured and differ by more than noise; else null. */
	speedup: v.nullable(v.number()),
	/** `sum` ÷ `makespan`: the upper bound of the speed-up. Null where it has no meaning. */
	bound: v.nullable(v.number()),
	/** The most tasks in flight at once; of a program, the most lanes that waited for the outside at once. */
	peak: count,
	/** How long lanes waited for each other: for a lock, a semaphore, a queue. */
	queued: milliseconds,
	/** Of a program: from its start to its first async call. `thread` and `outside` do not include it. */
	startUp: milliseconds,
	/** Tasks that settled with a value. */
	done: count,
	/**
	 * Tasks that settled with an error. Of a program, a caller counts only if none of its calls failed; this also applies
	 * to `cancelled`, `destroyed` and `timedOut`.
	 */
	failed: count,
	/** Tasks that were cancelled. */
	cancelled: count,
	/** Python tasks that were destroyed while pending: nothing cancelled them, but they were garbage-collected. */
	destroyed: count,
	/** Tasks that exceeded their own time limit. */
	timedOut: count,
	/** How late the loop's timers fired; null if the run was too short for one. */
	lag: v.object({p50: lateness, p99: lateness, max: lateness}),
	/** The kind of the verdict; null until the run ends. */
	kind: v.nullable(v.picklist(verdictKinds)),
	/** The verdict in one line; null until the run ends. */
	verdict: v.nullable(v.string()),
	/** Share of the time after the start-up spent on the thread; the rest is waiting. */
	thread: share,
	/**
	 * The precision of `thread`: `at least` if only async functions are known, `at most` if other processes may have had
	 * its core.
	 */
	threadIs: v.picklist(['exact', 'at most', 'at least']),
	/**
	 * The part of `thread` outside any async function: callbacks, handlers, library code. Null if it was not measured.
	 */
	outside: v.nullable(share),
	/** The share of the time that observing took, as a lower bound; null if it was not measured. */
	tracing: v.nullable(share),
	/** The longest block of the loop after the start-up; 0 if none lasted 20 ms. */
	held: milliseconds,
	/** The reasons found why it may be stuck, slow or wrong, the worst first. */
	findings: v.array(finding),
	/** For a sequential run: the total if all tasks started together, computed from it; else null. */
	forecast: v.nullable(milliseconds),
});

export type Summary = v.InferOutput<typeof summary>;

/** Sums up a run. `sequential`: the sequential run of the same tasks, if one was measured. */
export function summarize(model: Model, sequential?: Model): Summary {
	const {description, totals} = model;
	const {makespan, sum, longest, peak, queueing, startUp, done, failed, cancelled, destroyed, timedOut} = totals;
	const {p50, p99, max} = lag(model);
	const {thread, is, outside, tracing} = threadShares(model);
	const found = verdict(model, {sequential});
	return {
		scenario: description.scenario.name,
		strategy: description.strategy.name,
		language: description.language,
		makespan: tenths(makespan),
		survivors: orNull(othersOutcome(model)?.ranOnTo || undefined, tenths),
		sum: tenths(sum),
		longest: tenths(longest),
		speedup: orNull(speedup(model, sequential), hundredths),
		bound: orNull(speedupBound(model), hundredths),
		peak,
		queued: tenths(queueing),
		startUp: tenths(startUp),
		done,
		failed,
		cancelled,
		destroyed,
		timedOut,
		lag: {p50: orNull(p50, tenths), p99: orNull(p99, tenths), max: orNull(max, tenths)},
		kind: found?.kind ?? null,
		verdict: found?.text ?? null,
		thread: thousandths(thread),
		threadIs: is,
		outside: orNull(outside, thousandths),
		tracing: orNull(tracing, thousandths),
		held: tenths(longestBlock(model)?.ms ?? 0),
		findings: toOutput(findingsOf(model)),
		forecast: orNull(found?.forecast?.makespan, tenths),
	};
}

function orNull(value: number | null | undefined, round: (value: number) => number): number | null {
	return value === null || value === undefined ? null : round(value);
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
const hundredths = (ratio: number): number => Math.round(ratio * 100) / 100;
const thousandths = (share: number): number => Math.round(share * 1000) / 1000;
