import {seconds} from './duration.ts';
import type {Model, Task} from './model.ts';
import {holderOf, now, stateOf} from './moment.ts';
import type {Narration} from './narration.ts';
import {allOf, counted, endOf, firstFailure, fitting, theOther, winner} from './wording.ts';

/** A stretch on the thread worth a sentence, ms. */
const longHold = 50;
/** How long the end of a task is news, in ms, and up to how many tasks there is time to read it. */
const newsLasts = 500;
const fewTasks = 20;

/** What is so while the run goes on. */
export function sayProgress(model: Model): Narration {
	return sayHeld(model) ?? (model.result ? saySettling(model) : (sayNews(model) ?? sayWaiting(model)));
}

function sayHeld(model: Model): Narration | undefined {
	const holder = holderOf(model);
	const held = holder ? now(model) - holder.since : 0;
	if (!holder || held < longHold) return undefined;
	const {blocked} = model.thread;
	const task = holder.task === undefined ? undefined : model.tasks.get(holder.task);
	const name = nameOf(model, task) ?? blocked?.inside ?? 'the program';
	const where = blocked?.place ? ` at ${blocked.place.file}:${blocked.place.line}` : '';
	const ready = model.planned.filter(other => stateOf(model, other) === 'ready').length;
	const others = ready > 0 ? `${counted(ready, 'ready task')} cannot go on` : 'nobody else can go on';
	const time = seconds(held);
	return {
		role: 'fail',
		text: fitting(
			`BLOCKED: ${name} has held the thread for ${time}${where}; ${others}.`,
			`BLOCKED: ${name} has held the thread for ${time}; ${others}.`,
			`BLOCKED for ${time}: ${others}.`,
		),
	};
}

/** The strategy has its result, and tasks go on. */
function saySettling(model: Model): Narration {
	const {result, totals, description} = model;
	const open = totals.inFlight;
	if (open === 0) return {role: 'done', text: 'The strategy has its result; the run is about to end.'};
	const goOn = open === 1 ? '1 task runs on' : `${open} tasks run on`;
	if (result?.outcome === 'done') {
		const first = description.strategy.total === 'result' ? winner(model) : undefined;
		if (!first) return {role: 'done', text: `The strategy has its result; ${goOn}.`};
		const moral = 'racing is not cancelling';
		return {
			role: 'wait',
			text: fitting(
				`${endOf(first)}: that is the result. ${goOn}: ${moral}.`,
				`The result is there. ${goOn}: ${moral}.`,
			),
		};
	}
	if (result?.outcome === 'cancelled')
		return {
			role: 'muted',
			text: `Cancelled; ${goOn} and has to end by itself.`.replace(
				'tasks run on and has to end by itself',
				'tasks run on and have to end by themselves',
			),
		};
	const culprit = firstFailure(model);
	if (!culprit) return {role: 'fail', text: `The strategy failed; ${goOn}, and nobody waits for the results.`};
	return {
		role: 'fail',
		text: fitting(
			`${endOf(culprit)}: ${rejects(model)}. ${goOn}, unheard.`,
			`${endOf(culprit)}. ${goOn}, unheard.`,
			`One task failed. ${goOn}, unheard.`,
		),
	};
}

function rejects(model: Model): string {
	switch (model.description.strategy.name) {
		case 'concurrent':
		case 'limited':
		case 'batched':
			return `${allOf(model)} fails at once`;
		case 'race':
			return 'the race is decided';
		default:
			return 'the strategy fails with it';
	}
}

/** What a task's end has just changed. */
function sayNews(model: Model): Narration | undefined {
	const last = model.settled.at(-1);
	const {inFlight, queued, settled} = model.totals;
	if (!last || model.planned.length > fewTasks || now(model) - (last.endedAt ?? 0) > newsLasts) return undefined;
	if (inFlight + queued === 0) return undefined;
	if (last.state === 'done') {
		const results =
			model.description.strategy.name === 'as-completed' ? `: result ${settled}, handed over at once` : '';
		return {role: 'done', text: fitting(`${endOf(last)}${results}. ${inFlight} in flight, ${queued} queued.`)};
	}
	const consequence = consequences[model.description.strategy.name];
	const rest = theOther(inFlight);
	return {
		role: 'fail',
		text: fitting(`${endOf(last)}${consequence ? consequence(rest, inFlight) : '.'}`, `${endOf(last)}.`),
	};
}

/** What one failure does, where it does not settle the strategy. */
const consequences: Readonly<Record<string, (rest: string, open: number) => string>> = {
	'first-success': () => ': failures are passed over, the first success decides.',
	'all-settled': (rest, open) => (open > 0 ? `: ${rest} ${open === 1 ? 'is' : 'are'} waited for all the same.` : '.'),
	'task-group': () => ': the group tells all others to stop.',
};

/** Nothing has just happened: what it is that everybody waits for. */
function sayWaiting(model: Model): Narration {
	const {inFlight, queued, done} = model.totals;
	const {strategy, limit} = model.description;
	if (inFlight === 0) return {role: 'queued', text: `${counted(queued, 'task')} queued, none in flight.`};
	const onThread = holderOf(model) === undefined ? '0 on the thread' : '1 on the thread';
	const waiting = `${inFlight} ${waitingOn(model)}`;
	const wait = (text: string): Narration => ({role: 'wait', text: fitting(text, `${waiting}, ${onThread}.`)});
	switch (strategy.name) {
		case 'sequential':
			return queued > 0
				? wait(`${waiting}; ${queued} queued: each starts when the one before it has ended.`)
				: wait(`${waiting}, the last one. The thread had nothing else to do.`);
		case 'limited':
			if (queued === 0) break;
			return wait(`${waiting}, the limit is ${limit}; ${queued} queued until one of them ends.`);
		case 'batched': {
			const size = limit ?? 1;
			const batch = Math.ceil((model.planned.length - queued) / size);
			const batches = Math.ceil(model.planned.length / size);
			if (batch >= batches) return wait(`${waiting}: batch ${batch} of ${batches}, the last.`);
			return wait(`${waiting}: batch ${batch} of ${batches}. The next starts when all of this one have ended.`);
		}
		case 'race':
			return wait(`${waiting}: the first to settle decides, even by failing.`);
		case 'first-success':
			return wait(`${waiting}: the first to succeed decides; failures are passed over.`);
		case 'all-settled':
			return wait(`${waiting}, ${onThread}: every task is waited for, whether it fails or not.`);
		case 'task-group':
			return wait(`${waiting}, ${onThread}: if one fails, the group cancels the others.`);
		case 'as-completed':
			return wait(`${waiting}, ${counted(done, 'result')} handed over: each as soon as it is there.`);
	}
	if (onThread.startsWith('1')) return wait(`${waiting} or about to, 1 on the thread.`);
	return wait(`${waiting}, 0 on the thread: the event loop is free for other work.`);
}

/** `waiting on I/O` where every task in flight is known to wait for that. */
function waitingOn(model: Model): string {
	if (model.planned.length > fewTasks) return 'waiting';
	const inFlight = model.planned.filter(task => task.startedAt !== undefined && task.endedAt === undefined);
	return inFlight.every(task => task.waitsFor?.kind === 'io') ? 'waiting on I/O' : 'waiting';
}

function nameOf(model: Model, task: Task | undefined): string | undefined {
	return task?.plannedTask === undefined ? task?.name : (model.tasks.get(task.plannedTask)?.name ?? task.name);
}
