import {microseconds} from '../microseconds.ts';
/**
 * What was started, in the order of the starts, as lists of numbers: the tasks of a run, or the waits of its lanes. A walk over a hundred thousand that are in
 * flight takes a fraction of a millisecond. Snapshots share the lists: what stands beyond their own count, and what was
 * over after theirs, is what comes next for all that read the trace.
 */
export type InFlight = {
	/** Whose they are: indexes in the table of tasks. */
	readonly tasks: number[];
	/** ms on the run's clock. */
	readonly starts: number[];
	/** The latency that was planned, ms; NaN where there is none. */
	readonly plans: number[];
	/** As the how-manieth it was over; infinite while it is not known to be. */
	readonly overAs: number[];
	count: number;
	overs: number;
	/** Those before are over. */
	first: number;
	/** The sum as it was found last. */
	found: Sum | undefined;
};

/** What the latencies add up to, until something starts, is over, or exceeds its plan: whole microseconds. */
type Sum = {
	readonly count: number;
	readonly overs: number;
	/** ms; a task exceeds its plan after it. */
	readonly from: number;
	readonly until: number;
	/** Of those that are within their plan. */
	readonly planned: number;
	/** The others: their latencies grow with the clock. */
	readonly growing: number;
	readonly growingStarts: number;
};

export function createInFlight(): InFlight {
	return {tasks: [], starts: [], plans: [], overAs: [], count: 0, overs: 0, first: 0, found: undefined};
}

/** Something of a task has started, at that moment in ms. Returns as the how-manieth it did. */
export function addInFlight(inFlight: InFlight, task: number, start: number, plan = Number.NaN): number {
	const nth = inFlight.count++;
	if (nth < inFlight.tasks.length) return nth;
	inFlight.tasks.push(task);
	inFlight.starts.push(start);
	inFlight.plans.push(plan);
	inFlight.overAs.push(Number.POSITIVE_INFINITY);
	return nth;
}

/** What started as the nth is over, or does not count any more. */
export function land(inFlight: InFlight, nth: number): void {
	if (nth >= 0) inFlight.overAs[nth] = inFlight.overs++;
}

/** What was started first of those in flight: whose it is, and since when. */
export function oldestInFlight(inFlight: InFlight): {readonly task: number; readonly start: number} | undefined {
	const {tasks, starts, overAs, count, overs} = inFlight;
	while (inFlight.first < count && (overAs[inFlight.first] as number) < overs) inFlight.first++;
	const {first} = inFlight;
	return first < count ? {task: tasks[first] as number, start: starts[first] as number} : undefined;
}

/** Whose they are that are in flight, in the order of their starts. */
export function openInFlight({tasks, overAs, first, count, overs}: InFlight): readonly number[] {
	const open: number[] = [];
	for (let nth = first; nth < count; nth++) if (!((overAs[nth] as number) < overs)) open.push(tasks[nth] as number);
	return open;
}

/** A copy that goes on by itself; walks that this one has behind it are spared to it. */
export function forkInFlight(inFlight: InFlight): InFlight {
	oldestInFlight(inFlight);
	return {...inFlight, found: undefined};
}

/** What the latencies of those in flight add up to, in whole microseconds: the planned one, or what has passed when that is more. */
export function sumInFlight(inFlight: InFlight, now: number): number {
	const {found, count, overs} = inFlight;
	const stands = found && found.count === count && found.overs === overs && found.from <= now && now <= found.until;
	const sum = stands ? found : walk(inFlight, now);
	inFlight.found = sum;
	return sum.planned + sum.growing * microseconds(now) - sum.growingStarts;
}

function walk({starts, plans, overAs, count, overs, first}: InFlight, now: number): Sum {
	let until = Number.POSITIVE_INFINITY;
	let planned = 0;
	let growing = 0;
	let growingStarts = 0;
	for (let nth = first; nth < count; nth++) {
		if ((overAs[nth] as number) < overs) continue;
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
	return {count, overs, from: now, until, planned, growing, growingStarts};
}
