import type {Model, Request} from './model.ts';
import type {Sequence} from './sequence.ts';
import {minLongSpan} from './state/apply-thread.ts';
import type {Span, Task, TaskState} from './task.ts';

/** The moment up to which things go on: now, or the run's end. */
export function now(model: Model): number {
	return Math.min(model.at, model.end?.at ?? model.at);
}

/** From the run's start to a moment of its clock, in ms; `at` defaults to the model's moment. */
export function sinceStart(model: Pick<Model, 'at' | 'startedAt'>, at: number = model.at): number {
	return Math.max(0, at - (model.startedAt ?? 0));
}

/** A task's state at the model's moment: it is `ready` when it could go on but the thread is held by another. */
export function stateOf(model: Model, task: Task): TaskState {
	const span = task.spans.at(-1);
	if (task.state !== 'waiting' || model.end || !span) return task.state;
	return takenByOthers(model, task, dueAt(model, task, span), model.at, true).length > 0 ? 'ready' : 'waiting';
}

/** A shorter stretch on the thread, ms, is over before its sentence is read. */
export const briefTurn = 1;

/** What holds the thread now, and since when: as its tasks tell, or as seen from outside. */
export function holderOf(model: Model): {readonly task?: string | undefined; readonly since: number} | undefined {
	const {blocked, busy} = model.thread;
	if (blocked) return blocked;
	const last = busy.at(-1);
	return last && last.to === undefined ? {task: last.task, since: last.from} : undefined;
}

/** A stretch on the thread that is worth the word "blocked", ms. */
const longTurn = 50;

/** What blocks the loop now, for so long that it is worth saying. Only what is known to have the thread and its core does. */
export function blockerOf(model: Model): Model['thread']['blocked'] {
	const {blocked} = model.thread;
	return blocked && now(model) - blocked.since >= longTurn ? blocked : undefined;
}

/**
 * The stretches between `from` and `to` in which others than this task (and the calls below it) held the thread, oldest
 * first. `open`: only the one that lasts.
 */
export function takenByOthers(
	model: Model,
	task: Task,
	from: number,
	to: number,
	open = false,
): readonly {readonly from: number; readonly to: number}[] {
	if (to - from < minLongSpan) return [];
	const isOwn = (id: string | undefined) => id !== undefined && belongsTo(model, id, task);
	const {busy, longSpans, blocked} = model.thread;
	const found: {from: number; to: number}[] = [];
	const add = (start: number, end: number, by: string | undefined) => {
		const taken = {from: Math.max(from, start, found.at(-1)?.to ?? from), to: Math.min(to, end)};
		if (taken.to - taken.from >= minLongSpan && !isOwn(by)) found.push(taken);
	};
	const last = busy.at(-1);
	const openSpan = last && last.to === undefined ? last : undefined;
	for (let index = open ? longSpans.length : firstEndingAfter(longSpans, from); index < longSpans.length; index++) {
		const span = longSpans.at(index);
		// What is still in progress is added below, from its start.
		if (!span || span.from >= to || span.from === openSpan?.from) break;
		add(span.from, span.to, span.task);
	}
	if (openSpan) add(openSpan.from, to, openSpan.task);
	if (blocked) add(blocked.since, to, blocked.task);
	return found;
}

/** Calls are followed up no further. */
const maxDepth = 1000;

/** Whether that is the task itself, or a call below it. */
function belongsTo(model: Model, id: string, task: Task): boolean {
	if (model.description.form === 'tasks') return id === task.id || model.tasks.get(id)?.plannedTask === task.id;
	let above: string | undefined = id;
	for (let steps = 0; above !== undefined && steps < maxDepth; steps++) {
		if (above === task.id) return true;
		above = model.tasks.get(above)?.parent;
	}
	return false;
}

/** Index of the first stretch that is not over at that moment; the stretches are in order. */
function firstEndingAfter(spans: Model['thread']['longSpans'], moment: number): number {
	let low = 0;
	let high = spans.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const span = spans.at(middle);
		if (span && span.to <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * When a task could go on again after it was suspended, in ms on the run's clock; infinite where nobody knows:
 * when its timer is due, or when its simulated reply is there.
 */
export function dueAt(model: Model, task: Task, span: Span | undefined): number {
	return span ? Math.max(span.from, dueOf(model, task, span)) : Number.POSITIVE_INFINITY;
}

function dueOf(model: Model, task: Task, span: Span): number {
	const on = span.waitsFor;
	if (on?.kind === 'timer') return span.from + on.ms;
	if (on?.kind === 'task') {
		const other = model.tasks.get(on.task);
		const last = other?.state === 'waiting' ? other.spans.at(-1) : undefined;
		if (last?.waitsFor?.kind === 'timer') return last.from + last.waitsFor.ms;
	}
	const latency = task.plan?.latency;
	const known = on && model.description.source === 'simulated' && latency !== undefined;
	return known && task.startedAt !== undefined ? task.startedAt + latency : Number.POSITIVE_INFINITY;
}

/** The requests of a task that are under way during a span of its waiting, oldest first. */
export function requestsDuring(model: Model, task: Task, span: Span): readonly Request[] {
	const on = span.waitsFor;
	if (!on || on.kind === 'timer' || on.kind === 'lock' || on.kind === 'thread' || on.kind === 'yield') return [];
	const ids: Sequence<string> = on.kind === 'io' && on.request !== undefined ? [on.request] : task.requests;
	const until = span.to ?? now(model);
	return ids.flatMap(id => {
		const request = model.requests.get(id);
		if (!request) return [];
		const ended = request.since.received ?? request.since.failed ?? Number.POSITIVE_INFINITY;
		return startedAt(request) < until && ended > span.from ? [request] : [];
	});
}

export function startedAt(request: Request): number {
	return Math.min(...Object.values(request.since));
}
