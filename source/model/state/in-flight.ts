import {microseconds} from '../microseconds.ts';

/**
 * What has started, in order of the starts, as parallel lists of numbers: the tasks of a run, or the waits of its
 * lanes. A walk over a hundred thousand entries in flight takes a fraction of a millisecond. Snapshots share the lists:
 * entries at or after a snapshot's own `count`, and ends numbered `ended` or higher, come later in the trace, and are
 * the same for every reader of that trace.
 */
export type InFlight = {
	/** The task of each entry, as its index in the table of tasks. */
	readonly tasks: number[];
	/** ms on the run's clock. */
	readonly starts: number[];
	/** The planned latency, in ms; NaN without a plan. */
	readonly plans: number[];
	/** The moment at which each entry is due, in ms; NaN if that is unknown. */
	readonly dues: number[];
	/** The rank of each entry among the ends, from 0; infinite while it has not ended. */
	readonly endRanks: number[];
	count: number;
	ended: number;
	/** All entries before this index have ended. */
	first: number;
	/** The most recently computed sum. */
	lastSum: Sum | undefined;
};

/** The sum of the latencies, valid until an entry starts, ends, or exceeds its plan. In whole microseconds. */
type Sum = {
	readonly count: number;
	readonly ended: number;
	/** The moments between which the sum is valid, in ms. After `until`, a task exceeds its plan. */
	readonly from: number;
	readonly until: number;
	/** The sum of the entries that are within their plan. */
	readonly planned: number;
	/** The number of the other entries: their latencies grow with the clock. */
	readonly growing: number;
	readonly growingStarts: number;
};

export function createInFlight(): InFlight {
	const lists = {tasks: [], starts: [], plans: [], dues: [], endRanks: []};
	return {...lists, count: 0, ended: 0, first: 0, lastSum: undefined};
}

/** Adds an entry of a task that started at a moment in ms. Returns its index. */
export function addInFlight(
	inFlight: InFlight,
	task: number,
	start: number,
	{plan = Number.NaN, due = Number.NaN}: {readonly plan?: number | undefined; readonly due?: number | undefined} = {},
): number {
	const nth = inFlight.count++;
	if (nth < inFlight.tasks.length) return nth;
	inFlight.tasks.push(task);
	inFlight.starts.push(start);
	inFlight.plans.push(plan);
	inFlight.dues.push(due);
	inFlight.endRanks.push(Number.POSITIVE_INFINITY);
	return nth;
}

/** Marks the nth entry as ended, or as no longer counted. */
export function markEnded(inFlight: InFlight, nth: number): void {
	if (nth >= 0) inFlight.endRanks[nth] = inFlight.ended++;
}

/** Returns the oldest entry in flight: its task, and when it started in ms. */
export function oldestInFlight(inFlight: InFlight): {readonly task: number; readonly start: number} | undefined {
	const {tasks, starts, endRanks, count, ended} = inFlight;
	while (inFlight.first < count && (endRanks[inFlight.first] as number) < ended) inFlight.first++;
	const {first} = inFlight;
	return first < count ? {task: tasks[first] as number, start: starts[first] as number} : undefined;
}

/** Returns the indexes of the entries in flight, in order of their starts. */
export function openInFlight({endRanks, first, count, ended}: InFlight): readonly number[] {
	const open: number[] = [];
	for (let nth = first; nth < count; nth++) if (!((endRanks[nth] as number) < ended)) open.push(nth);
	return open;
}

/** Returns an independent copy. The copy does not repeat walks that the original has already done. */
export function forkInFlight(inFlight: InFlight): InFlight {
	oldestInFlight(inFlight);
	return {...inFlight, lastSum: undefined};
}

/**
 * Returns the sum of the latencies in flight, in whole microseconds. Each counts as its planned latency, or as the time
 * since its start if that is more.
 */
export function sumInFlight(inFlight: InFlight, now: number): number {
	const {lastSum, count, ended} = inFlight;
	const isValid =
		lastSum && lastSum.count === count && lastSum.ended === ended && lastSum.from <= now && now <= lastSum.until;
	const sum = isValid ? lastSum : walk(inFlight, now);
	inFlight.lastSum = sum;
	return sum.planned + sum.growing * microseconds(now) - sum.growingStarts;
}

function walk({starts, plans, endRanks, count, ended, first}: InFlight, now: number): Sum {
	let until = Number.POSITIVE_INFINITY;
	let planned = 0;
	let growing = 0;
	let growingStarts = 0;
	for (let nth = first; nth < count; nth++) {
		if ((endRanks[nth] as number) < ended) continue;
		const start = starts[nth] as number;
		const plan = plans[nth] as number;
		if (start + plan >= now) {
			planned += microseconds(plan);
			until = Math.min(until, start + plan);
		} else {
			growing++;
			growingStarts += microseconds(start);
		}
	}
	return {count, ended, from: now, until, planned, growing, growingStarts};
}
