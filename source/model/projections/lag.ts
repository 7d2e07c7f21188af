import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';

/** The interval between two beats of a free loop, in ms. */
export const beatIntervalMs = 50;

/** How late the timers of the loop were, in ms. Exact, by nearest rank; null before the first beat. */
export type Lag = {readonly p50: number | null; readonly p99: number | null; readonly max: number | null};

export function lag({thread}: Pick<Model, 'thread'>): Lag {
	const sorted = ascending(thread.lags);
	const at = (share: number) => sorted[rank(share, sorted.length)] ?? null;
	return {p50: at(0.5), p99: at(0.99), max: at(1)};
}

/** A lag that may still grow if the beat that shows it has not arrived. */
export type OpenLag = {readonly ms: number; readonly atLeast: boolean};

/** Returns the lags including the beat that is overdue now, whose lag is at least the time since it was due. */
export function lagWith(
	{thread}: Pick<Model, 'thread'>,
	overdue: number,
): {readonly [Share in keyof Lag]: OpenLag | null} {
	const sorted = ascending(thread.lags);
	const below = firstFrom(sorted, overdue);
	const at = (share: number): OpenLag => {
		const index = rank(share, sorted.length + 1);
		if (index < below) return {ms: sorted[index] ?? overdue, atLeast: false};
		return {ms: index === below ? overdue : (sorted[index - 1] ?? overdue), atLeast: true};
	};
	return {p50: at(0.5), p99: at(0.99), max: at(1)};
}

/**
 * Returns by how many ms the next beat is overdue at the model's moment; 0 if it is not, and before the run started.
 */
export function overdue(model: Model): number {
	const {startedAt, thread} = model;
	if (startedAt === undefined) return 0;
	return Math.max(0, now(model) - Math.max(startedAt, thread.beats.at(-1) ?? startedAt) - beatIntervalMs);
}

const rank = (share: number, count: number): number => Math.max(0, Math.ceil(share * count) - 1);

/** With more new lags than this, all are sorted again; with fewer, each is inserted in order. */
const maxInserted = 16;

const sortedLags = new WeakMap<readonly number[], number[]>();

/** Returns the lags in ascending order. Each call costs as much as the beats since the previous one. */
function ascending(lags: readonly number[]): readonly number[] {
	const sorted = sortedLags.get(lags) ?? [];
	sortedLags.set(lags, sorted);
	const from = sorted.length;
	if (lags.length - from > maxInserted) {
		for (let index = from; index < lags.length; index++) sorted.push(lags[index] as number);
		sorted.sort((a, b) => a - b);
		return sorted;
	}
	for (let index = from; index < lags.length; index++) {
		const ms = lags[index] as number;
		sorted.splice(firstFrom(sorted, ms), 0, ms);
	}
	return sorted;
}

/** Returns the index of the first number that is not less than `limit`. `numbers` must be ascending. */
export function firstFrom(numbers: readonly number[], limit: number): number {
	let low = 0;
	let high = numbers.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((numbers[middle] as number) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
