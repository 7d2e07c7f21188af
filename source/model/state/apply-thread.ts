import type {TraceEvent} from '../../trace/event.ts';
import type {Hold, Thread} from '../model.ts';
import type {Growing} from '../sequence.ts';
import {microseconds} from './in-flight.ts';
import type {Frame, TaskRecord, ThreadRecord} from './records.ts';
import {occupy} from './thread-histogram.ts';

type Told<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Shorter stretches are not worth the word. */
const shortestBlock = 20;

/** A thread held for less, in ms, keeps nobody waiting: timers are no more exact than that. */
export const shortestHold = 1;

/** A task's code takes the thread; a task that it was called by stays below it. */
export function enterThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	closeStretch(thread, at);
	thread.top = {task: task.id, below: thread.top};
	openStretch(thread, at);
}

/** A task's code gives the thread back to the task that called it, or to the loop. */
export function leaveThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	const left = without(thread.top, task.id);
	if (left === thread.top) return;
	closeStretch(thread, at);
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

export function beat(thread: ThreadRecord, event: Told<'loop-beat'>): void {
	thread.lags.push(event.lag);
	thread.beats.push(event.at);
	delete thread.blocked;
}

export function noteBlocked(thread: ThreadRecord, event: Told<'loop-blocked'>): void {
	const {since, task, place, inside} = event;
	thread.blocked = {
		since,
		...(task !== undefined && {task}),
		...(place && {place}),
		...(inside !== undefined && {inside}),
	};
}

export function noteReleased(thread: ThreadRecord, event: Told<'loop-released'>): void {
	const {since, ms, task, place} = event;
	delete thread.blocked;
	if (ms < shortestBlock) return;
	thread.blocks.push({from: since, to: since + ms, ...(task !== undefined && {task}), ...(place && {place})});
	const unaccounted = ms - heldSince(thread, since, event.at);
	if (task === undefined && unaccounted > 0) addStretches(thread, since, since + ms, unaccounted);
}

/** The runner waited for its reader: who had the thread held it before and after that. */
export function noteWaited(thread: ThreadRecord, {since, at}: Told<'trace-waited'>): void {
	delete thread.blocked;
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	closeStretch(thread, Math.min(at, Math.max(since, thread.heldFrom)));
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
export function stopThread(thread: ThreadRecord, at: number): void {
	closeStretch(thread, at);
	thread.top = undefined;
	delete thread.blocked;
}

export function threadAt(thread: ThreadRecord, at: number): Thread {
	const {busy, holds, blocks, blocked, lags, beats, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.heldFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	return {busy, holds, blocks, ...(blocked && {blocked}), held: (thread.held + since) / 1000, lags, beats, occupancy};
}

function closeStretch(thread: ThreadRecord, at: number): void {
	const {busy} = thread;
	const open = busy.at(-1);
	if (!open || open.to !== undefined) return;
	const stretch = {from: open.from, to: at, task: open.task};
	busy.replaceLast(stretch);
	noteHold(thread.holds, stretch);
	thread.held += microseconds(at) - microseconds(thread.heldFrom);
	occupy(thread.occupancy, thread.heldFrom, at, at - thread.heldFrom);
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
