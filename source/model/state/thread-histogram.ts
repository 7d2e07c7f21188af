/**
 * How long the thread was held in each of many equal slots of time. It has at most `most` slots: when a run outgrows them,
 * pairs of slots become one. So the lane of a thread that was taken a million times is as cheap to draw as any other.
 */
export type ThreadHistogram = {
	/** Width of a slot, ms. */
	width: number;
	/** ms held in each slot since time 0. */
	readonly busyTime: number[];
};

const maxSlots = 4096;

export function createThreadHistogram(): ThreadHistogram {
	return {width: 1, busyTime: []};
}

/** Adds a stretch of `from` … `to` (ms) of which the thread was held `held` ms, evenly. */
export function addOccupancy(histogram: ThreadHistogram, from: number, to: number, busyTime: number): void {
	if (!(busyTime > 0 && from >= 0)) return;
	while (Math.max(from, to) >= maxSlots * histogram.width) halve(histogram);
	const {width, busyTime: slots} = histogram;
	const first = Math.floor(from / width);
	const last = Math.max(first, Math.ceil(to / width) - 1);
	while (slots.length <= last) slots.push(0);
	if (first === last) {
		slots[first] = (slots[first] ?? 0) + busyTime;
		return;
	}
	const density = busyTime / (to - from);
	for (let slot = first; slot <= last; slot++) {
		const overlap = Math.min(to, (slot + 1) * width) - Math.max(from, slot * width);
		slots[slot] = (slots[slot] ?? 0) + density * overlap;
	}
}

function halve(histogram: ThreadHistogram): void {
	const {busyTime: held} = histogram;
	const length = Math.ceil(held.length / 2);
	for (let slot = 0; slot < length; slot++) held[slot] = (held[2 * slot] ?? 0) + (held[2 * slot + 1] ?? 0);
	held.length = length;
	histogram.width *= 2;
}
