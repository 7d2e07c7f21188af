import {microseconds} from '../microseconds.ts';
import type {SharedList} from '../sequence.ts';
import type {LongThreadSpan} from '../thread.ts';
import {addToLatency} from './apply-wait.ts';
import {addSiteThreadTime} from './count-sites.ts';
import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {addOccupancy} from './thread-histogram.ts';
import type {StackFrame, ThreadRecord} from './thread-record.ts';

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
	if (top?.task === task) return top.below;
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

/** Closes the open stretch, which is that of the task on top of the stack. */
export function closeThreadSpan(records: Records, at: number): void {
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

/** Opens a stretch of the task on top of the stack. Continues its last one if that ended at this moment. */
export function openThreadSpan(thread: ThreadRecord, at: number): void {
	const {busy, top} = thread;
	if (!top) return;
	thread.busyFrom = at;
	const last = busy.at(-1);
	if (last && last.to === at && last.task === top.task)
		busy.replaceLast({from: last.from, to: undefined, task: last.task});
	else busy.push({from: at, to: undefined, task: top.task});
}
