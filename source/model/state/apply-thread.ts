import type {TraceEvent} from '../../trace/event.ts';
import type {LongThreadSpan, Thread} from '../model.ts';
import type {SharedList} from '../sequence.ts';
import {microseconds} from './in-flight.ts';
import type {StackFrame, TaskRecord, ThreadRecord} from './records.ts';
import {addOccupancy} from './thread-histogram.ts';

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Shorter stretches are not worth the word. */
const minBlock = 20;

/** A thread held for less, in ms, keeps nobody waiting: timers are no more exact than that. */
export const minLongSpan = 1;

/** A task's code takes the thread; a task that it was called by stays below it. */
export function enterThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	closeThreadSpan(thread, at);
	thread.top = {task: task.id, below: thread.top};
	openThreadSpan(thread, at);
}

/** A task's code gives the thread back to the task that called it, or to the loop. */
export function leaveThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	const left = without(thread.top, task.id);
	if (left === thread.top) return;
	closeThreadSpan(thread, at);
	thread.top = left;
	openThreadSpan(thread, at);
}

/** The frames without the innermost one of that task; the same where there is none. */
function without(top: StackFrame | undefined, task: string): StackFrame | undefined {
	const above: StackFrame[] = [];
	let frame = top;
	for (; frame && frame.task !== task; frame = frame.below) above.push(frame);
	if (!frame) return top;
	return above.reduceRight((below, {task}) => ({task, below}), frame.below);
}

/** Many stretches between `from` and `to` that were too short to be told one by one. */
export function addShortSpans(thread: ThreadRecord, from: number, to: number, busyTime: number): void {
	thread.busyMicroseconds += microseconds(busyTime);
	addOccupancy(thread.occupancy, from, to, busyTime);
}

export function applyBeat(thread: ThreadRecord, event: EventOf<'loop-beat'>): void {
	thread.lags.push(event.lag);
	thread.beats.push(event.at);
	delete thread.blocked;
}

export function applyBlocked(thread: ThreadRecord, event: EventOf<'loop-blocked'>): void {
	const {since, task, place, inside} = event;
	thread.blocked = {
		since,
		...(task !== undefined && {task}),
		...(place && {place}),
		...(inside !== undefined && {inside}),
	};
}

export function applyReleased(thread: ThreadRecord, event: EventOf<'loop-released'>): void {
	const {since, ms, task, place} = event;
	delete thread.blocked;
	if (ms < minBlock) return;
	thread.blocks.push({from: since, to: since + ms, ...(task !== undefined && {task}), ...(place && {place})});
	const unaccounted = ms - busySince(thread, since, event.at);
	if (task === undefined && unaccounted > 0) addShortSpans(thread, since, since + ms, unaccounted);
}

/** The runner waited for its reader: who had the thread held it before and after that. */
export function applyWaited(thread: ThreadRecord, {since, at}: EventOf<'trace-waited'>): void {
	delete thread.blocked;
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	closeThreadSpan(thread, Math.min(at, Math.max(since, thread.busyFrom)));
	openThreadSpan(thread, at);
}

/** ms that tasks have held the thread from a moment on: what no task has held, code outside all tasks has. */
function busySince({busy}: ThreadRecord, since: number, at: number): number {
	let busyTime = 0;
	for (let index = busy.length - 1; index >= 0; index--) {
		const {from = 0, to = at} = busy.at(index) ?? {};
		if (to <= since) break;
		busyTime += to - Math.max(from, since);
	}
	return busyTime;
}

/** The process is over: nobody holds its thread. */
export function stopThread(thread: ThreadRecord, at: number): void {
	closeThreadSpan(thread, at);
	thread.top = undefined;
	delete thread.blocked;
}

export function threadAt(thread: ThreadRecord, at: number): Thread {
	const {busy, longSpans, blocks, blocked, lags, beats, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.busyFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	return {
		busy,
		longSpans,
		blocks,
		...(blocked && {blocked}),
		busyTime: (thread.busyMicroseconds + since) / 1000,
		lags,
		beats,
		occupancy,
	};
}

function closeThreadSpan(thread: ThreadRecord, at: number): void {
	const {busy} = thread;
	const open = busy.at(-1);
	if (!open || open.to !== undefined) return;
	const span = {from: open.from, to: at, task: open.task};
	busy.replaceLast(span);
	addLongSpan(thread.longSpans, span);
	thread.busyMicroseconds += microseconds(at) - microseconds(thread.busyFrom);
	addOccupancy(thread.occupancy, thread.busyFrom, at, at - thread.busyFrom);
}

/** A stretch that went on after it had been closed takes the place of its beginning. */
function addLongSpan(longSpans: SharedList<LongThreadSpan>, span: LongThreadSpan): void {
	if (span.to - span.from < minLongSpan) return;
	if (longSpans.at(-1)?.from === span.from) longSpans.replaceLast(span);
	else longSpans.push(span);
}

function openThreadSpan(thread: ThreadRecord, at: number): void {
	const {busy, top} = thread;
	if (!top) return;
	thread.busyFrom = at;
	const last = busy.at(-1);
	if (last && last.to === at && last.task === top.task)
		busy.replaceLast({from: last.from, to: undefined, task: last.task});
	else busy.push({from: at, to: undefined, task: top.task});
}
