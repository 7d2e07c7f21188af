import type {IncomingPhase, TraceEvent} from '../../trace/event.ts';
import type {Request} from '../model.ts';
import {isLane} from './lane-tree.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {windowBegan} from './window-began.ts';

/**
 * At most this many ended callers in a row are part of a checkpoint: a chain of calls that each start the next one
 * would never end.
 */
const maxEndedCallers = 16;
/** At most this many warnings, the newest, are part of a checkpoint. */
const maxWarnings = 100;

/**
 * Returns the events that recreate what is open at a moment (ms on the run's clock), at their own times and in their
 * order: a valid start for a window of the trace. `events`: how many events the trace had by then. Only for programs.
 */
export function checkpoint(records: Records, at: number, events: number): readonly TraceEvent[] {
	const found: TraceEvent[] = [...prologue(records, at)];
	const kept = tasksToKeep(records);
	for (const task of wantedTasks(records, kept)) found.push(...eventsOf(records, task));
	for (const request of records.requests.values()) found.push(...phasesOf(request));
	for (const lock of records.locks.values()) if (lock.waiting > 0) found.push(lock);
	if (records.wakers) found.push(records.wakers);
	// Its start already leaves out the time that other processes took.
	if (records.thread.blocked) found.push({type: 'loop-blocked', at, preempted: 0, ...records.thread.blocked});
	// The sort is stable: events of the same moment keep their order.
	found.sort((one, other) => one.at - other.at);
	return [...found, windowBegan(records, kept.open, at, (records.window?.events ?? 0) + events)];
}

/** Yields what is known of the run besides its tasks. */
function* prologue(records: Records, at: number): Iterable<TraceEvent> {
	const {runtime, startedAt, described, unobserved, observedUntil, counted, warnings} = records;
	const start = startedAt ?? 0;
	if (runtime !== undefined) yield {type: 'runtime-ready', at: 0, runtime, executable: ''};
	if (startedAt !== undefined) yield {type: 'run-started', at: startedAt};
	for (const {name, text, lines} of described)
		yield {type: 'file-described', at: start, name, text, ...(lines !== undefined && {lines})};
	for (const what of unobserved) yield {type: 'not-observed', at: start, what};
	if (observedUntil !== undefined) yield {type: 'observation-ended', at: observedUntil, since: observedUntil};
	yield* warnings.slice(-maxWarnings);
	for (const calls of counted) yield {type: 'calls-counted', since: start, at, ...calls};
}

/** Yields the phases so far of the response to an incoming request. */
function* responseOf({incoming}: Records, {id}: TaskRecord): Iterable<TraceEvent> {
	const {since, route, status} = incoming.get(id) ?? {since: {}};
	const known = {...(route !== undefined && {route}), ...(status !== undefined && {status})};
	for (const [phase, at] of Object.entries(since))
		yield {type: 'incoming-advanced', at, task: id, phase: phase as IncomingPhase, ...known};
}

/** Yields the phases so far of a request that is not complete, or was held up. */
function* phasesOf({id, phase, since, task, heldUp = [], ...known}: Request): Iterable<TraceEvent> {
	if ((phase === 'received' && heldUp.length === 0) || phase === 'failed') return;
	const always = {...(task !== undefined && {task}), ...known, ...(heldUp.length > 0 && {heldUp: [...heldUp]})};
	for (const [name, at] of Object.entries(since))
		yield {type: 'request-advanced', request: id, ...always, at, phase: name as typeof phase};
}

/**
 * Returns the open tasks, and the last call of each open caller that failed, was cancelled or timed out: if the caller
 * ends in the same way, that is not counted again. One pass, as a hundred thousand tasks may have ended.
 */
function tasksToKeep({tasks}: Records): {readonly open: readonly TaskRecord[]; readonly failed: Iterable<TaskRecord>} {
	const open: TaskRecord[] = [];
	const failed = new Map<string, TaskRecord>();
	for (let index = 0; index < tasks.size; index++) {
		const task = tasks.at(index);
		const {endedAt, state, caller} = task;
		if (endedAt === undefined) open.push(task);
		else if (state !== 'done' && caller >= 0 && tasks.at(caller).endedAt === undefined && isLane(task))
			failed.set(`${caller} ${state}`, task);
	}
	return {open, failed: failed.values()};
}

/** Returns the open tasks, what they wait for, their callers and failed calls, in order of creation. */
function wantedTasks({tasks}: Records, {open, failed}: ReturnType<typeof tasksToKeep>): readonly TaskRecord[] {
	const wanted = new Set<number>();
	const add = (task: TaskRecord | undefined) => {
		let ended = 0;
		for (let each = task; each && !wanted.has(each.index); each = callerOf(each)) {
			ended = each.endedAt === undefined || each.kind === 'program' ? 0 : ended + 1;
			if (ended > maxEndedCallers) return;
			wanted.add(each.index);
		}
	};
	const callerOf = ({parent, index}: TaskRecord): TaskRecord | undefined => {
		const caller = parent === undefined ? -1 : tasks.indexOf(parent);
		return caller >= 0 && caller < index ? tasks.at(caller) : undefined;
	};
	for (const task of open) {
		add(task);
		if (task.waitsFor?.kind === 'task') add(tasks.get(task.waitsFor.task));
	}
	for (const task of failed) add(task);
	return [...wanted].sort((one, other) => one - other).map(index => tasks.at(index));
}

/** Yields the life of a task: its creation, its stretches on and off the thread, its response, and its end. */
function* eventsOf(records: Records, task: TaskRecord): Iterable<TraceEvent> {
	const {tasks} = records;
	const {id, name, kind, parent, definedAt, startedAt, endedAt} = task;
	yield {
		type: 'task-created',
		at: task.createdAt,
		task: id,
		name: task.function,
		kind,
		...(parent !== undefined && tasks.has(parent) && {parent}),
		...(definedAt && {place: definedAt}),
		...(name !== task.function && {label: name}),
	};
	if (startedAt !== undefined) {
		yield {type: 'task-started', at: startedAt, task: id};
		// A thread lane leaves the thread of the loop as soon as it starts.
		if (kind !== 'thread') yield* spansOf(task, startedAt);
	}
	yield* responseOf(records, task);
	if (endedAt !== undefined) yield endOf(task, endedAt);
}

/** At most this many spans of a task are part of a checkpoint. Of a task with more, only the last one is. */
const maxSpans = 3;

/** Yields the spans of a task. A wait for something unknown stands for those that are left out. */
function* spansOf({id: task, spans}: TaskRecord, startedAt: number): Iterable<TraceEvent> {
	const shown = spans.length <= maxSpans ? spans.slice() : spans.slice(-1);
	const from = shown[0]?.from ?? startedAt;
	const isCut = from > startedAt;
	if (isCut) {
		yield {type: 'task-waiting', at: startedAt, task, on: {kind: 'opaque'}};
		yield {type: 'task-resumed', at: from, task};
	}
	for (const [nth, {state, from: at, place, waitsFor}] of shown.entries()) {
		if (state === 'waiting' && waitsFor) yield {type: 'task-waiting', at, task, ...(place && {place}), on: waitsFor};
		// The event before the first span has already put the task on the thread.
		else if (state === 'running' && nth > 0) yield {type: 'task-resumed', at, task};
	}
}

function endOf({id, state, value, error, endedBy: by, heard}: TaskRecord, at: number): TraceEvent {
	const outcome = state === 'failed' || state === 'cancelled' ? state : state === 'timed out' ? 'timed-out' : 'done';
	return {
		type: 'task-ended',
		at,
		task: id,
		outcome,
		...(value !== undefined && {value}),
		...(error && {error}),
		...(by && {by}),
		...(heard !== undefined && {heard}),
	};
}
