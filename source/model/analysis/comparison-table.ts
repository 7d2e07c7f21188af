import {sinceStart} from '../at-moment.ts';
import {seconds, times} from '../format-duration.ts';
import type {Model, Task} from '../model.ts';
import {speedup} from './comparison.ts';

/** One run among several of the same work. */
export type ComparedRow = {
	/** `concurrent/javascript`. */
	readonly id: string;
	readonly model: Model;
	/** ms; absent while it runs, and where it did not end as it means to. */
	readonly total?: number;
	/** Over the sequential run in the same language; absent where it means nothing (Race, First success, failures). */
	readonly speedup?: number;
	readonly peak: number;
	/** When the first task was done, ms from the start; absent where none was. */
	readonly firstResult?: number;
};

export type ComparedTable = {
	/** In the order of the runs while one is not over; then the shortest total first, and what failed last. */
	readonly rows: readonly ComparedRow[];
	readonly isSorted: boolean;
	/** One time axis for all, ms: from the start of each to the end of what takes longest. */
	readonly axis: number;
};

/** `models`: in the order in which they run; of one that has not begun, the model of its description. */
export function compareTable(models: readonly Model[], isOver: boolean): ComparedTable {
	const rows = models.map(model => rowOf(model, models));
	return {
		rows: isOver ? byTotal(rows) : rows,
		isSorted: isOver,
		axis: Math.max(...models.map(axisOf), 1),
	};
}

/** Totals that read the same are the same: those runs keep their order, so that the table looks alike the next time. */
function byTotal(rows: readonly ComparedRow[]): readonly ComparedRow[] {
	const total = ({total}: ComparedRow) => (total === undefined ? Number.MAX_VALUE : Math.round(total / 10));
	return rows.toSorted((one, other) => total(one) - total(other));
}

function rowOf(model: Model, models: readonly Model[]): ComparedRow {
	const {language} = model.description;
	const sequential = models.find(({description}) => {
		return description.strategy.name === 'sequential' && description.language === language;
	});
	const gain = speedup(model, sequential);
	const first = model.settled.find(({state, kind}) => state === 'done' && kind !== 'program');
	const isSequential = model === sequential;
	return {
		id: `${model.description.strategy.name}/${language}`,
		model,
		...(model.end?.outcome === 'ok' && {total: model.totals.makespan}),
		...(gain && (isSequential ? {speedup: 1} : gain.basis === 'measured' && {speedup: gain.ratio})),
		peak: model.totals.peak,
		...(first?.endedAt !== undefined && {firstResult: sinceStart(model, first.endedAt)}),
	};
}

/** To the planned end of what lasts still, where that is known: the picture must not shrink while it grows. */
function axisOf(model: Model): number {
	const last = model.settled.at(-1)?.endedAt;
	const planned = model.description.strategy.name === 'sequential' ? model.totals.sum : model.totals.longest;
	return Math.max(model.totals.makespan, last === undefined ? 0 : sinceStart(model, last), model.end ? 0 : planned);
}

/**
 * How many were in flight in each of `count` equal parts of the axis, on average. Of a program its innermost calls are
 * counted, as in its totals.
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
 * What a comparison comes to, the most important first: `Concurrent is 3.25× as fast as Sequential.`, `Limited 3 gets 2.41× with 3 in
 * flight, not 5.`
 */
export function formatComparison({rows}: ComparedTable): readonly string[] {
	const languages = new Set(rows.map(({model}) => model.description.language));
	const titleOf = (row: ComparedRow) => {
		const {language} = row.model.description;
		return comparedTitle(row) + (languages.size > 1 ? ` in ${language === 'python' ? 'Python' : 'JavaScript'}` : '');
	};
	const gains = rows.filter(({speedup}) => speedup !== undefined);
	const greatest = Math.max(0, ...gains.map(({speedup = 0}) => speedup));
	const best = gains.find(({speedup = 0}) => speedup >= 0.98 * greatest);
	if (best?.speedup !== undefined && best.speedup > 1.02) {
		const limited = gains.find(
			row => row !== best && row.model.description.limit !== undefined && (row.speedup ?? 1) > 1.02,
		);
		const peak = Math.max(...gains.map(row => row.peak));
		return [
			`${titleOf(best)} is ${times(best.speedup)} as fast as Sequential.`,
			...(limited?.speedup !== undefined && limited.peak < peak
				? [`${titleOf(limited)} gets ${times(limited.speedup)} with ${limited.peak} in flight, not ${peak}.`]
				: []),
		];
	}
	const ended = rows.filter(({total}) => total !== undefined);
	const [first] = ended;
	const last = ended.at(-1);
	if (!first || !last || ended.length < 2) return ['Nothing to compare: fewer than two runs finished.'];
	const [shortest, longest] = [first.total ?? 0, last.total ?? 0];
	if (gains.length > 1 || longest < 1.05 * shortest) return ['All totals are within 5% of each other.'];
	return [
		`${titleOf(first)} took ${seconds(shortest)}, ${titleOf(last)} ${seconds(longest)} (${times(longest / shortest)} as long).`,
	];
}

/** `Limited 3`. */
export function comparedTitle({model: {description}}: Pick<ComparedRow, 'model'>): string {
	const {strategy, limit} = description;
	return limit === undefined ? strategy.title : `${strategy.title} ${limit}`;
}
