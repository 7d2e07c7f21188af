import type {Place} from '../../trace/event.ts';
import {blockerOf, now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import {nameOf} from '../queries.ts';

/** What blocked the thread at one line for 20 ms or more. */
export type ThreadHolder = {
	/** The name of the task as the user knows it; absent for code outside all tasks. */
	readonly name?: string;
	/** The function that is on the thread, if it was seen: `JSON.parse`. */
	readonly inside?: string;
	readonly place?: Place;
	readonly times: number;
	/** The longest block and the total time, in ms. */
	readonly longest: number;
	readonly total: number;
	/** Whether it blocks the thread now. */
	readonly isOngoing: boolean;
};

/** Returns what blocks the thread now, then what has blocked it so far, the longest first. */
export function threadHolders(model: Model): readonly ThreadHolder[] {
	const current = currentHolder(model);
	return current ? [current, ...pastHolders(model)] : pastHolders(model);
}

function currentHolder(model: Model): ThreadHolder | undefined {
	const blocker = model.end ? undefined : blockerOf(model);
	if (!blocker) return undefined;
	const {inside, place} = model.thread.blocked ?? {};
	const name = nameOf(model, model.tasks.get(blocker.task ?? ''));
	const ms = Math.max(0, now(model) - blocker.since);
	return {
		...(name !== undefined && {name}),
		...(inside !== undefined && {inside}),
		...(place && {place}),
		times: 1,
		longest: ms,
		total: ms,
		isOngoing: true,
	};
}

type PastHolders = {readonly byLine: Map<string, ThreadHolder>; counted: number; sorted: readonly ThreadHolder[]};

const past = new WeakMap<Model['thread']['blocks'], PastHolders>();

/**
 * Returns the past blocks by line. Each call costs as much as the blocks since the previous one, and a sort if there
 * are any.
 */
function pastHolders(model: Model): readonly ThreadHolder[] {
	const {blocks} = model.thread;
	const known = past.get(blocks) ?? {byLine: new Map<string, ThreadHolder>(), counted: 0, sorted: []};
	past.set(blocks, known);
	if (known.counted === blocks.length) return known.sorted;
	for (const {ms, task, place} of blocks.slice(known.counted)) {
		const name = nameOf(model, model.tasks.get(task ?? ''));
		const line = `${name ?? ''} ${place?.file ?? ''}:${place?.line ?? ''}`;
		const before = known.byLine.get(line);
		known.byLine.set(line, {
			...(name !== undefined && {name}),
			...(place && {place}),
			times: (before?.times ?? 0) + 1,
			longest: Math.max(before?.longest ?? 0, ms),
			total: (before?.total ?? 0) + ms,
			isOngoing: false,
		});
	}
	known.counted = blocks.length;
	known.sorted = [...known.byLine.values()].sort((a, b) => b.longest - a.longest);
	return known.sorted;
}
