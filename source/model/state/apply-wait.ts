import {first, pop, push} from '../heap.ts';
import {microseconds} from '../microseconds.ts';
import type {Task} from '../model.ts';
import type {PastSpan} from '../own-waits.ts';
import {isQueueing, mayBeOwn, ownWait} from '../own-waits.ts';
import {addToCover} from './cover.ts';
import {addInFlight, land, openInFlight} from './in-flight.ts';
import {addToPeak} from './peak.ts';
import type {Records, TaskRecord} from './records.ts';
import {writableTask} from './task-record.ts';

/** A shorter wait, ms, may be no more than a turn of the loop. */
const shortest = 1;

/** A task has begun to wait. */
export function openWait(records: Records, task: TaskRecord, at: number): void {
	const on = task.waitsFor;
	if (!on || !mayBeOwn(on)) return;
	const {open, due} = records.waiting;
	task.cycledBefore = task.cycled;
	task.waitsAs = addInFlight(open, task.index, at);
	const dueAt = on.kind === 'timer' ? at + Math.max(0, on.ms) : replyAt(records, task);
	if (dueAt !== undefined) push(due, {at: Math.max(at, dueAt), task: task.index, nth: task.waitsAs});
}

/** When the simulated reply is there that a task waits for. */
function replyAt({description, requests, tasks}: Records, {waitsFor: on, plannedTask}: TaskRecord): number | undefined {
	if (description.source !== 'simulated' || on?.kind !== 'io' || on.request === undefined) return undefined;
	const latency = tasks.get(plannedTask ?? '')?.plan?.latency;
	const began = Math.min(...Object.values(requests.get(on.request)?.since ?? {}));
	return latency !== undefined && Number.isFinite(began) ? began + latency : undefined;
}

/** Ends the waits that are due by then. */
export function endDueWaits(records: Records, at: number): void {
	const {due} = records.waiting;
	for (let next = first(due); next && next.at <= at; next = first(due)) {
		pop(due);
		if (records.tasks.at(next.task).waitsAs !== next.nth) continue;
		const task = writableTask(records, next.task);
		const from = landed(records, task);
		addOwn(records, task, from, next.at);
	}
}

/** A task has stopped waiting. */
export function closeWait(records: Records, task: TaskRecord, span: PastSpan): void {
	// What was due is counted already.
	if (task.waitsAs < 0 && span.waitsFor && mayBeOwn(span.waitsFor)) return;
	if (task.waitsAs >= 0) landed(records, task);
	if (isQueueing(span)) {
		const queueing = microseconds(span.to) - microseconds(span.from);
		task.queueing += queueing;
		records.waiting.queueing += queueing;
		return;
	}
	const thread = task.threadCalled < 0 ? undefined : records.tasks.at(task.threadCalled);
	const own = ownWait(span, records.tasks, thread);
	if (own) addOwn(records, task, own.from, own.to);
}

/** The run is over: what waits still has waited until now. */
export function closeOpenWaits(records: Records, at: number): void {
	for (const index of openInFlight(records.waiting.open)) {
		const task = writableTask(records, index);
		const span = task.spans.at(-1);
		if (span?.state === 'waiting') closeWait(records, task, {...span, to: Math.max(span.from, at)});
	}
}

/** Since when it waited, ms. */
function landed({waiting}: Records, task: TaskRecord): number {
	const from = waiting.open.starts[task.waitsAs] ?? 0;
	land(waiting.open, task.waitsAs);
	task.waitsAs = -1;
	return from;
}

function addOwn(records: Records, task: TaskRecord, from: number, to: number): void {
	if (!(to > from)) return;
	const {waiting, description, tasks} = records;
	const [begin, end] = [microseconds(from), microseconds(to)];
	const own = Math.max(0, end - begin - microseconds(task.cycled - task.cycledBefore));
	task.ownWaiting += own;
	waiting.sum += own;
	if (waiting.longest < 0 || isLonger(task, tasks.at(waiting.longest))) waiting.longest = task.index;
	if (to - from >= shortest) waiting.spans++;
	if (description.form === 'program') {
		if (to - from >= shortest) addToPeak(waiting.peak, from, to);
		waiting.cover = addToCover(waiting.cover, begin, end);
	} else addToLatency(records, task.plannedTask, from, to);
}

/** Of two that waited equally long the one that was created first. */
function isLonger(one: TaskRecord, other: TaskRecord): boolean {
	const more = one.ownWaiting - other.ownWaiting;
	return more > 0 || (more === 0 && one.index < other.index);
}

/** Something below a planned task waited for the outside, or had the thread: part of its latency, as long as it lives. */
export function addToLatency(records: Records, id: Task['plannedTask'], from: number, to: number): void {
	const index = id === undefined ? -1 : records.tasks.indexOf(id);
	if (index < 0 || records.tasks.at(index).endedAt !== undefined) return;
	const planned = writableTask(records, index);
	const [begin, end] = [microseconds(from), microseconds(to)];
	const before = gapOf(planned);
	planned.cover = addToCover(planned.cover, begin, end);
	records.waiting.cover = addToCover(records.waiting.cover, begin, end);
	if (planned.plan?.latency === undefined) records.totals.gaps += gapOf(planned) - before;
}

/** Of a planned task, µs so far in which nothing below it waited for the outside or had the thread. */
export function gapOf({cover, startedAt}: TaskRecord): number {
	return cover && startedAt !== undefined ? Math.max(0, cover.to - microseconds(startedAt) - cover.total) : 0;
}
