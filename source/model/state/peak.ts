/**
 * The most intervals that overlap at one moment. Intervals arrive in order of their ends, because whether an interval
 * counts is known only at its end.
 *
 * The overlap is greatest just before an end. A new interval covers every earlier end since its own start: whenever it
 * raises the overlap at one end, it raises the overlap at all later ends, too. An end is therefore dropped as soon as a
 * later end has as great an overlap, and the overlaps at the remaining ends strictly decrease.
 */
export type Peak = {
	/** The moments of the remaining ends, ascending. */
	readonly ends: number[];
	/** By how much the overlap at each end exceeds the overlap at the next; for the last end, its overlap. */
	readonly leads: number[];
	max: number;
};

export function createPeak(): Peak {
	return {ends: [], leads: [], max: 0};
}

/** Adds an interval. No interval so far may end later. Costs a binary search. */
export function addToPeak(peak: Peak, from: number, to: number): void {
	const {ends, leads} = peak;
	ends.push(to);
	leads.push(1);
	const first = firstAfter(ends, from);
	if (first === 0) {
		peak.max++;
		return;
	}
	const lead = (leads[first - 1] ?? 0) - 1;
	if (lead > 0) leads[first - 1] = lead;
	else {
		ends.splice(first - 1, 1);
		leads.splice(first - 1, 1);
	}
}

/** Returns an independent copy. */
export function forkPeak({ends, leads, max}: Peak): Peak {
	return {ends: ends.slice(), leads: leads.slice(), max};
}

function firstAfter(moments: readonly number[], moment: number): number {
	let [low, high] = [0, moments.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((moments[middle] as number) <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}
