import type {Model} from '../model.ts';
import {ownWait} from '../own-waits.ts';
import type {Span, Task} from '../task.ts';

export type Block = Model['thread']['blocks'][number];

/** The longest block of the loop after the start-up; undefined where there was none. */
export function longestBlock(model: Model): Block | undefined {
	const from = (model.startedAt ?? 0) + model.totals.startUp;
	let longest: Block | undefined;
	for (const block of model.thread.blocks) if (block.from >= from && block.ms > (longest?.ms ?? 0)) longest = block;
	return longest;
}

/** The least ms, and share of a block: what started just before it ended was kept from nothing. */
const [leastMs, leastShare] = [1, 0.02];

/** The lanes that waited for the outside during a block: it kept them from going on. */
export function keptWaiting(model: Model, {from, to, task}: Block): readonly Task[] {
	const until = model.end?.at ?? model.at;
	const least = Math.max(leastMs, leastShare * (to - from));
	const callers = new Set(
		[...model.tasks.values()].flatMap(({kind, parent}) => (kind === 'thread' ? (parent ?? []) : [])),
	);
	return [...model.tasks.values()].filter(({id, startedAt, endedAt = until, spans}) => {
		if (id === task || startedAt === undefined || startedAt >= to || endedAt <= from) return false;
		const isThen = (span: Span) => Math.min(span.to ?? until, to) - Math.max(span.from, from) >= least;
		return spans.filter(isThen).some(span => {
			// Who waits for a thread of the program is kept from nothing: that thread is.
			if (span.waitsFor?.kind === 'thread' && callers.has(id)) return false;
			const own = ownWait({...span, to: span.to ?? until}, model.tasks);
			// Whose wait was over when the block began could not go on either.
			return own !== undefined && own.from < to;
		});
	});
}
