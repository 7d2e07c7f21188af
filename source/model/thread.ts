import type {TraceEvent} from '../trace/event.ts';
import type {Thread} from './model.ts';
import {occupy} from './occupancy.ts';
import type {TaskRecord, ThreadRecord} from './records.ts';
import {microseconds} from './tally.ts';

type Told<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** Shorter stretches are not worth the word. */
const shortestBlock = 20;

/** A task's code takes the thread; a task that it was called by stays below it. */
export function enterThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	closeStretch(thread, at);
	thread.stack.push(task);
	openStretch(thread, at);
}

/** A task's code gives the thread back to the task that called it, or to the loop. */
export function leaveThread(thread: ThreadRecord, task: TaskRecord, at: number): void {
	const index = thread.stack.lastIndexOf(task);
	if (index < 0) return;
	closeStretch(thread, at);
	thread.stack.splice(index, 1);
	openStretch(thread, at);
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

/** ms that tasks have held the thread from a moment on: what no task has held, code outside all tasks has. */
function heldSince({busy}: ThreadRecord, since: number, at: number): number {
	let held = 0;
	for (let index = busy.length - 1; index >= 0; index--) {
		const {from = 0, to = at} = busy[index] ?? {};
		if (to <= since) break;
		held += to - Math.max(from, since);
	}
	return held;
}

/** The process is over: nobody holds its thread. */
export function stopThread(thread: ThreadRecord, at: number): void {
	closeStretch(thread, at);
	thread.stack.length = 0;
	delete thread.blocked;
}

export function threadAt(thread: ThreadRecord, at: number): Thread {
	const {busy, blocks, blocked, lags, beats, occupancy} = thread;
	const open = busy.at(-1);
	const from = open && open.to === undefined ? thread.heldFrom : blocked?.since;
	const since = from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from));
	return {busy, blocks, ...(blocked && {blocked}), held: (thread.held + since) / 1000, lags, beats, occupancy};
}

function closeStretch(thread: ThreadRecord, at: number): void {
	const open = thread.busy.at(-1);
	if (!open || open.to !== undefined) return;
	open.to = at;
	thread.held += microseconds(at) - microseconds(thread.heldFrom);
	occupy(thread.occupancy, thread.heldFrom, at, at - thread.heldFrom);
}

function openStretch(thread: ThreadRecord, at: number): void {
	const task = thread.stack.at(-1);
	if (!task) return;
	thread.heldFrom = at;
	const last = thread.busy.at(-1);
	if (last && last.to === at && last.task === task.id) last.to = undefined;
	else thread.busy.push({from: at, to: undefined, task: task.id});
}
