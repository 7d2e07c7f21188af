import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {sinceStart} from '../at-moment.ts';
import {duration, seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import type {OthersOutcome} from './other-tasks-outcome.ts';
import {formatOthersOutcome, othersOutcome} from './other-tasks-outcome.ts';
import {areTied} from './ties.ts';

/** One aspect in which two runs of the same work differ, or, if that is worth reporting, agree. */
export type Difference =
	| {readonly subject: string; readonly left: string; readonly right: string}
	| {readonly subject: string; readonly both: string};

/** Lists how two runs differ so far, from their traces alone, the most important first. */
export function differences(left: Model, right: Model): readonly Difference[] {
	const both = [left, right] as const;
	if (both.some(({startedAt}) => startedAt === undefined)) return [];
	return [totals, othersOutcomes, calls, starts, warnings, lags, errors, equalTotals, threads].flatMap(
		find => find(...both) ?? [],
	);
}

type Finder = (left: Model, right: Model) => Difference | undefined;

const totals: Finder = (left, right) => {
	const times = bothTotals(left, right);
	if (!times || areTied(...times)) return undefined;
	return {subject: 'total', left: seconds(times[0]), right: seconds(times[1])};
};

const equalTotals: Finder = (left, right) => {
	const times = bothTotals(left, right);
	if (!times || !areTied(...times)) return undefined;
	const [first, second] = times.map(seconds);
	return {
		subject: 'total',
		both: first === second ? `${first} in both` : `${first} and ${second}: equal within the noise`,
	};
};

/**
 * Returns the totals if both have stopped. The total of a failed run is never compared with that of a successful one.
 */
function bothTotals(left: Model, right: Model): readonly [number, number] | undefined {
	const both = [left, right] as const;
	if (both.some(({totals}) => !totals.stopped) || hasFailed(left) !== hasFailed(right)) return undefined;
	return [left.totals.makespan, right.totals.makespan];
}

const hasFailed = ({result, end}: Model) => result?.outcome === 'failed' || end?.outcome === 'failed';

/**
 * Formats what two equal totals follow from, as far as their numbers prove it: `: the longest task decides, not the
 * language`. Empty if nothing is proved, and for failed runs.
 */
export function formatWhatDecides(left: Model, right: Model): string {
	const both = [left, right] as const;
	const times = bothTotals(left, right);
	if (!times || !areTied(...times) || both.some(hasFailed)) return '';
	if (both.some(({description}) => description.strategy.total === 'result')) return '';
	const isLongest = ({totals}: Model) =>
		areTied(totals.makespan, totals.longest) && totals.sum >= 1.15 * totals.longest;
	const isSet = left.description.form === 'tasks';
	const not = left.description.language === right.description.language ? '' : ', not the language';
	if (both.every(isLongest)) return `: the ${isSet ? 'longest task' : 'lane that waits longest'} decides${not}`;
	const isSum = ({totals, description}: Model) =>
		description.strategy.name === 'sequential' && areTied(totals.makespan, totals.sum);
	return both.every(isSum) ? `: the sum of latencies decides${not}` : '';
}

const othersOutcomes: Finder = (left, right) => {
	const [one, other] = [othersOutcome(left), othersOutcome(right)];
	if (!one && !other) return undefined;
	const format = (outcome: OthersOutcome | undefined, model: Model) =>
		outcome ? formatOthersOutcome(model, outcome) : model.result ? 'none left' : 'not decided yet';
	if (one && other && areAlike(one, other)) return undefined;
	return {subject: 'the others', left: format(one, left), right: format(other, right)};
};

/**
 * Returns whether the same happened to equally many tasks, at about the same times. Who cancelled them is ignored,
 * because it depends on the language.
 */
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

/** Compares whether the tasks started within the strategy's own call, or after it first yielded to the loop. */
const starts: Finder = (left, right) => {
	const [one, other] = [startsOf(left), startsOf(right)];
	if (!one || !other || one.within === other.within) return undefined;
	return {subject: 'started', left: formatStarts(one), right: formatStarts(other)};
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

/** Programs: compares the first call that started or ended differently. */
const calls: Finder = (left, right) => {
	if (left.description.form === 'tasks') return undefined;
	const others = new Map(innermostByName(right));
	for (const [name, one] of innermostByName(left)) {
		const other = others.get(name);
		if (!other) continue;
		const begins = [sinceStart(left, one.startedAt), sinceStart(right, other.startedAt)] as const;
		if (
			one.startedAt !== undefined &&
			other.startedAt !== undefined &&
			Math.abs(begins[0] - begins[1]) >= minLagDifferenceMs
		) {
			const [first, second] = begins.map(at => `${one.name} starts at ${seconds(at)}`) as [string, string];
			return {subject: 'calls', left: first, right: second};
		}
		if (one.endedAt !== undefined && other.endedAt !== undefined && one.state !== other.state) {
			const format = (model: Model, {name, state, endedAt}: Task) =>
				`${name} ${state} at ${seconds(sinceStart(model, endedAt))}`;
			return {subject: 'calls', left: format(left, one), right: format(right, other)};
		}
	}
	return undefined;
};

/** The most lanes that are compared one by one. */
const maxCalls = 200;

/**
 * Returns the calls that have called no other, by their name in a form common to both languages (`fetchUser`,
 * `fetch_user`) and a serial number in order of creation. Their callers may differ.
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

const warnings: Finder = (left, right) => differing('warnings', formatWarnings(left), formatWarnings(right));

function formatWarnings({warnings}: Model): string {
	const counts = new Map<string, number>();
	for (const {kind} of warnings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return [...counts].map(([kind, count]) => `${thousands(count)} ${kind.replace('-', ' ')}`).join(', ') || 'none';
}

/** A smaller difference in lag, in ms, may have causes outside the run. */
const minLagDifferenceMs = 100;

const lags: Finder = (left, right) => {
	const [one, other] = [left, right].map(({thread}) => Math.max(0, ...thread.lags.slice(-maxBeats)));
	if (one === undefined || other === undefined || Math.abs(one - other) < minLagDifferenceMs) return undefined;
	return differing('loop lag', `up to ${duration(one)}`, `up to ${duration(other)}`);
};

/** The newest beats that are compared: some minutes at one beat every 50 ms. */
const maxBeats = 10_000;

const errors: Finder = (left, right) => {
	const [one, other] = [left, right].map(({result, end}) => (result?.error ?? end?.error)?.name);
	return one === undefined || other === undefined ? undefined : differing('error', one, other);
};

/** Compares how often the thread was used, and for how long in total. */
const threads: Finder = (left, right) => {
	const format = ({thread}: Model) => `${plural(thread.busy.length, 'time')}, ${duration(thread.busyTime)} in total`;
	return differing('thread', format(left), format(right));
};

function differing(subject: string, left: string, right: string): Difference | undefined {
	return left === right ? undefined : {subject, left, right};
}
