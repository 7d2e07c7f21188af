import type {Place, TraceEvent, WaitsFor} from '../../trace/event.ts';
import {laneName} from '../../trace/lane-name.ts';
import type {TaskEventType} from '../../trace/task-transitions.ts';
import {taskTransitions} from '../../trace/task-transitions.ts';
import {microseconds} from '../microseconds.ts';
import type {PastSpan} from '../own-waits.ts';
import type {ThreadTime} from '../thread.ts';
import {noteThreadTime} from './apply-thread.ts';
import {addToLatency, closeWait, openWait} from './apply-wait.ts';
import {countLineEntered, countLineLeft, countSiteEnd, countSiteStart, countSiteTurns} from './count-sites.ts';
import {calledBy, growLaneTree, isLane} from './lane-tree.ts';
import {mark, unmark} from './marked-lines.ts';
import {addWaiter, orphanCalled, removeWaiter} from './orphans.ts';
import type {Records} from './records.ts';
import {noteJoin, noteSeries} from './suspects.ts';
import type {TaskRecord} from './task-record.ts';
import {createTaskRecord} from './task-record.ts';
import {busyByTasks} from './thread-at.ts';
import {addShortSpans, enterThread, leaveThread} from './thread-spans.ts';
import {countEnd, countOwnOutcome, countStart} from './totals.ts';
import {writableTask} from './writable-task.ts';

type TaskEvent = Extract<TraceEvent, {type: TaskEventType}>;

/** Applies an event of a task if the table of transitions allows it; otherwise counts it as an inconsistency. */
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
		case 'task-created': {
			const parent = event.parent === undefined ? -1 : records.tasks.indexOf(event.parent);
			task.createdAt = event.at;
			task.parent = event.parent;
			// A task that was created later cannot be the caller, whatever a damaged trace says.
			task.openCaller = parent < task.index ? parent : -1;
			task.definedAt = event.place;
			if (task.kind === 'thread') noteThreadCalled(records, task);
			if (task.kind === 'request') records.suspects.requests.push(task.index);
			if (isProgram(records)) {
				if (task.kind === 'call' || task.kind === 'thread') noteFirstCall(records, event);
				growLaneTree(records, task, parent);
			}
			return;
		}
		case 'task-scheduled':
			task.scheduledAt = event.at;
			return;
		case 'task-started':
			task.startedAt = event.at;
			if (event.label !== undefined) task.name = laneName(task.function, event.label);
			if (records.result && task.plannedTask !== undefined) task.orphan = true;
			countSiteStart(records, task, event.at);
			run(records, task, event.at);
			countStart(records, task);
			return;
		case 'task-waiting':
			leaveThread(records, task, event.at);
			if (task.kind === 'program') noteFirstCall(records, event);
			wait(records, task, event.at, event.on, event.place, event.apart);
			countLineEntered(records, task, event.place);
			if (isProgram(records)) addWaiter(records, task, event.on);
			mark(records, 'suspended', event.place, task);
			return;
		case 'task-resumed':
			leaveWait(records, task);
			run(records, task, event.at, {
				by: event.by,
				outside: event.outside,
				isCut: event.cancelled === true && isInterrupted(records),
			});
			return;
		case 'task-cycled':
			task.cycled += event.busy;
			continueSeries(records, task, event);
			countSiteTurns(records, task, event);
			addToLatency(records, task.plannedIndex, event.at - event.busy, event.at);
			addShortSpans(records.thread, event.since, event.at, event.busy);
			return;
		case 'task-ended':
			end(records, task, event);
	}
}

/** Adds turns to the current series, or starts another one after a beat of the loop. */
function continueSeries(
	records: Records,
	task: TaskRecord,
	{since, at, times}: Extract<TaskEvent, {type: 'task-cycled'}>,
): void {
	const {series, longestSeries: longest} = task;
	const isUnbroken = series !== undefined && series.to >= (records.thread.beats.at(-1) ?? 0);
	const next = isUnbroken ? {...series, to: at, turns: series.turns + times} : {from: since, to: at, turns: times};
	task.series = next;
	noteSeries(records, task, isUnbroken ? series : undefined, next);
	if (!longest || next.to - next.from >= longest.to - longest.from) task.longestSeries = next;
}

const isProgram = ({description}: Records): boolean => description.form === 'program';

function create(records: Records, event: Extract<TaskEvent, {type: 'task-created'}>): TaskRecord {
	const task = createTaskRecord(records.tasks.size, event.task, event.name, event.kind, event.at);
	task.name = laneName(event.name, event.label);
	const parent = event.parent === undefined ? undefined : records.tasks.get(event.parent);
	if (parent) {
		task.plannedTask = parent.plannedTask;
		task.plannedIndex = parent.plannedIndex;
	}
	records.tasks.add(task);
	return task;
}

function run(records: Records, task: TaskRecord, at: number, waitEnd: WaitEnd = {}): void {
	if (task.kind === 'thread') {
		// The lane runs on its own thread and leaves the thread of the loop free.
		wait(records, task, at, task.waitsFor ?? {kind: 'thread', what: 'thread'}, task.place);
		return;
	}
	closeSpan(records, task, at, waitEnd);
	task.state = 'running';
	task.waitsFor = undefined;
	task.spans.push({state: 'running', from: at, to: undefined, place: undefined, waitsFor: undefined, by: undefined});
	enterThread(records, task, at);
}

function wait(
	records: Records,
	task: TaskRecord,
	at: number,
	waitsFor: WaitsFor,
	place: Place | undefined,
	apart?: readonly string[],
): void {
	closeSpan(records, task, at);
	task.state = 'waiting';
	task.waitsFor = waitsFor;
	task.place = place;
	task.spans.push({state: 'waiting', from: at, to: undefined, place, waitsFor, by: undefined});
	openWait(records, task, at, apart);
}

function leaveWait(records: Records, task: TaskRecord): void {
	unmark(records, task);
	if (task.waitsFor && isProgram(records)) removeWaiter(records, task.waitsFor);
}

function end(records: Records, task: TaskRecord, event: Extract<TaskEvent, {type: 'task-ended'}>): void {
	if (task.state === 'waiting') leaveWait(records, task);
	else leaveThread(records, task, event.at);
	closeSpan(records, task, event.at, {isCut: event.outcome === 'cancelled'});
	task.waitsFor = undefined;
	task.endedAt = event.at;
	task.definedAt ??= event.definedAt;
	task.state = event.outcome === 'timed-out' ? 'timed out' : event.outcome;
	task.value = event.value;
	task.error = event.error;
	task.endedBy = event.by;
	if (event.by?.cause === 'destroyed') records.suspects.destroyed.push(task.index);
	task.heard = event.heard;
	const threw = event.outcome === 'failed' || event.outcome === 'timed-out';
	if (threw && threwThere(records, task)) mark(records, 'failed', event.error?.place, task);
	if (event.outcome === 'done' && task.kind !== 'program') mark(records, 'ended', task.definedAt, task);
	if (isProgram(records)) orphanCalled(records, task);
	if (isProgram(records) ? isLane(task) : task.kind === 'planned') {
		task.settleIndex = records.settled.length;
		records.settled.push(task);
		records.settledOrder.push(task.index);
	}
	if (task.counted) countEnd(records, task);
	else if (isProgram(records) && endedByItself(records, task)) countOwnOutcome(records, task);
	countSiteEnd(records, task, event.at);
}

/** Returns whether a caller failed, was cancelled or timed out, and none of its calls ended the same way. */
function endedByItself(records: Records, task: TaskRecord): boolean {
	const {state, error} = task;
	// Exiting is not a failure.
	if (!isLane(task) || state === 'done' || error?.name === 'SystemExit') return false;
	return !calledBy(records, task).some(called => called.state === state);
}

/**
 * Returns whether the task itself threw its error. An error passes through every caller that awaits; only the innermost
 * task threw it.
 */
function threwThere(records: Records, task: TaskRecord): boolean {
	if (records.description.form === 'tasks') return task.plannedTask !== undefined;
	const place = task.error?.place;
	const same = ({error}: TaskRecord) => error?.place?.file === place?.file && error?.place?.line === place?.line;
	return !calledBy(records, task).some(called => called.error && same(called));
}

/** Returns whether the run was interrupted, which cancels all its tasks. */
export const isInterrupted = ({cancelRequests}: Records): boolean =>
	cancelRequests.some(({by}) => by?.cause === 'interrupt');

/**
 * How a wait ended. `by`: the task that settled what it was for. `outside`: no task settled that. `isCut`: it would have
 * lasted longer, so it does not show how long waits there usually are.
 */
type WaitEnd = Pick<PastSpan, 'by' | 'outside'> & {readonly isCut?: boolean};

/** Closes the open span of a task. `waitEnd`: if it is a wait, how that ended. */
function closeSpan(records: Records, task: TaskRecord, at: number, {by, outside, isCut = false}: WaitEnd = {}): void {
	const last = task.spans.at(-1);
	if (!last) return;
	const {state, from, place, waitsFor} = last;
	const isOwn = by === task.id;
	const ended = {state, from, to: at, place, waitsFor, by: isOwn ? undefined : by};
	const span = isOwn ? {...ended, isSettledByItself: true} : ended;
	task.spans.replaceLast(span);
	if (state !== 'waiting') return;
	task.waitedUs += microseconds(at) - microseconds(from);
	if (isProgram(records)) noteJoin(records, task, span);
	if (!isCut) countLineLeft(records, task, span);
	closeWait(records, task, {from, to: at, waitsFor, by: span.by, outside});
}

/** Marks the end of the program's start-up: its first call. */
function noteFirstCall(records: Records, event: ThreadTime): void {
	if (records.firstCall) return;
	const {at} = event;
	noteThreadTime(records, event);
	records.firstCall = {at, held: busyByTasks(records.thread, at)};
	records.thread.startUpTime = records.thread.time;
}

/** Links a thread to its caller: while that thread works, the caller's wait is not its own waiting. */
function noteThreadCalled(records: Records, task: TaskRecord): void {
	const caller = task.parent === undefined ? -1 : records.tasks.indexOf(task.parent);
	if (caller >= 0) writableTask(records, caller).lastThreadCall = task.index;
}
