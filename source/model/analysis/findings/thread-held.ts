import {thousands} from '../../../text/thousands.ts';
import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import type {Block} from '../blocks.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** From how many ms on a block is a warning, and an error. */
const [warningMs, errorMs] = [100, 1000];

/**
 * How soon after a block, in ms, a call whose response the block delayed continues. The arrival of the response is not
 * known.
 */
const maxResumeDelayMs = 50;

/** How late a timer has to be, in ms: every timer is slightly late. */
const minTimerLagMs = 20;

/** A block of the loop and the tasks that it delayed. */
export type DelayingBlock = {readonly block: Block; readonly late: readonly Task[]};

/** Returns the blocks of at least `leastMs`, after the first wait of the run, that delayed a timer or a response. */
export function delayingBlocks(model: Model, leastMs: number): readonly DelayingBlock[] {
	const blocks = [...model.thread.blocks, ...lastingBlock(model)];
	if (blocks.length === 0) return [];
	const tasks = tasksOf(model);
	let firstWait = Number.POSITIVE_INFINITY;
	/** The lines at which the top level waits, such as that of `asyncio.run`. */
	const loopLines = new Set<string>();
	for (const {spans, kind, place} of tasks) {
		if (kind === 'program' && place) loopLines.add(lineOf(place));
		firstWait = Math.min(firstWait, spans.find(({state}) => state === 'waiting')?.from ?? Number.POSITIVE_INFINITY);
	}
	// A block without a place may be work of the runtime itself, as may one whose place is where the top level waits.
	const isPlaced = ({task, place}: Block) => place && (task !== undefined || !loopLines.has(lineOf(place)));
	const candidates = blocks
		.filter(block => block.ms >= leastMs && block.from >= firstWait && isPlaced(block) && !isOfMachine(block))
		.map(block => ({block, late: [] as Task[]}));
	if (candidates.length === 0) return [];
	for (const task of tasks) {
		for (let index = 0; index < task.spans.length; index++) {
			const span = task.spans.at(index);
			if (span) addTo(candidates, task, span, model.at);
		}
	}
	return candidates.filter(({late}) => late.length > 0);
}

/**
 * Returns whether other processes took most of a block in which the code hardly computed: the rest may be theirs, too,
 * as a busy machine does not show all of it.
 */
const isOfMachine = ({from, to, ms, computed}: Block): boolean => computed === false && ms < (to - from) / 2;

/** How long, in ms, a block that has not ended has to last to be reported. */
const minLastingMs = 1000;

/** Returns the block that has not ended yet, if it is long. The rule for a block that nothing can end reports more. */
function lastingBlock({thread: {blocked, endless}, at}: Model): readonly Block[] {
	if (!blocked || at - blocked.since < minLastingMs) return [];
	if (endless && lineOf(endless.place) === lineOf(blocked.place)) return [];
	const {since, task, place} = blocked;
	return [{from: since, to: at, ms: at - since, ...(task !== undefined && {task}), ...(place && {place})}];
}

/** Adds a task to the blocks that delayed one of its waits. The blocks must be in order. */
function addTo(
	blocks: readonly {readonly block: Block; readonly late: Task[]}[],
	task: Task,
	{waitsFor: on, from: since, to}: Span,
	now: number,
): void {
	// While the loop is blocked, only timers are known to be due.
	if ((to === undefined || on?.kind !== 'io') && on?.kind !== 'timer') return;
	const until = to ?? now;
	// This includes a timer that was due when the block started, before the loop had reached it.
	const after = on.kind === 'io' ? until - maxResumeDelayMs : since + on.ms + minTimerLagMs;
	for (let index = firstEndingAfter(blocks, Math.max(since, after)); index < blocks.length; index++) {
		const {block, late} = blocks[index] as (typeof blocks)[number];
		if (block.to > until) break;
		if (task.id !== block.task && late.at(-1) !== task) late.push(task);
	}
}

function firstEndingAfter(blocks: readonly {readonly block: Block}[], moment: number): number {
	let [low, high] = [0, blocks.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((blocks[middle]?.block.to ?? 0) <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Reports each block that delayed something. */
export const threadHeld: Rule = model =>
	delayingBlocks(model, warningMs).flatMap(({block, late}) => {
		const who = model.tasks.get(block.task ?? '')?.name ?? 'Code outside all calls';
		const verb = block.to === model.at ? 'has blocked' : 'blocked';
		return [
			found({
				rule: 'thread-held',
				severity: block.ms >= errorMs ? 'error' : 'warning',
				proof: 'proved',
				at: block.from,
				place: block.place,
				tasks: [...holder(model, block), ...late],
				text: `${who} ${verb} the loop for ${seconds(block.ms)} at ${lineOf(block.place)}; ${thousands(late.length)} ${late.length === 1 ? 'was' : 'were'} due.`,
			}),
		];
	});

function holder({tasks}: Model, {task}: Block): readonly Task[] {
	const one = tasks.get(task ?? '');
	return one ? [one] : [];
}
