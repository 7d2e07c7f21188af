import {sinceStart} from '../at-moment.ts';
import {duration, seconds} from '../format-duration.ts';
import type {Model, Task} from '../model.ts';
import type {OthersOutcome} from './other-tasks-outcome.ts';
import {formatOthersOutcome, othersOutcome} from './other-tasks-outcome.ts';
import {areTied} from './ties.ts';

/** One thing in which two runs of the same work differ, or, if it is worth saying, do not. */
export type Difference =
	| {readonly subject: string; readonly javascript: string; readonly python: string}
	| {readonly subject: string; readonly both: string};

/** What differs in these two runs, as far as they have come: said from their traces alone. The most telling first. */
export function differences(javascript: Model, python: Model): readonly Difference[] {
	const both = [javascript, python] as const;
	if (both.some(({startedAt}) => startedAt === undefined)) return [];
	return [totals, othersOutcomes, calls, starts, warnings, lags, errors, equalTotals, threads].flatMap(
		find => find(...both) ?? [],
	);
}

type Finder = (javascript: Model, python: Model) => Difference | undefined;

const totals: Finder = (javascript, python) => {
	const times = bothTotals(javascript, python);
	if (!times || areTied(...times)) return undefined;
	return {subject: 'total', javascript: seconds(times[0]), python: seconds(times[1])};
};

const equalTotals: Finder = (javascript, python) => {
	const times = bothTotals(javascript, python);
	if (!times || !areTied(...times)) return undefined;
	const [first, second] = times.map(seconds);
	const both = first === second ? `${first} in both` : `${first} and ${second}`;
	return {subject: 'total', both: `${both}${formatWhatDecides(javascript, python)}`};
};

/** The totals, where both have stopped: a failed run's is never set against a good one's. */
function bothTotals(javascript: Model, python: Model): readonly [number, number] | undefined {
	const both = [javascript, python] as const;
	if (both.some(({totals}) => !totals.stopped) || hasFailed(javascript) !== hasFailed(python)) return undefined;
	return [javascript.totals.makespan, python.totals.makespan];
}

const hasFailed = ({result, end}: Model) => result?.outcome === 'failed' || end?.outcome === 'failed';

/**
 * What two equal totals follow from, as far as their numbers prove it: `: the longest task decides, not the language`. Empty where
 * nothing is proved, and of runs that failed.
 */
export function formatWhatDecides(javascript: Model, python: Model): string {
	const both = [javascript, python] as const;
	const times = bothTotals(javascript, python);
	if (!times || !areTied(...times) || both.some(hasFailed)) return '';
	if (both.some(({description}) => description.strategy.total === 'result')) return '';
	const isLongest = ({totals}: Model) =>
		areTied(totals.makespan, totals.longest) && totals.sum >= 1.15 * totals.longest;
	const isSet = javascript.description.form === 'tasks';
	if (both.every(isLongest))
		return `: the ${isSet ? 'longest task' : 'lane that waits longest'} decides, not the language`;
	const isSum = ({totals, description}: Model) =>
		description.strategy.name === 'sequential' && areTied(totals.makespan, totals.sum);
	return both.every(isSum) ? ': the sum of latencies decides, not the language' : '';
}

const othersOutcomes: Finder = (javascript, python) => {
	const [one, other] = [othersOutcome(javascript), othersOutcome(python)];
	if (!one && !other) return undefined;
	const say = (outcome: OthersOutcome | undefined, model: Model) =>
		outcome ? formatOthersOutcome(model, outcome) : model.result ? 'none left' : 'not decided yet';
	if (one && other && areAlike(one, other)) return undefined;
	return {subject: 'the others', javascript: say(one, javascript), python: say(other, python)};
};

/** The same became of as many, at about the same times; by whom they were cancelled is a matter of the language. */
function areAlike(one: OthersOutcome, other: OthersOutcome): boolean {
	const cancelled = ({cancelled}: OthersOutcome) => cancelled.reduce((sum, {count}) => sum + count, 0);
	const cancelledAt = ({cancelled}: OthersOutcome) => Math.max(0, ...cancelled.map(({at}) => at));
	return (
		one.ranOn === other.ranOn &&
		one.open === other.open &&
		cancelled(one) === cancelled(other) &&
		areTied(one.ranOnTo, other.ranOnTo) &&
		areTied(cancelledAt(one), cancelledAt(other))
	);
}

/** Whether the tasks began within the strategy's own call, or after it had handed control back for the first time. */
const starts: Finder = (javascript, python) => {
	const [one, other] = [startsOf(javascript), startsOf(python)];
	if (!one || !other || one.within === other.within) return undefined;
	return {subject: 'started', javascript: formatStarts(one), python: formatStarts(other)};
};

type Starts = {readonly within: number; readonly first: number};

function startsOf(model: Model): Starts | undefined {
	const caller = model.tasks.get(model.lanes[0]?.parent ?? '');
	const firstAwait = caller?.spans.find(({state}) => state === 'waiting')?.from ?? caller?.endedAt;
	if (firstAwait === undefined) return undefined;
	let [within, first] = [0, Number.POSITIVE_INFINITY];
	for (const {startedAt} of model.lanes) {
		if (startedAt === undefined) continue;
		if (startedAt < firstAwait) within++;
		first = Math.min(first, startedAt);
	}
	return first < Number.POSITIVE_INFINITY ? {within, first: sinceStart(model, first)} : undefined;
}

function formatStarts({within, first}: Starts): string {
	const from = `from ${duration(first)}`;
	return within > 0 ? `${within} inside the call, ${from}` : `on the loop after the first await, ${from}`;
}

/** Of programs: the first call that began or ended otherwise in one of them. */
const calls: Finder = (javascript, python) => {
	if (javascript.description.form === 'tasks') return undefined;
	const others = new Map(innermostByName(python));
	for (const [name, one] of innermostByName(javascript)) {
		const other = others.get(name);
		if (!other) continue;
		const begins = [sinceStart(javascript, one.startedAt), sinceStart(python, other.startedAt)] as const;
		if (one.startedAt !== undefined && other.startedAt !== undefined && Math.abs(begins[0] - begins[1]) >= noticeable) {
			const [first, second] = begins.map(at => `${one.name} starts at ${seconds(at)}`) as [string, string];
			return {subject: 'calls', javascript: first, python: second};
		}
		if (one.endedAt !== undefined && other.endedAt !== undefined && one.state !== other.state) {
			const said = (model: Model, {name, state, endedAt}: Task) =>
				`${name} ${state} at ${seconds(sinceStart(model, endedAt))}`;
			return {subject: 'calls', javascript: said(javascript, one), python: said(python, other)};
		}
	}
	return undefined;
};

/** More are not compared one by one. */
const maxCalls = 200;

/**
 * The calls that have called no other, by name as both languages write it (`fetchUser`, `fetch_user`) and how many-th of it in
 * time: who has called them may differ.
 */
function innermostByName({lanes}: Model): readonly (readonly [string, Task])[] {
	const counts = new Map<string, number>();
	return lanes
		.slice(0, maxCalls)
		.filter((task, index) => (lanes[index + 1]?.depth ?? 0) <= task.depth)
		.toSorted((one, other) => one.createdAt - other.createdAt)
		.map(task => {
			const name = task.function.replaceAll('_', '').toLowerCase();
			const serial = counts.get(name) ?? 0;
			counts.set(name, serial + 1);
			return [`${name}#${serial}`, task] as const;
		});
}

const warnings: Finder = (javascript, python) =>
	differing('warnings', formatWarnings(javascript), formatWarnings(python));

function formatWarnings({warnings}: Model): string {
	const counts = new Map<string, number>();
	for (const {kind} of warnings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...counts].map(([kind, count]) => `${count} ${kind.replace('-', ' ')}`).join(', ') || 'none';
}

/** Timers that are late by less, in ms, may be so for all that goes on around the run. */
const noticeable = 100;

const lags: Finder = (javascript, python) => {
	const [one, other] = [javascript, python].map(({thread}) => Math.max(0, ...thread.lags.slice(-maxBeats)));
	if (one === undefined || other === undefined || Math.abs(one - other) < noticeable) return undefined;
	return differing('loop lag', `up to ${duration(one)}`, `up to ${duration(other)}`);
};

/** Of the last minutes: one comes every 50 ms. */
const maxBeats = 10_000;

const errors: Finder = (javascript, python) => {
	const [one, other] = [javascript, python].map(({result, end}) => (result?.error ?? end?.error)?.name);
	return one === undefined || other === undefined ? undefined : differing('error', one, other);
};

/** How often the thread was taken, and for how long in all. */
const threads: Finder = (javascript, python) => {
	const say = ({thread}: Model) => `${thread.busy.length} times, ${duration(thread.busyTime)} in total`;
	return differing('thread', say(javascript), say(python));
};

function differing(subject: string, javascript: string, python: string): Difference | undefined {
	return javascript === python ? undefined : {subject, javascript, python};
}
