/**
 * For how long the thread was busy in each of many equal slots of time. Has at most `maxSlots` slots: when a run
 * outgrows them, pairs of slots are merged. The lane of a thread that was entered a million times is therefore as cheap
 * to draw as any other.
 */
export type ThreadHistogram = {
	/** The width of a slot, in ms. */
	width: number;
	/** The busy time in each slot since time 0, in ms. */
	readonly busyTime: number[];
};

const maxSlots = 4096;

export function createThreadHistogram(): ThreadHistogram {
	return {width: 1, busyTime: []};
}

/** Spreads `busyTime` ms on the thread evenly over `from` … `to` (ms). */
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
	const {busyTime} = histogram;
	const length = Math.ceil(busyTime.length / 2);
	for (let slot = 0; slot < length; slot++) busyTime[slot] = (busyTime[2 * slot] ?? 0) + (busyTime[2 * slot + 1] ?? 0);
	busyTime.length = length;
	histogram.width *= 2;
}
