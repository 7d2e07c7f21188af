import {joinAnd} from '../../text/join.ts';
import {thousands} from '../../text/thousands.ts';
import {sinceStart} from '../at-moment.ts';
import {seconds, times} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {speedup} from './comparison.ts';
import type {Schedule} from './forecast-schedule.ts';
import {forecastRun} from './forecast-schedule.ts';
import {areTied} from './ties.ts';

/** One run among several of the same work. */
export type ComparedRow = {
	/** `concurrent/javascript`. */
	readonly id: string;
	readonly model: Model;
	/** ms; absent while the run continues, and if it did not end as intended. */
	readonly total?: number;
	/** The forecast until the run ends. Absent if the latencies are unknown. */
	readonly forecast?: Schedule & {readonly speedup?: number};
	/** Whether another row has the same total except for noise. */
	readonly isTied?: boolean;
	/**
	 * The speed-up over the sequential run in the same language; absent where it has no meaning (Race, First success,
	 * failures, a tie).
	 */
	readonly speedup?: number;
	readonly peak: number;
	/** When the first task was done, in ms from the start; absent if none was. */
	readonly firstResult?: number;
};

export type ComparedTable = {
	/**
	 * In the order of the runs until all have ended; then the shortest total first, tied rows in the order of the
	 * strategies, and failed or stopped runs last.
	 */
	readonly rows: readonly ComparedRow[];
	readonly isSorted: boolean;
	/** The end of the time axis that all rows share, in ms: from the start of each run to the end of the longest. */
	readonly axis: number;
};

/**
 * Compares runs. `models`: in the order in which they run; for a run that has not started, the model of its
 * description.
 */
export function compareTable(models: readonly Model[], hasEnded: boolean): ComparedTable {
	const forecasts = hasEnded ? [] : models.map(model => (model.end ? undefined : forecastRun(model, models)));
	const given = models.map((model, index) => rowOf(model, models, forecasts[index], forecasts));
	const groups = tiedGroups(given);
	const tied = new Set(groups.filter(({length}) => length > 1).flat());
	const rows = given.map(row => (tied.has(row) && hasEnded ? {...row, isTied: true} : row));
	const placed = groups.flat().map(row => rows[given.indexOf(row)] ?? row);
	return {
		rows: hasEnded ? [...placed, ...rows.filter(({total}) => total === undefined)] : rows,
		isSorted: hasEnded,
		axis: Math.max(...models.map(axisOf), ...forecasts.map(forecast => forecast?.total ?? 0), 1),
	};
}

/**
 * Groups the runs that have a total. The runs of a group are tied with the shortest of it. Groups are in order of their
 * shortest total; runs within a group, in the given order.
 */
function tiedGroups(rows: readonly ComparedRow[]): readonly (readonly ComparedRow[])[] {
	const groups: ComparedRow[][] = [];
	const ended = rows.filter(({total}) => total !== undefined);
	for (const row of ended.toSorted((one, other) => (one.total ?? 0) - (other.total ?? 0))) {
		const group = groups.at(-1);
		if (group && areTied(group[0]?.total ?? 0, row.total ?? 0)) group.push(row);
		else groups.push([row]);
	}
	return groups.map(group => group.toSorted((one, other) => rows.indexOf(one) - rows.indexOf(other)));
}

function rowOf(
	model: Model,
	models: readonly Model[],
	forecast: Schedule | undefined,
	forecasts: readonly (Schedule | undefined)[],
): ComparedRow {
	const {language} = model.description;
	const index = models.findIndex(({description}) => {
		return description.strategy.name === 'sequential' && description.language === language;
	});
	const sequential = models[index];
	const sequentialTotal = sequential?.end?.outcome === 'ok' ? sequential.totals.makespan : forecasts[index]?.total;
	const ratio =
		forecast && sequentialTotal !== undefined && model.description.strategy.total === 'settled'
			? {speedup: sequentialTotal / forecast.total}
			: {};
	const measuredSpeedup = model === sequential && model.end?.outcome === 'ok' ? 1 : speedup(model, sequential);
	const first = model.settled.find(({state, kind}) => state === 'done' && kind !== 'program');
	return {
		id: `${model.description.strategy.name}/${language}`,
		model,
		...(model.end?.outcome === 'ok' && {total: model.totals.makespan}),
		...(measuredSpeedup !== undefined && {speedup: measuredSpeedup}),
		...(forecast && {forecast: {...forecast, ...ratio}}),
		peak: model.totals.peak,
		...(first?.endedAt !== undefined && {firstResult: sinceStart(model, first.endedAt)}),
	};
}

/**
 * Returns the end of a run's axis, including the planned end of a run in progress, so that the picture does not shrink
 * while it grows.
 */
function axisOf(model: Model): number {
	const last = model.settled.at(-1)?.endedAt;
	const planned = model.description.strategy.name === 'sequential' ? model.totals.sum : model.totals.longest;
	return Math.max(model.totals.makespan, last === undefined ? 0 : sinceStart(model, last), model.end ? 0 : planned);
}

/**
 * Returns how many tasks were in flight in each of `count` equal parts of the axis, on average. For a program only its
 * innermost calls count, as in its totals.
 */
export function profile(model: Model, axis: number, count: number): readonly number[] {
	const width = axis / count;
	const changes = new Float64Array(count + 1);
	const parts = new Float64Array(count);
	for (const task of countedTasks(model)) {
		if (task.startedAt === undefined) continue;
		const from = sinceStart(model, task.startedAt) / width;
		const to = Math.min(
			count,
			sinceStart(model, task.endedAt ?? Math.min(model.at, model.end?.at ?? model.at)) / width,
		);
		const [first, last] = [Math.floor(from), Math.floor(to)];
		if (first >= count || to <= from) continue;
		if (first === last) {
			parts[first] = (parts[first] ?? 0) + to - from;
			continue;
		}
		parts[first] = (parts[first] ?? 0) + first + 1 - from;
		if (last < count) parts[last] = (parts[last] ?? 0) + to - last;
		changes[first + 1] = (changes[first + 1] ?? 0) + 1;
		changes[last] = (changes[last] ?? 0) - 1;
	}
	let whole = 0;
	return Array.from(parts, (part, index) => {
		whole += changes[index] ?? 0;
		return part + whole;
	});
}

function countedTasks({lanes, description}: Model): readonly Task[] {
	if (description.form === 'tasks') return lanes;
	const callers = new Set(lanes.map(({parent}) => parent));
	return lanes.filter(({id}) => !callers.has(id));
}

/**
 * Sums up a comparison, the most important sentence first: `Concurrent and All settled tie at 2.00 s, 3.25× as fast as
 * Sequential.` No run wins within a tie. A total over all tasks is never compared with a first result.
 */
export function formatComparison({rows}: ComparedTable): readonly string[] {
	const languages = new Set(rows.map(({model}) => model.description.language));
	const titleOf = (row: ComparedRow) => {
		const {language} = row.model.description;
		return comparedTitle(row) + (languages.size > 1 ? ` in ${language === 'python' ? 'Python' : 'JavaScript'}` : '');
	};
	const overAll = rows.filter(
		({model, total}) => total !== undefined && model.description.strategy.total === 'settled',
	);
	const groups = tiedGroups(overAll.length > 1 ? overAll : rows.filter(row => !overAll.includes(row)));
	const [first = [], ...others] = groups;
	const last = others.at(-1)?.at(-1);
	const [best] = first;
	if (best?.total === undefined || first.length + others.length < 2) {
		const [only] = overAll;
		const isMixed = only && rows.filter(({total}) => total !== undefined).length > 1;
		const why = isMixed
			? `of the runs that finished, only ${titleOf(only)} waited for every task`
			: 'fewer than two runs finished';
		return [`Nothing to compare: ${why}.`];
	}
	const what =
		first.length === 1
			? `${titleOf(best)} took ${seconds(best.total)}`
			: `${joinAnd(first.map(titleOf))} tie at ${seconds(best.total)}`;
	if (last?.total === undefined) return [`${what}.`];
	const limited = others.flat().find(({model, speedup}) => model.description.limit !== undefined && (speedup ?? 1) > 1);
	const [bestSpeedup] = first.flatMap(({speedup}) => (speedup !== undefined && speedup > 1 ? [speedup] : []));
	if (bestSpeedup === undefined)
		return [`${what}, ${titleOf(last)} ${seconds(last.total)} (${times(last.total / best.total)} as long).`];
	const sentence =
		first.length === 1
			? `${titleOf(best)} is ${times(bestSpeedup)} as fast as Sequential.`
			: `${what}, ${times(bestSpeedup)} as fast as Sequential.`;
	return [
		sentence,
		...(limited?.speedup !== undefined && limited.peak < best.peak
			? [
					`${titleOf(limited)} gets ${times(limited.speedup)} with ${thousands(limited.peak)} in flight, not ${thousands(best.peak)}.`,
				]
			: []),
	];
}

/** Returns the time until all runs have ended, in ms, by their forecasts. Undefined if a run has no forecast. */
export function timeLeft({rows}: ComparedTable): number | undefined {
	let left = 0;
	for (const {model, forecast} of rows) {
		if (!model.end) {
			if (!forecast) return undefined;
			left += Math.max(0, forecast.total - (model.startedAt === undefined ? 0 : model.at - model.startedAt));
		}
	}
	return left;
}

/** Formats the title of a compared run: `Limited 3`. */
export function comparedTitle({model: {description}}: Pick<ComparedRow, 'model'>): string {
	const {strategy, limit} = description;
	return limit === undefined ? strategy.title : `${strategy.title} ${limit}`;
}
