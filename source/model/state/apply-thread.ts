import type {TraceEvent} from '../../trace/event.ts';
import type {Hold, Thread, ThreadTime, ThreadUse} from '../model.ts';
import type {Growing} from '../sequence.ts';
import {addToLatency} from './apply-wait.ts';
import {microseconds} from './in-flight.ts';
import type {Frame, Records, TaskRecord, ThreadRecord} from './records.ts';
import {occupy} from './thread-histogram.ts';

type Told<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Shorter stretches are not worth the word. */
const shortestBlock = 20;

/** A thread held for less, in ms, keeps nobody waiting: timers are no more exact than that. */
export const shortestHold = 1;

/** A task's code takes the thread; a task that it was called by stays below it. */
export function enterThread(records: Records, task: TaskRecord, at: number): void {
	const {thread} = records;
	closeStretch(records, at);
	thread.top = {task: task.id, below: thread.top};
	openStretch(thread, at);
}

/** A task's code gives the thread back to the task that called it, or to the loop. */
export function leaveThread(records: Records, task: TaskRecord, at: number): void {
	const {thread} = records;
	const left = without(thread.top, task.id);
	if (left === thread.top) return;
	closeStretch(records, at);
	thread.top = left;
	openStretch(thread, at);
}

/** The frames without the innermost one of that task; the same where there is none. */
function without(top: Frame | undefined, task: string): Frame | undefined {
	const above: Frame[] = [];
	let frame = top;
	for (; frame && frame.task !== task; frame = frame.below) above.push(frame);
	if (!frame) return top;
	return above.reduceRight((below, {task}) => ({task, below}), frame.below);
}

/** Many stretches between `from` and `to` that were too short to be told one by one. */
export function addStretches(thread: ThreadRecord, from: number, to: number, held: number): void {
	thread.held += microseconds(held);
	occupy(thread.occupancy, from, to, held);
}

export function beat(records: Records, event: Told<'loop-beat'>): void {
	const {thread} = records;
	noteThreadTime(records, event);
	thread.lags.push(event.lag);
	thread.beats.push(event.at);
	delete thread.blocked;
}

export function noteBlocked(thread: ThreadRecord, event: Told<'loop-blocked'>): void {
	const {since, at, task, place, inside} = event;
	const held = heldOf(event, at - since);
	delete thread.blocked;
	if (held === undefined || held < shortestBlock) return;
	thread.blocked = {
		// What others took of its core is not part of it.
		since: at - held,
		...(task !== undefined && {task}),
		...(place && {place}),
		...(inside !== undefined && {inside}),
	};
}

export function noteReleased(thread: ThreadRecord, event: Told<'loop-released'>): void {
	const {since, ms, task, place, processor} = event;
	delete thread.blocked;
	if (ms < shortestBlock) return;
	const unaccounted = ms - heldSince(thread, since, event.at);
	if (task === undefined && unaccounted > 0) {
		thread.heldOutside += microseconds(unaccounted);
		addStretches(thread, since, since + ms, unaccounted);
	}
	const held = heldOf(event, ms);
	if (held === undefined || held < shortestBlock) return;
	thread.blocks.push({
		from: since,
		to: since + ms,
		ms: held,
		...(processor !== undefined && {computed: processor >= held / 2}),
		...(task !== undefined && {task}),
		...(place && {place}),
	});
}

/**
 * How long code had the thread in a stretch of that many ms: all of it but the time in which others had the core. Where that is
 * not known, the time that the processor worked for it, if that is half or more. Undefined where there is no evidence.
 */
function heldOf(
	{processor, preempted}: Pick<Told<'loop-released'>, 'processor' | 'preempted'>,
	ms: number,
): number | undefined {
	if (preempted !== undefined) return Math.max(0, ms - preempted);
	return processor !== undefined && processor >= ms / 2 ? Math.min(processor, ms) : undefined;
}

/** What the engine measured so far. An event without any figure tells nothing. */
export function noteThreadTime({thread}: Records, event: ThreadTime): void {
	const {at, idle, tracing, processor, preempted} = event;
	if (idle === undefined && processor === undefined && tracing === undefined) return;
	thread.time = {at, idle, tracing, processor, preempted};
}

/** The runner waited for its reader: who had the thread held it before and after that. */
export function noteWaited(records: Records, {since, at}: Told<'trace-waited'>): void {
	const {thread} = records;
	delete thread.blocked;
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	closeStretch(records, Math.min(at, Math.max(since, thread.heldFrom)));
	openStretch(thread, at);
}

/** ms that tasks have held the thread from a moment on: what no task has held, code outside all tasks has. */
function heldSince({busy}: ThreadRecord, since: number, at: number): number {
	let held = 0;
	for (let index = busy.length - 1; index >= 0; index--) {
		const {from = 0, to = at} = busy.at(index) ?? {};
		if (to <= since) break;
		held += to - Math.max(from, since);
	}
	return held;
}

/** The process is over: nobody holds its thread. */
export function stopThread(records: Records, at: number): void {
	const {thread} = records;
	closeStretch(records, at);
	thread.top = undefined;
	delete thread.blocked;
}

export function threadAt({thread, startedAt, firstCall, description}: Records, at: number): Thread {
	const {busy, holds, blocks, blocked, lags, beats, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.heldFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	const isStartUp = description.form === 'program' && !firstCall;
	const usedFrom = firstCall?.at ?? startedAt;
	const use = isStartUp || usedFrom === undefined ? undefined : measuredUse(thread, usedFrom);
	return {
		busy,
		holds,
		blocks,
		...(blocked && {blocked}),
		held: (thread.held + since) / 1000,
		heldByTasks: isStartUp ? 0 : (heldByTasks(thread, at) - (firstCall?.held ?? 0)) / 1000,
		...(use && {use}),
		lags,
		beats,
		occupancy,
	};
}

/** Microseconds that tasks have had the thread. */
export function heldByTasks(thread: ThreadRecord, at: number): number {
	const open = thread.busy.at(-1);
	const since = open && open.to === undefined ? microseconds(at) - microseconds(thread.heldFrom) : 0;
	return thread.held - thread.heldOutside + Math.max(0, since);
}

/** What the thread was used for from a moment on, ms on the run's clock, as far as it was measured. */
function measuredUse({time, startUpTime}: ThreadRecord, from: number): ThreadUse | undefined {
	if (!time) return undefined;
	const start: ThreadTime = startUpTime ?? {at: from};
	const passed = time.at - start.at;
	if (!(passed > 0)) return undefined;
	const since = (name: 'idle' | 'tracing' | 'processor' | 'preempted') => {
		const [now, before] = [time[name], start[name] ?? 0];
		return now === undefined ? undefined : Math.max(0, now - before);
	};
	const [idle, tracing = 0, processor, preempted] = [
		since('idle'),
		since('tracing'),
		since('processor'),
		since('preempted'),
	];
	const of = Math.max(0, passed - tracing - (preempted ?? 0));
	if (idle !== undefined) {
		return {of, busy: Math.max(0, of - idle), tracing, is: preempted === undefined ? 'at most' : 'exact'};
	}
	return processor === undefined ? undefined : {of, busy: Math.min(of, processor), tracing, is: 'at least'};
}

function closeStretch(records: Records, at: number): void {
	const {thread, tasks, description} = records;
	const {busy} = thread;
	const open = busy.at(-1);
	if (!open || open.to !== undefined) return;
	const stretch = {from: open.from, to: at, task: open.task};
	busy.replaceLast(stretch);
	noteHold(thread.holds, stretch);
	thread.held += microseconds(at) - microseconds(thread.heldFrom);
	occupy(thread.occupancy, thread.heldFrom, at, at - thread.heldFrom);
	if (description.form === 'tasks') addToLatency(records, tasks.get(open.task)?.plannedTask, thread.heldFrom, at);
}

/** A stretch that went on after it had been closed takes the place of its beginning. */
function noteHold(holds: Growing<Hold>, stretch: Hold): void {
	if (stretch.to - stretch.from < shortestHold) return;
	if (holds.at(-1)?.from === stretch.from) holds.replaceLast(stretch);
	else holds.push(stretch);
}

function openStretch(thread: ThreadRecord, at: number): void {
	const {busy, top} = thread;
	if (!top) return;
	thread.heldFrom = at;
	const last = busy.at(-1);
	if (last && last.to === at && last.task === top.task)
		busy.replaceLast({from: last.from, to: undefined, task: last.task});
	else busy.push({from: at, to: undefined, task: top.task});
}
