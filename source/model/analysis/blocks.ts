import type {Model} from '../model.ts';
import {ownWait} from '../own-waits.ts';
import type {Span, Task} from '../task.ts';

export type Block = Model['thread']['blocks'][number];

/** Returns the longest block of the loop after the start-up. Undefined if there was none. */
export function longestBlock(model: Model): Block | undefined {
	const from = (model.startedAt ?? 0) + model.totals.startUp;
	let longest: Block | undefined;
	for (const block of model.thread.blocks) if (block.from >= from && block.ms > (longest?.ms ?? 0)) longest = block;
	return longest;
}

/**
 * The shortest overlap of a wait with a block that counts, in ms and as a share of the block: a wait that started just
 * before the block ended was not delayed by it.
 */
const [minOverlapMs, minOverlapShare] = [1, 0.02];

/** Returns the lanes that waited for the outside during a block and could not continue because of it. */
export function delayedBy(model: Model, {from, to, task}: Block): readonly Task[] {
	const until = model.end?.at ?? model.at;
	const minOverlap = Math.max(minOverlapMs, minOverlapShare * (to - from));
	const callers = new Set(
		[...model.tasks.values()].flatMap(({kind, parent}) => (kind === 'thread' ? (parent ?? []) : [])),
	);
	return [...model.tasks.values()].filter(({id, startedAt, endedAt = until, spans}) => {
		if (id === task || startedAt === undefined || startedAt >= to || endedAt <= from) return false;
		const isThen = (span: Span) => Math.min(span.to ?? until, to) - Math.max(span.from, from) >= minOverlap;
		return spans.filter(isThen).some(span => {
			// The block does not delay a caller that waits for a thread of its own, which keeps working.
			if (span.waitsFor?.kind === 'thread' && callers.has(id)) return false;
			const own = ownWait({...span, to: span.to ?? until}, model.tasks);
			// A lane whose wait ended before the block started could not continue either.
			return own !== undefined && own.from < to;
		});
	});
}
