import type {Model, Request} from './model.ts';
import type {Sequence} from './sequence.ts';
import {minLongSpanMs} from './state/thread-spans.ts';
import type {Span, Task, TaskState} from './task.ts';

/**
 * Returns the moment up to which open spans last, in ms: the model's moment, or the end of the run if that is earlier.
 */
export function now(model: Model): number {
	return Math.min(model.at, model.end?.at ?? model.at);
}

/** Returns the time from the start of the run to a moment of its clock, in ms. `at` defaults to the model's moment. */
export function sinceStart(model: Pick<Model, 'at' | 'startedAt'>, at: number = model.at): number {
	return Math.max(0, at - (model.startedAt ?? 0));
}

/** Returns a task's state at the model's moment: `ready` if it could continue but another task is on the thread. */
export function stateOf(model: Model, task: Task): TaskState {
	const span = task.spans.at(-1);
	if (task.state !== 'waiting' || model.end || !span) return task.state;
	return takenByOthers(model, task, dueAt(model, task, span), model.at, true).length > 0 ? 'ready' : 'waiting';
}

/** A turn on the thread that is shorter, in ms, ends before a sentence about it could be read. */
export const briefTurnMs = 1;

/**
 * Returns what is on the thread now and since when, as the tasks report it or as an observer outside sees it. Undefined
 * if the thread is free.
 */
export function holderOf(model: Model): {readonly task?: string | undefined; readonly since: number} | undefined {
	const {blocked, busy} = model.thread;
	if (blocked) return blocked;
	const last = busy.at(-1);
	return last && last.to === undefined ? {task: last.task, since: last.from} : undefined;
}

/** A turn on the thread that is longer, in ms, is called "blocked". */
const longTurnMs = 50;

/**
 * Returns what has blocked the loop for long enough to report it. Undefined otherwise, and for code that is not known
 * to have both the thread and its core.
 */
export function blockerOf(model: Model): Model['thread']['blocked'] {
	const {blocked} = model.thread;
	return blocked && now(model) - blocked.since >= longTurnMs ? blocked : undefined;
}

/**
 * Returns the stretches between `from` and `to` in which tasks other than this one and the calls below it were on the
 * thread, the oldest first. `open`: only the current stretch.
 */
export function takenByOthers(
	model: Model,
	task: Task,
	from: number,
	to: number,
	open = false,
): readonly {readonly from: number; readonly to: number}[] {
	if (to - from < minLongSpanMs) return [];
	const isOwn = (id: string | undefined) => id !== undefined && belongsTo(model, id, task);
	const {busy, longSpans, blocked} = model.thread;
	const found: {from: number; to: number}[] = [];
	const add = (start: number, end: number, by: string | undefined) => {
		const taken = {from: Math.max(from, start, found.at(-1)?.to ?? from), to: Math.min(to, end)};
		if (taken.to - taken.from >= minLongSpanMs && !isOwn(by)) found.push(taken);
	};
	const last = busy.at(-1);
	const openSpan = last && last.to === undefined ? last : undefined;
	for (let index = open ? longSpans.length : firstEndingAfter(longSpans, from); index < longSpans.length; index++) {
		const span = longSpans.at(index);
		// The current stretch is added below, from its start.
		if (!span || span.from >= to || span.from === openSpan?.from) break;
		add(span.from, span.to, span.task);
	}
	if (openSpan) add(openSpan.from, to, openSpan.task);
	if (blocked) add(blocked.since, to, blocked.task);
	return found;
}

/** The most callers that are followed upwards. */
const maxDepth = 1000;

/** Returns whether an id is that of the task itself or of a call below it. */
function belongsTo(model: Model, id: string, task: Task): boolean {
	if (model.description.form === 'tasks') return id === task.id || model.tasks.get(id)?.plannedTask === task.id;
	let above: string | undefined = id;
	for (let steps = 0; above !== undefined && steps < maxDepth; steps++) {
		if (above === task.id) return true;
		above = model.tasks.get(above)?.parent;
	}
	return false;
}

/** Returns the index of the first stretch that ends after a moment. The stretches must be in order. */
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
 * Returns when a suspended task can continue, in ms on the run's clock: when its timer or its simulated response is
 * due. Infinite if that is unknown.
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

/** Returns the requests of a task that are in flight during one of its waits, the oldest first. */
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
