import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task, TaskState} from '../task.ts';

/**
 * The queue of a lane that has started and not ended, in the order in which the loop serves them. `microtasks`:
 * JavaScript, what it awaited has settled. `ready`: Python, the loop will run it in its next turn. `yielded`:
 * JavaScript, for one turn of either the loop or the microtasks. `unread`: a simulated response is due. `outside`: I/O
 * or another thread. `calls`: other lanes have to end first. `unknown`: a promise that no event names.
 */
export type QueueName =
	| 'thread'
	| 'microtasks'
	| 'ready'
	| 'yielded'
	| 'due'
	| 'unread'
	| 'timers'
	| 'outside'
	| 'locks'
	| 'calls'
	| 'unknown';

export type QueueEntry = {
	readonly name: string;
	readonly state: TaskState;
	/**
	 * Since when it could have continued, or when its timer is due, in ms from the start of the run. Undefined if
	 * unknown.
	 */
	readonly at?: number | undefined;
};

/**
 * Groups the lanes of a moment by what has to happen before they continue. Each lane that has started, or was handed to
 * the loop, and has not ended is in one queue; after the end of the run all are empty. Work that is not a lane, such as
 * a callback of a library, is not visible. Entries are ordered by when they could or can continue; on the thread, the
 * innermost first; otherwise as the lanes.
 */
export function queues(model: Model): ReadonlyMap<QueueName, readonly QueueEntry[]> {
	const found = new Map<QueueName, QueueEntry[]>();
	if (model.end) return found;
	for (const task of model.lanes) {
		const place = placeOf(model, task);
		if (!place) continue;
		const at = place.at === undefined ? undefined : place.at - (model.startedAt ?? 0);
		const entries = found.get(place.queue) ?? [];
		entries.push({name: task.name, state: stateIn(place.queue), at});
		found.set(place.queue, entries);
	}
	for (const entries of found.values()) entries.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
	found.get('thread')?.reverse();
	return found;
}

function stateIn(queue: QueueName): TaskState {
	switch (queue) {
		case 'thread':
			return 'running';
		case 'microtasks':
		case 'ready':
		case 'yielded':
		case 'due':
		case 'unread':
			return 'ready';
		default:
			return 'waiting';
	}
}

type Place = {readonly queue: QueueName; readonly at?: number | undefined};

/** The most calls without lanes that are followed downwards. */
const maxDepth = 1000;

function placeOf(model: Model, lane: Task): Place | undefined {
	if (lane.endedAt !== undefined) return undefined;
	if (lane.startedAt === undefined) {
		return lane.scheduledAt === undefined ? undefined : {queue: 'ready', at: lane.scheduledAt};
	}
	let task = lane;
	for (let depth = 0; depth < maxDepth; depth++) {
		const on = task.waitsFor;
		if (task.state === 'running' || !on) return {queue: 'thread'};
		if (on.kind !== 'task') return placeOfWait(model, lane, task, on);
		const other = model.tasks.get(on.task);
		if (!other) return {queue: 'unknown'};
		if (other.endedAt !== undefined) return afterEnd(model, other);
		if (model.description.form === 'program' || other.kind === 'planned') return {queue: 'calls'};
		task = other;
	}
	return {queue: 'unknown'};
}

/**
 * Returns the queue of a lane that awaits a call that has ended. Python: a call that is not a task of the loop returns
 * to its caller immediately.
 */
function afterEnd({description}: Model, {endedAt, scheduledAt}: Task): Place {
	if (description.language === 'javascript') return {queue: 'microtasks', at: endedAt};
	return scheduledAt === undefined ? {queue: 'thread'} : {queue: 'ready', at: endedAt};
}

type WaitsFor = NonNullable<Task['waitsFor']>;

function placeOfWait(model: Model, lane: Task, task: Task, on: Exclude<WaitsFor, {kind: 'task'}>): Place {
	const since = task.spans.at(-1)?.from;
	switch (on.kind) {
		case 'timer': {
			const due = since === undefined ? undefined : since + on.ms;
			return {queue: due !== undefined && due <= now(model) ? 'due' : 'timers', at: due};
		}
		case 'yield':
			return {queue: model.description.language === 'python' ? 'ready' : 'yielded', at: since};
		case 'join':
			return placeOfJoin(model, on);
		case 'io': {
			const due = responseDue(model, lane);
			return due !== undefined && due <= now(model) ? {queue: 'unread', at: due} : {queue: 'outside'};
		}
		case 'thread':
			return {queue: 'outside'};
		case 'lock':
			return {queue: 'locks'};
		case 'handler':
			return {queue: 'calls'};
		case 'opaque':
			return {queue: 'unknown'};
	}
}

/**
 * Returns when the simulated response of a task is due, in ms on the run's clock. Undefined if the latency is not
 * simulated.
 */
function responseDue({description}: Model, {plan, startedAt}: Task): number | undefined {
	const latency = description.source === 'simulated' ? plan?.latency : undefined;
	return latency === undefined || startedAt === undefined ? undefined : startedAt + latency;
}

function placeOfJoin(model: Model, {how, tasks, count}: Extract<WaitsFor, {kind: 'join'}>): Place {
	const members = tasks.map(id => model.tasks.get(id));
	const ended = members.filter(task => task?.endedAt !== undefined);
	const isFirst = (task: Task | undefined) => how === 'race' || (how === 'any' && task?.state === 'done');
	const isFailure = (task: Task | undefined) => (how === 'all' || how === 'gather') && task?.state === 'failed';
	const isSettled = ended.some(task => isFirst(task) || isFailure(task)) || ended.length === count;
	if (isSettled) {
		const at = Math.max(0, ...ended.map(task => task?.endedAt ?? 0));
		return {queue: model.description.language === 'python' ? 'ready' : 'microtasks', at};
	}
	return {queue: ended.length < tasks.length ? 'calls' : 'unknown'};
}
