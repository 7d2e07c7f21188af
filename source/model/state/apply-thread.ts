import type {TraceEvent} from '../../trace/event.ts';
import {microseconds} from '../microseconds.ts';
import {minBlockMs, onThreadTime} from '../on-thread-time.ts';
import type {SharedList} from '../sequence.ts';
import type {LongThreadSpan, Thread, ThreadTime} from '../thread.ts';
import {addToLatency} from './apply-wait.ts';
import {addSiteThreadTime} from './count-sites.ts';
import {measuredUse} from './measured-use.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {addOccupancy} from './thread-histogram.ts';
import type {StackFrame, ThreadRecord} from './thread-record.ts';

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** The shortest stretch on the thread that can make others late, in ms: timers are no more exact than that. */
export const minLongSpanMs = 1;

/** Puts a task on the thread. The task that called it stays below it on the stack. */
export function enterThread(records: Records, task: TaskRecord, at: number): void {
	const {thread} = records;
	closeThreadSpan(records, at);
	thread.top = {task: task.id, index: task.index, below: thread.top};
	openThreadSpan(thread, at);
}

/** Takes a task off the thread, which returns to the task that called it, or to the loop. */
export function leaveThread(records: Records, task: TaskRecord, at: number): void {
	const {thread} = records;
	const left = without(thread.top, task.id);
	if (left === thread.top) return;
	closeThreadSpan(records, at);
	thread.top = left;
	openThreadSpan(thread, at);
}

/** Removes the innermost frame of a task. Returns the same stack if the task has no frame. */
function without(top: StackFrame | undefined, task: string): StackFrame | undefined {
	const above: StackFrame[] = [];
	let frame = top;
	for (; frame && frame.task !== task; frame = frame.below) above.push(frame);
	if (!frame) return top;
	return above.reduceRight((below, {task, index}) => ({task, index, below}), frame.below);
}

/** Adds the time of many stretches between `from` and `to` that were too short to be reported one by one. */
export function addShortSpans(thread: ThreadRecord, from: number, to: number, busyTime: number): void {
	thread.busyMicroseconds += microseconds(busyTime);
	addOccupancy(thread.occupancy, from, to, busyTime);
}

export function applyBeat(records: Records, event: EventOf<'loop-beat'>): void {
	const {thread} = records;
	const use = thread.time && measuredUse(event, thread.time);
	noteThreadTime(records, event);
	records.sites.lags.add(event.lag);
	thread.lags.push(event.lag);
	thread.ownLags.push(Math.min(event.lag, use?.busy ?? event.lag));
	thread.beats.push(event.at);
	thread.blocked = undefined;
}

export function applyBlocked(records: Records, event: EventOf<'loop-blocked'>): void {
	const {thread} = records;
	const {since, at, task, place, inside, endless} = event;
	if (endless !== undefined) {
		thread.endless = {since, wait: endless, ...(task !== undefined && {task}), ...(place && {place})};
	}
	const held = isStartUp(records) ? undefined : onThreadTime(event, at - since);
	thread.blocked = undefined;
	if (held === undefined) return;
	thread.blocked = {
		// The time that other processes took of the core is not part of the block.
		since: at - held,
		...(task !== undefined && {task}),
		...(place && {place}),
		...(inside !== undefined && {inside}),
	};
}

export function applyReleased(records: Records, event: EventOf<'loop-released'>): void {
	const {thread} = records;
	const {since, ms, task, place, processor} = event;
	thread.blocked = undefined;
	if (ms < minBlockMs) return;
	const unaccounted = ms - busySince(thread, since, event.at);
	if (task === undefined && unaccounted > 0) {
		thread.busyOutside += microseconds(unaccounted);
		addShortSpans(thread, since, since + ms, unaccounted);
	}
	const held = isStartUp(records) ? undefined : onThreadTime(event, ms);
	if (held === undefined) return;
	const holder = task === undefined ? undefined : taskWithMostTime(thread, task, since, since + ms);
	// The place of a short block is the line where its stretch started, which is in the caller.
	const isCallers = holder !== task && place?.function === records.tasks.get(task ?? '')?.function;
	const at = isCallers ? records.tasks.get(holder ?? '')?.definedAt : place;
	thread.blocks.push({
		from: since,
		to: since + ms,
		ms: held,
		...(processor !== undefined && {computed: processor >= held / 2}),
		...(holder !== undefined && {task: holder}),
		...(at && {place: at}),
	});
}

/**
 * Returns the task that was on the thread for more than half of a stretch: a call that the given task made and that
 * ended within the stretch, or the task itself.
 */
function taskWithMostTime({busy}: ThreadRecord, task: string, since: number, until: number): string {
	const had = new Map<string, number>();
	for (let index = busy.length - 1; index >= 0; index--) {
		const span = busy.at(index);
		if (!span || (span.to ?? until) <= since) break;
		const ms = Math.min(span.to ?? until, until) - Math.max(span.from, since);
		had.set(span.task, (had.get(span.task) ?? 0) + ms);
	}
	const [holder = task] = [...had].find(([, ms]) => ms > (until - since) / 2) ?? [];
	return holder;
}

/** Stores what the engine measured so far. Ignores an event without any figure. */
export function noteThreadTime({thread}: Records, event: ThreadTime): void {
	const {at, idle, tracing, processor, preempted} = event;
	if (idle === undefined && processor === undefined && tracing === undefined) return;
	thread.time = {at, idle, tracing, processor, preempted};
}

/**
 * Takes the time in which the runner waited for its reader off the thread. The task that was on the thread before is on
 * it again afterwards.
 */
export function applyWaited(records: Records, {since, at}: EventOf<'trace-waited'>): void {
	const {thread} = records;
	thread.blocked = undefined;
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	closeThreadSpan(records, Math.min(at, Math.max(since, thread.busyFrom)));
	openThreadSpan(thread, at);
}

/**
 * Returns for how long tasks have been on the thread since a moment, in ms. Code outside all tasks accounts for the
 * rest of the time.
 */
function busySince({busy}: ThreadRecord, since: number, at: number): number {
	let busyTime = 0;
	for (let index = busy.length - 1; index >= 0; index--) {
		const {from = 0, to = at} = busy.at(index) ?? {};
		if (to <= since) break;
		busyTime += to - Math.max(from, since);
	}
	return busyTime;
}

/** Empties the thread: the process has ended. */
export function stopThread(records: Records, at: number): void {
	const {thread} = records;
	closeThreadSpan(records, at);
	thread.top = undefined;
	thread.blocked = undefined;
}

export function threadAt(records: Records, at: number): Thread {
	const {thread, startedAt, firstCall} = records;
	const {busy, longSpans, blocks, blocked, endless, lags, beats, ownLags, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.busyFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	const usedFrom = firstCall?.at ?? startedAt;
	const use =
		isStartUp(records) || usedFrom === undefined
			? undefined
			: measuredUse(thread.time, thread.startUpTime ?? {at: usedFrom});
	return {
		busy,
		longSpans,
		blocks,
		...(blocked && {blocked}),
		...(endless && {endless}),
		busyTime: (thread.busyMicroseconds + since) / 1000,
		busyByTasks: isStartUp(records) ? 0 : (busyByTasks(thread, at) - (firstCall?.held ?? 0)) / 1000,
		...(use && {use}),
		preemptedAtStart: thread.startUpTime?.preempted ?? 0,
		lags,
		beats,
		ownLags,
		occupancy,
	};
}

/**
 * Returns whether a program has neither called a function nor waited yet. Until then imports occupy its thread and keep
 * no call waiting.
 */
function isStartUp({description, firstCall}: Records): boolean {
	return description.form === 'program' && !firstCall;
}

/** Returns for how long tasks have been on the thread, in µs. */
export function busyByTasks(thread: ThreadRecord, at: number): number {
	const open = thread.busy.at(-1);
	const since = open && open.to === undefined ? microseconds(at) - microseconds(thread.busyFrom) : 0;
	return thread.busyMicroseconds - thread.busyOutside + Math.max(0, since);
}

/** Closes the open stretch, which is that of the task on top of the stack. */
function closeThreadSpan(records: Records, at: number): void {
	const {thread, tasks, description} = records;
	const {busy, top} = thread;
	const open = busy.at(-1);
	if (!open || open.to !== undefined || !top) return;
	const stretch = {from: open.from, to: at, task: open.task};
	busy.replaceLast(stretch);
	addLongSpan(thread.longSpans, stretch);
	const held = microseconds(at) - microseconds(thread.busyFrom);
	thread.busyMicroseconds += held;
	addSiteThreadTime(records, top.index, held);
	addOccupancy(thread.occupancy, thread.busyFrom, at, at - thread.busyFrom);
	if (description.form === 'tasks') addToLatency(records, tasks.at(top.index).plannedIndex, thread.busyFrom, at);
}

/** Adds a stretch. A stretch that continued after it had been closed replaces its own first part. */
function addLongSpan(longSpans: SharedList<LongThreadSpan>, span: LongThreadSpan): void {
	if (span.to - span.from < minLongSpanMs) return;
	if (longSpans.at(-1)?.from === span.from) longSpans.replaceLast(span);
	else longSpans.push(span);
}

export function openThreadSpan(thread: ThreadRecord, at: number): void {
	const {busy, top} = thread;
	if (!top) return;
	thread.busyFrom = at;
	const last = busy.at(-1);
	if (last && last.to === at && last.task === top.task)
		busy.replaceLast({from: last.from, to: undefined, task: last.task});
	else busy.push({from: at, to: undefined, task: top.task});
}
