import {first, pop} from '../heap.ts';
import {microseconds} from '../microseconds.ts';
import type {PastSpan} from '../own-waits.ts';
import {isQueueing, mayBeForCalls, mayBeOwn, ownWait} from '../own-waits.ts';
import {addCoveredTime} from './covered-time.ts';
import {markEnded, openInFlight} from './in-flight.ts';
import {addToPeak} from './peak.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {announceWait, isForCalls, openOwnWait, setApart, unsetApart, withdrawWait} from './waits-below.ts';
import {writableTask} from './writable-task.ts';

/** A wait that is shorter, in ms, may be just one turn of the loop. */
const minWaitMs = 1;
/**
 * A part of a wait, before or after calls below its lane wait, that is shorter, in ms, may only be what it takes to make
 * these calls and to continue after them. Its time counts, but it does not count as another wait.
 */
const minPartMs = 25;

/** Records that a task starts to wait. `apart`: the calls it made that it does not wait for. */
export function openWait(records: Records, task: TaskRecord, at: number, apart?: readonly string[]): void {
	const on = task.waitsFor;
	if (!on || !mayBeOwn(on) || belongsToStrategy(records, task)) return;
	task.mayWait = true;
	const isAnnounced = task.waitsBelow > 0;
	if (apart) setApart(records, task, apart);
	if (!isAnnounced) announceWait(records, task, caller => pauseWait(records, caller, at));
	if (task.waitsBelow > 0 && isForCalls(task)) return;
	const due = on.kind === 'timer' ? at + Math.max(0, on.ms) : replyAt(records, task);
	openOwnWait(records, task, at, due === undefined ? undefined : Math.max(at, due));
}

/**
 * Returns whether the wait is the strategy's own. The strategy waits for the tasks of a set, whose waits count instead.
 */
function belongsToStrategy({description}: Records, {plannedIndex}: TaskRecord): boolean {
	return description.form === 'tasks' && plannedIndex < 0;
}

/** Returns when the simulated response that a task waits for is due, in ms. Undefined for any other wait. */
function replyAt(records: Records, {waitsFor: on, plannedIndex}: TaskRecord): number | undefined {
	const {description, requests, tasks} = records;
	if (description.source !== 'simulated' || on?.kind !== 'io' || on.request === undefined) return undefined;
	const latency = plannedIndex < 0 ? undefined : tasks.at(plannedIndex).plan?.latency;
	const began = Math.min(...Object.values(requests.get(on.request)?.since ?? {}));
	return latency !== undefined && Number.isFinite(began) ? began + latency : undefined;
}

/** Ends the waits that are due by a moment. */
export function endDueWaits(records: Records, at: number): void {
	const {due, open} = records.waiting;
	for (let nth = first(due); nth !== undefined && (open.dues[nth] as number) <= at; nth = first(due)) {
		pop(due);
		const index = open.tasks[nth] as number;
		if (records.tasks.at(index).openWaitIndex !== nth) continue;
		const task = writableTask(records, index);
		const from = removeOpenWait(records, task);
		addOwn(records, task, from, open.dues[nth] as number);
		settleOwn(records, task);
	}
}

/** Pauses a caller's own wait: a lane below it starts to wait, and the time is that lane's. */
function pauseWait(records: Records, task: TaskRecord, at: number): void {
	const from = removeOpenWait(records, task);
	addOwn(records, task, from, at, minPartMs);
}

/** Records that a task stops waiting. */
export function closeWait(records: Records, task: TaskRecord, span: PastSpan): void {
	if (belongsToStrategy(records, task)) return;
	const from = task.openWaitIndex < 0 ? undefined : removeOpenWait(records, task);
	countWait(records, task, span, from);
	if (!task.mayWait) return;
	task.mayWait = false;
	unsetApart(records, task);
	if (task.waitsBelow === 0) withdrawWait(records, task, span.to);
}

/**
 * Counts a wait that ended. `from`: when its own waiting started; undefined if what the task waited for was already
 * due, or if a lane below it waits.
 */
function countWait(records: Records, task: TaskRecord, span: PastSpan, from: number | undefined): void {
	const {waiting, tasks} = records;
	const on = span.waitsFor;
	// A wait that was due is counted already.
	if (from === undefined && on && mayBeOwn(on) && !mayBeForCalls(on)) return;
	if (isQueueing(span)) {
		const queueing = microseconds(span.to) - microseconds(span.from);
		task.queueing += queueing;
		waiting.queueing += queueing;
		waiting.sum -= task.unsettledOwn;
		task.unsettledOwn = 0;
		return;
	}
	const thread = task.lastThreadCall < 0 ? undefined : tasks.at(task.lastThreadCall);
	const own = ownWait(span, tasks, thread);
	if (own && (from !== undefined || !on || !mayBeOwn(on))) {
		const start = Math.max(own.from, from ?? own.from);
		addOwn(records, task, start, own.to, start > own.from ? minPartMs : minWaitMs);
	}
	settleOwn(records, task);
}

/** Closes all waits at the end of the run: they lasted until then. */
export function closeOpenWaits(records: Records, at: number): void {
	// After a wait is closed, the wait of a lane above it may be its own again.
	const {open} = records.waiting;
	for (let left = openInFlight(open); left.length > 0; left = openInFlight(open)) {
		for (const nth of left) {
			const task = writableTask(records, open.tasks[nth] as number);
			const span = task.spans.at(-1);
			if (span?.state === 'waiting') closeWait(records, task, {...span, to: Math.max(span.from, at)});
			else removeOpenWait(records, task);
		}
	}
}

/** Removes the task from the open waits. Returns since when it waited, in ms. */
function removeOpenWait({waiting}: Records, task: TaskRecord): number {
	const from = waiting.open.starts[task.openWaitIndex] ?? 0;
	markEnded(waiting.open, task.openWaitIndex);
	task.openWaitIndex = -1;
	return from;
}

/** Adds own waiting. `minMs`: from which length on it counts as a wait, and not only as time. */
function addOwn(records: Records, task: TaskRecord, from: number, to: number, minMs = minWaitMs): void {
	if (!(to > from)) return;
	const {waiting, description} = records;
	const begin = microseconds(from);
	const end = microseconds(to);
	const own = Math.max(0, end - begin - microseconds(task.cycled - task.cycledBefore));
	task.unsettledOwn += own;
	waiting.sum += own;
	const isWait = to - from >= minMs;
	if (isWait) waiting.spans++;
	if (description.form === 'program') {
		if (isWait) addToPeak(waiting.peak, from, to);
		waiting.cover = addCoveredTime(waiting.cover, begin, end);
	} else addToLatency(records, task.plannedIndex, from, to);
}

/** Adds the own waiting of an ended wait to its lane for good: it was for the outside. */
function settleOwn({waiting, tasks}: Records, task: TaskRecord): void {
	if (task.unsettledOwn === 0) return;
	task.ownWaiting += task.unsettledOwn;
	task.unsettledOwn = 0;
	if (waiting.longest < 0 || isLonger(task, tasks.at(waiting.longest))) waiting.longest = task.index;
}

/** Of two equally long waits, the lane that was created first wins. */
function isLonger(one: TaskRecord, other: TaskRecord): boolean {
	const more = one.ownWaiting - other.ownWaiting;
	return more > 0 || (more === 0 && one.index < other.index);
}

/**
 * Adds to the latency of a planned task, while it is not settled, an interval in which something below it waited for
 * the outside or was on the thread. `index`: of the planned task; -1 if there is none.
 */
export function addToLatency(records: Records, index: number, from: number, to: number): void {
	if (index < 0 || records.tasks.at(index).endedAt !== undefined) return;
	const planned = writableTask(records, index);
	const begin = microseconds(from);
	const end = microseconds(to);
	const before = gapOf(planned);
	planned.cover = addCoveredTime(planned.cover, begin, end);
	records.waiting.cover = addCoveredTime(records.waiting.cover, begin, end);
	if (planned.plan?.latency === undefined) records.totals.gaps += gapOf(planned) - before;
}

/** Returns for how long so far nothing below a planned task waited for the outside or was on the thread, in µs. */
export function gapOf({cover, startedAt}: TaskRecord): number {
	return cover && startedAt !== undefined ? Math.max(0, cover.to - microseconds(startedAt) - cover.total) : 0;
}
