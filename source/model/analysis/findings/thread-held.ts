import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {Block} from '../blocks.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** ms from which a block is a finding, and an error. */
const [warningMs, errorMs] = [100, 1000];

/** ms within which a reply that a block kept waiting continues after it. When it came is not known. */
const soon = 50;

/** ms that a timer has to be overdue: every timer is a little late. */
const overdue = 20;

/** A block of the loop, and what it kept waiting. */
export type HeldBlock = {readonly block: Block; readonly late: readonly Task[]};

/** The blocks of at least so many ms, after the first wait of the run, that kept a timer or a reply waiting. */
export function heldBlocks(model: Model, leastMs: number): readonly HeldBlock[] {
	if (model.thread.blocks.length === 0) return [];
	let firstWait = Number.POSITIVE_INFINITY;
	for (const {spans} of model.tasks.values()) {
		firstWait = Math.min(firstWait, spans.find(({state}) => state === 'waiting')?.from ?? Number.POSITIVE_INFINITY);
	}
	return model.thread.blocks.flatMap(block => {
		// Without a place it may be the runtime's own work.
		if (block.ms < leastMs || block.from < firstWait || !block.place) return [];
		const late = [...model.tasks.values()].filter(task => task.id !== block.task && wasKeptWaiting(task, block));
		return late.length === 0 ? [] : [{block, late}];
	});
}

/** Each is a finding. */
export const threadHeld: Rule = model =>
	heldBlocks(model, warningMs).flatMap(({block, late}) => {
		const who = model.tasks.get(block.task ?? '')?.name ?? 'Code outside all calls';
		return [
			found({
				rule: 'thread-held',
				severity: block.ms >= errorMs ? 'error' : 'warning',
				proof: 'proved',
				at: block.from,
				place: block.place,
				tasks: [...holder(model, block), ...late],
				text: `${who} blocked the loop for ${seconds(block.ms)} at ${lineOf(block.place)}; ${late.length} ${late.length === 1 ? 'was' : 'were'} due.`,
			}),
		];
	});

function wasKeptWaiting({spans}: Task, {to}: Block): boolean {
	return [...spans].some(({waitsFor: on, from: since, to: until}) => {
		if (!on || until === undefined || since >= to || until < to) return false;
		if (on.kind === 'io') return until <= to + soon;
		const due = on.kind === 'timer' ? since + on.ms : Number.POSITIVE_INFINITY;
		// Also one that was due when the block began: the loop had not come to it.
		return due < to - overdue;
	});
}

function holder({tasks}: Model, {task}: Block): readonly Task[] {
	const one = tasks.get(task ?? '');
	return one ? [one] : [];
}
