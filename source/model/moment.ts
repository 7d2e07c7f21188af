import type {Model, Request, Span, Task, TaskState} from './model.ts';

/** The moment up to which things go on: now, or the run's end. */
export function now(model: Model): number {
	return Math.min(model.at, model.end?.at ?? model.at);
}

/** A task's state at the model's moment: it is `ready` when it could go on but the thread is held by another. */
export function stateOf(model: Model, task: Task): TaskState {
	if (task.state !== 'waiting' || model.end) return task.state;
	const holder = model.thread.busy.at(-1);
	const held = model.thread.blocked ?? (holder && holder.to === undefined ? holder : undefined);
	if (!held || held.task === task.id) return 'waiting';
	return dueAt(model, task, task.spans.at(-1)) < model.at ? 'ready' : 'waiting';
}

/**
 * When a task could go on again after it was suspended, in ms on the run's clock; infinite where nobody knows:
 * when its timer is due, or when its simulated reply is there.
 */
export function dueAt(model: Model, task: Task, span: Span | undefined): number {
	const on = span?.waitsFor;
	if (!span || !on) return Number.POSITIVE_INFINITY;
	if (on.kind === 'timer') return span.from + on.ms;
	if (on.kind === 'task') {
		const other = model.tasks.get(on.task);
		const last = other?.state === 'waiting' ? other.spans.at(-1) : undefined;
		if (last?.waitsFor?.kind === 'timer') return last.from + last.waitsFor.ms;
	}
	const latency = task.plan?.latency;
	if (model.description.source !== 'simulated' || latency === undefined || task.startedAt === undefined) {
		return Number.POSITIVE_INFINITY;
	}
	return task.startedAt + latency;
}

/** The requests of a task that are under way during a span of its waiting, oldest first. */
export function requestsDuring(model: Model, task: Task, span: Span): readonly Request[] {
	const on = span.waitsFor;
	if (!on || on.kind === 'timer' || on.kind === 'lock' || on.kind === 'thread' || on.kind === 'yield') return [];
	const ids = on.kind === 'io' && on.request !== undefined ? [on.request] : task.requests;
	const until = span.to ?? now(model);
	return ids.flatMap(id => {
		const request = model.requests.get(id);
		if (!request) return [];
		const ended = request.since.received ?? request.since.failed ?? Number.POSITIVE_INFINITY;
		return beganAt(request) < until && ended > span.from ? [request] : [];
	});
}

export function beganAt(request: Request): number {
	return Math.min(...Object.values(request.since));
}
