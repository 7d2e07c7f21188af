/**
 * How many intervals there were at most at one moment. They come in the order of their ends, as that is when it is known
 * whether they count at all.
 *
 * The most overlap just before an end. An interval that comes later covers all ends since its start: of two ends the later one
 * gains whenever the earlier one does. So an end is dropped as soon as a later one has as many: those that are left have
 * fewer and fewer.
 */
export type Peak = {
	/** Moments of ends, ascending. */
	readonly ends: number[];
	/** By how many intervals each has more than the next one; the last, than none. */
	readonly leads: number[];
	most: number;
};

export function createPeak(): Peak {
	return {ends: [], leads: [], most: 0};
}

/** Adds an interval that ends last of those so far. Costs a binary search. */
export function addToPeak(peak: Peak, from: number, to: number): void {
	const {ends, leads} = peak;
	ends.push(to);
	leads.push(1);
	const first = firstAfter(ends, from);
	if (first === 0) {
		peak.most++;
		return;
	}
	const lead = (leads[first - 1] ?? 0) - 1;
	if (lead > 0) leads[first - 1] = lead;
	else {
		ends.splice(first - 1, 1);
		leads.splice(first - 1, 1);
	}
}

/** A copy that goes on by itself. */
export function forkPeak({ends, leads, most}: Peak): Peak {
	return {ends: ends.slice(), leads: leads.slice(), most};
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
