import {plural, theOthers} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {blockerOf, briefTurnMs, holderOf, now, stateOf} from '../at-moment.ts';
import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {pendingWhatIfsOf} from '../projections/what-ifs.ts';
import {firstFailure, nameOf, nounOf, winner} from '../queries.ts';
import type {Task} from '../task.ts';
import type {Draft} from './wording.ts';
import {formatTaskEnd, stopper} from './wording.ts';

/**
 * How long the end of a task is news, in ms, and the most tasks with which it is reported: with more there is no time
 * to read it.
 */
const newsMs = 500;
const fewTasks = 20;
/** With more tasks than this, no sentence about single tasks is formed. */
const manyTasks = 1000;
/** The most calls that are followed downwards: a damaged trace may contain a cycle. */
const maxDepth = 50;

/** Narrates a run in progress. */
export function narrateProgress(model: Model): Draft {
	return (
		narrateBlocked(model) ??
		(model.result ? narrateSettling(model) : (narrateNews(model) ?? narrateWhatIfs(model) ?? narrateWaiting(model)))
	);
}

/** Narrates a blocked loop. Undefined while the loop is free. */
export function narrateBlocked(model: Model): Draft | undefined {
	const holder = blockerOf(model);
	if (!holder) return undefined;
	const {blocked} = model.thread;
	const task = holder.task === undefined ? undefined : model.tasks.get(holder.task);
	const name = nameOf(model, task) ?? blocked?.inside ?? 'the program';
	const where = blocked?.place
		? ` at ${blocked.place.file}:${blocked.place.line}`
		: blocked && task?.place
			? `, after ${task.place.file}:${task.place.line}`
			: '';
	const ready =
		model.lanes.length > manyTasks ? 0 : model.lanes.filter(other => stateOf(model, other) === 'ready').length;
	const others = ready > 0 ? `${plural(ready, `ready ${nounOf(model)}`)} cannot run` : 'nothing else can run';
	const time = seconds(now(model) - holder.since);
	return {
		role: 'fail',
		texts: [
			`BLOCKED by ${name} for ${time}${where}; ${others}.`,
			`BLOCKED by ${name} for ${time}; ${others}.`,
			`BLOCKED for ${time}: ${others}.`,
		],
	};
}

/** Narrates the time from the result of the strategy to the end of the run, in which tasks may keep running. */
function narrateSettling(model: Model): Draft {
	const {result, totals} = model;
	const open = totals.inFlight;
	if (open === 0) {
		const [role, what] =
			result?.outcome === 'failed' ? (['fail', 'failed'] as const) : (['done', 'has settled'] as const);
		return {role, texts: [`The strategy ${what}; the run is about to end.`]};
	}
	const keepsRunning = `${plural(open, 'task')} ${open === 1 ? 'keeps' : 'keep'} running`;
	if (result?.outcome === 'done') {
		const first = model.description.strategy.total === 'result' ? winner(model) : undefined;
		if (!first) return {role: 'done', texts: [`The strategy has settled; ${keepsRunning}.`]};
		// In Python, `asyncio.run` may cancel them; that is not known yet.
		const moral = model.description.language === 'javascript' ? ': racing is not cancelling' : '';
		const what = `${formatTaskEnd(first)} and decides`;
		return {
			role: 'wait',
			texts: [`${what}. ${keepsRunning}${moral}.`, `Decided. ${keepsRunning}${moral}.`, `Decided. ${keepsRunning}.`],
		};
	}
	const culprit = firstFailure(model);
	if (result?.outcome === 'cancelled' && (totals.cancelled > 1 || culprit === undefined)) {
		return {
			role: 'muted',
			texts: [
				`The run is cancelled; ${keepsRunning} until ${open === 1 ? 'its' : 'their'} own code stops.`,
				`The run is cancelled; ${keepsRunning}.`,
			],
		};
	}
	if (!culprit) return {role: 'fail', texts: [`The strategy failed. ${keepsRunning}.`]};
	return {
		role: 'fail',
		texts: [
			`${formatTaskEnd(culprit)}: ${rejection(model)}. ${keepsRunning}.`,
			`${formatTaskEnd(culprit)}. ${keepsRunning}.`,
			`One task failed. ${keepsRunning}.`,
		],
	};
}

/** Formats what a task's failure does to a strategy that it settles. */
function rejection(model: Model): string {
	const javascript = model.description.language === 'javascript';
	switch (model.description.strategy.name) {
		case 'concurrent':
		case 'limited':
		case 'batched':
			return javascript ? 'Promise.all rejects at once' : 'gather raises at once';
		case 'race':
			return 'the race is decided';
		default:
			return 'so the strategy fails';
	}
}

/** Narrates what the end of a task has just changed. */
function narrateNews(model: Model): Draft | undefined {
	const last = model.settled.at(-1);
	const {inFlight, queued} = model.totals;
	if (!last || model.lanes.length > fewTasks || now(model) - (last.endedAt ?? 0) > newsMs) return undefined;
	if (inFlight + queued === 0) return undefined;
	const what = formatTaskEnd(last);
	if (last.state === 'done') {
		const rest = queued > 0 ? `${inFlight} in flight, ${queued} queued` : `${inFlight} to go`;
		return {role: 'done', texts: [`${what}; ${whatFollows(model, last) ?? rest}.`, `${what}; ${rest}.`, `${what}.`]};
	}
	return {role: 'fail', texts: [`${what}${consequence(model, inFlight)}`, `${what}.`]};
}

/** Formats what a success makes possible. Undefined if nothing follows from it. */
function whatFollows(model: Model, last: Task): string | undefined {
	const {strategy, limit} = model.description;
	const {settled, queued} = model.totals;
	switch (strategy.name) {
		case 'sequential': {
			const next = model.lanes[settled];
			return next?.startedAt === undefined ? undefined : `only now ${next.name} starts`;
		}
		case 'limited': {
			const next = model.lanes.find(task => task.startedAt !== undefined && task.startedAt >= (last.endedAt ?? 0));
			return next && `${next.name} takes its slot`;
		}
		case 'batched':
			return queued > 0 && settled % (limit ?? 1) > 0 ? 'its slot stays empty until the batch ends' : undefined;
		case 'as-completed':
			return `result ${settled}, delivered at once`;
		default:
			return undefined;
	}
}

/** Formats what a failure does to a strategy that it does not settle. */
function consequence(model: Model, open: number): string {
	switch (model.description.strategy.name) {
		case 'first-success':
			return ': failures are ignored, the first success decides.';
		case 'all-settled':
			return open > 0 ? `: ${theOthers(open)} ${open === 1 ? 'is' : 'are'} still awaited.` : '.';
		case 'task-group':
			return `: the ${stopper(model)} cancels the others.`;
		default:
			return '.';
	}
}

/** Narrates the what-ifs that have not taken effect yet. Undefined if there are none. */
function narrateWhatIfs(model: Model): Draft | undefined {
	const lanes = model.lanes.length > fewTasks ? [] : model.lanes;
	const whatIfs = lanes.flatMap(task =>
		pendingWhatIfsOf(model, task).map(
			({letter, at}) => `${task.name} ${letter === 'f' ? 'fails' : 'times out'} at ${seconds(at)}`,
		),
	);
	return whatIfs.length === 0
		? undefined
		: {role: 'wait', texts: [`What if ${whatIfs.join(' and ')}?`, ...narrateWaiting(model).texts]};
}

/** Narrates what all tasks wait for, when nothing has just happened. */
function narrateWaiting(model: Model): Draft {
	const {inFlight, queued, done} = model.totals;
	const {strategy, limit} = model.description;
	if (inFlight === 0) return {role: 'queued', texts: [`${plural(queued, 'task')} queued, none in flight.`]};
	const holder = holderOf(model);
	if (holder && now(model) - holder.since >= briefTurnMs) {
		const name = nameOf(model, holder.task === undefined ? undefined : model.tasks.get(holder.task));
		const inTotal = `${thousands(inFlight)} in flight`;
		return {
			role: 'run',
			texts: [`${inTotal}; ${name ?? 'the program'} is on the thread.`, `${inTotal}, 1 on the thread.`],
		};
	}
	const waiting = `${thousands(inFlight)} ${holder ? 'in flight' : waitingOn(model)}`;
	const onThread = holder ? ', 1 on the thread' : ', 0 on the thread';
	// Texts in decreasing length.
	const wait = (...texts: readonly string[]): Draft => ({role: 'wait', texts: texts.map(text => `${waiting}${text}`)});
	switch (strategy.name) {
		case 'sequential':
			if (queued === 0) break;
			return wait(
				`; ${thousands(queued)} queued: each starts when the one before it ends.`,
				`; ${thousands(queued)} queued, one at a time.`,
			);
		case 'limited':
			if (queued === 0) break;
			return wait(
				`, never more than ${thousands(limit ?? inFlight)}; ${thousands(queued)} waiting for a slot.`,
				`, at most ${thousands(limit ?? inFlight)}; ${thousands(queued)} queued.`,
			);
		case 'batched': {
			const size = limit ?? 1;
			const batch = Math.ceil((model.lanes.length - queued) / size);
			const batches = Math.ceil(model.lanes.length / size);
			if (batch >= batches) return wait(`: batch ${thousands(batch)} of ${thousands(batches)}, the last.`);
			return wait(
				`: batch ${thousands(batch)} of ${thousands(batches)}. The next starts when all of these end.`,
				`: batch ${thousands(batch)} of ${thousands(batches)}.`,
			);
		}
		case 'race':
			return wait(': the first to settle decides, even a failure.', ': the first to settle decides.');
		case 'first-success':
			return wait(': the first success decides; failures are ignored.', ': the first success decides.');
		case 'all-settled':
			return wait(`${onThread}: all are awaited, failed or not.`, ': all are awaited, failed or not.');
		case 'task-group':
			return wait(
				`${onThread}: if one fails, the ${stopper(model)} cancels the others.`,
				': one failure cancels the others.',
			);
		case 'as-completed':
			return wait(
				`; ${plural(done, 'result')} delivered, each as soon as it arrives.`,
				`; ${plural(done, 'result')} delivered.`,
			);
	}
	return holder
		? wait(`${onThread}.`)
		: wait(`${onThread}: the event loop is free for other work.`, ': the loop is free.');
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
