import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {briefTurnMs, holderOf, now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import {nameOf} from '../queries.ts';
import type {Task} from '../task.ts';
import type {Draft} from './wording.ts';
import {fewTasks, stopper} from './wording.ts';

/** Narrates what all tasks wait for, when nothing has just happened. */
export function narrateWaiting(model: Model): Draft {
	const {inFlight, queued} = model.totals;
	if (inFlight === 0) return {role: 'queued', texts: [`${plural(queued, 'task')} queued, none in flight.`]};
	const holder = holderOf(model);
	if (holder && now(model) - holder.since >= briefTurnMs) return narrateOnThread(model, holder.task);
	const waiting = `${thousands(inFlight)} ${holder ? 'in flight' : waitingOn(model)}`;
	const onThread = holder ? ', 1 on the thread' : ', 0 on the thread';
	const free = [`${onThread}: the event loop is free for other work.`, ': the loop is free.'];
	const rule = ruleOf(model, onThread) ?? (holder ? [`${onThread}.`] : free);
	return {role: 'wait', texts: rule.map(text => `${waiting}${text}`)};
}

/** Narrates a task that is on the thread for long enough to read about it. */
function narrateOnThread(model: Model, task: string | undefined): Draft {
	const inFlight = `${thousands(model.totals.inFlight)} in flight`;
	const name = nameOf(model, task === undefined ? undefined : model.tasks.get(task)) ?? 'the program';
	return {role: 'run', texts: [`${inFlight}; ${name} is on the thread.`, `${inFlight}, 1 on the thread.`]};
}

/**
 * Formats by what rule a strategy waits, the longest form first. Undefined if the rule makes no difference to the tasks
 * that are left.
 */
function ruleOf(model: Model, onThread: string): readonly string[] | undefined {
	const {queued, inFlight, done} = model.totals;
	const {strategy, limit = inFlight} = model.description;
	switch (strategy.name) {
		case 'sequential':
			if (queued === 0) return undefined;
			return [
				`; ${thousands(queued)} queued: each starts when the one before it ends.`,
				`; ${thousands(queued)} queued, one at a time.`,
			];
		case 'limited':
			if (queued === 0) return undefined;
			return [
				`, never more than ${thousands(limit)}; ${thousands(queued)} waiting for a slot.`,
				`, at most ${thousands(limit)}; ${thousands(queued)} queued.`,
			];
		case 'batched':
			return ruleOfBatches(model);
		case 'race':
			return [': the first to settle decides, even a failure.', ': the first to settle decides.'];
		case 'first-success':
			return [': the first success decides; failures are ignored.', ': the first success decides.'];
		case 'all-settled':
			return [`${onThread}: all are awaited, failed or not.`, ': all are awaited, failed or not.'];
		case 'task-group':
			return [
				`${onThread}: if one fails, the ${stopper(model)} cancels the others.`,
				': one failure cancels the others.',
			];
		case 'as-completed':
			return [
				`; ${plural(done, 'result')} delivered, each as soon as it arrives.`,
				`; ${plural(done, 'result')} delivered.`,
			];
		default:
			return undefined;
	}
}

function ruleOfBatches({totals, description, lanes}: Model): readonly string[] {
	const size = description.limit ?? 1;
	const batch = Math.ceil((lanes.length - totals.queued) / size);
	const batches = Math.ceil(lanes.length / size);
	const which = `: batch ${thousands(batch)} of ${thousands(batches)}`;
	return batch >= batches ? [`${which}, the last.`] : [`${which}. The next starts when all of these end.`, `${which}.`];
}

/**
 * Returns `waiting on I/O` if every task in flight is known to wait for I/O, itself or through the calls that it waits
 * for.
 */
function waitingOn(model: Model): string {
	if (model.lanes.length > fewTasks) return 'waiting';
	const inFlight = model.lanes.filter(task => task.startedAt !== undefined && task.endedAt === undefined);
	return inFlight.every(task => waitsForIo(model, task)) ? 'waiting on I/O' : 'waiting';
}

function waitsForIo(model: Model, task: Task): boolean {
	let innermost: Task | undefined = task;
	for (let depth = 0; depth < maxDepth && innermost?.waitsFor?.kind === 'task'; depth++) {
		innermost = model.tasks.get(innermost.waitsFor.task);
	}
	return innermost?.waitsFor?.kind === 'io';
}

/** The most calls that are followed downwards: a damaged trace may contain a cycle. */
const maxDepth = 50;
