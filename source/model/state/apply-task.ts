import type {Place, TraceEvent, WaitsFor} from '../../trace/event.ts';
import type {TaskEventType} from '../../trace/task-transitions.ts';
import {taskTransitions} from '../../trace/task-transitions.ts';
import {addShortSpans, enterThread, leaveThread} from './apply-thread.ts';
import {calledBy, growLaneTree, isLane} from './lane-tree.ts';
import {mark, unmark} from './marked-lines.ts';
import {addWaiter, orphanCalled, removeWaiter} from './orphans.ts';
import type {Records, TaskRecord} from './records.ts';
import {createTaskRecord, writableTask} from './records.ts';
import {countEnd, countStart} from './totals.ts';

type TaskEvent = Extract<TraceEvent, {type: TaskEventType}>;

/** Applies an event of a task if the table of transitions allows it, else counts it as an inconsistency. */
export function applyToTask(records: Records, event: TaskEvent): void {
	const index = records.tasks.indexOf(event.task);
	const stage = taskTransitions[event.type][index < 0 ? 'absent' : records.tasks.at(index).stage];
	if (!stage || records.end) {
		records.inconsistencies++;
		return;
	}
	const task =
		index < 0 ? create(records, event as Extract<TaskEvent, {type: 'task-created'}>) : writableTask(records, index);
	task.stage = stage;
	switch (event.type) {
		case 'task-created':
			task.createdAt = event.at;
			task.parent = event.parent;
			task.definedAt = event.place;
			if (isProgram(records)) growLaneTree(records, task);
			return;
		case 'task-scheduled':
			return;
		case 'task-started':
			task.startedAt = event.at;
			if (records.result && task.plannedTask !== undefined) task.orphan = true;
			run(records, task, event.at);
			countStart(records, task);
			return;
		case 'task-waiting':
			leaveThread(records.thread, task, event.at);
			wait(task, event.at, event.on, event.place);
			if (isProgram(records)) addWaiter(records, event.on);
			mark(records, 'suspended', event.place, task);
			return;
		case 'task-resumed':
			leaveWait(records, task);
			run(records, task, event.at);
			return;
		case 'task-cycled':
			task.cycled += event.busy;
			addShortSpans(records.thread, event.since, event.at, event.busy);
			return;
		case 'task-ended':
			end(records, task, event);
	}
}

const isProgram = ({description}: Records): boolean => description.form === 'program';

function create(records: Records, event: Extract<TaskEvent, {type: 'task-created'}>): TaskRecord {
	const task = createTaskRecord(records.tasks.size, event.task, event.name, event.kind, event.at);
	if (event.parent !== undefined) task.plannedTask = records.tasks.get(event.parent)?.plannedTask;
	records.tasks.add(task);
	return task;
}

function run(records: Records, task: TaskRecord, at: number): void {
	if (task.kind === 'thread') {
		// It has a thread of its own: the one of the loop is free of it.
		wait(task, at, task.waitsFor ?? {kind: 'thread', what: 'thread'}, task.place);
		return;
	}
	closeSpan(task, at);
	task.state = 'running';
	task.waitsFor = undefined;
	task.spans.push({state: 'running', from: at, to: undefined, place: undefined, waitsFor: undefined});
	enterThread(records.thread, task, at);
}

function wait(task: TaskRecord, at: number, waitsFor: WaitsFor, place: Place | undefined): void {
	closeSpan(task, at);
	task.state = 'waiting';
	task.waitsFor = waitsFor;
	task.place = place;
	task.spans.push({state: 'waiting', from: at, to: undefined, place, waitsFor});
}

function leaveWait(records: Records, task: TaskRecord): void {
	unmark(records, task);
	if (task.waitsFor && isProgram(records)) removeWaiter(records, task.waitsFor);
}

function end(records: Records, task: TaskRecord, event: Extract<TaskEvent, {type: 'task-ended'}>): void {
	if (task.state === 'waiting') leaveWait(records, task);
	else leaveThread(records.thread, task, event.at);
	closeSpan(task, event.at);
	task.waitsFor = undefined;
	task.endedAt = event.at;
	task.definedAt ??= event.definedAt;
	task.state = event.outcome === 'timed-out' ? 'timed out' : event.outcome;
	task.value = event.value;
	task.error = event.error;
	const threw = event.outcome === 'failed' || event.outcome === 'timed-out';
	if (threw && threwThere(records, task)) mark(records, 'failed', event.error?.place, task);
	if (event.outcome === 'done' && task.kind !== 'program') mark(records, 'ended', task.definedAt, task);
	if (isProgram(records)) orphanCalled(records, task);
	if (isProgram(records) ? isLane(task) : task.kind === 'planned') {
		task.settledAs = records.settled.length;
		records.settled.push(task);
		records.settledOrder.push(task.index);
	}
	countEnd(records, task);
}

/** Whether its error is its own: an error goes up through all who wait for it, and was thrown by the first of them. */
function threwThere(records: Records, task: TaskRecord): boolean {
	if (records.description.form === 'tasks') return task.plannedTask !== undefined;
	const place = task.error?.place;
	const same = ({error}: TaskRecord) => error?.place?.file === place?.file && error?.place?.line === place?.line;
	return !calledBy(records, task).some(called => called.error && same(called));
}

function closeSpan(task: TaskRecord, at: number): void {
	const last = task.spans.at(-1);
	if (!last) return;
	const {state, from, place, waitsFor} = last;
	task.spans.replaceLast({state, from, to: at, place, waitsFor});
}
