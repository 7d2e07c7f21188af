import {SharedList} from '../sequence.ts';
import type {Task} from '../task.ts';
import type {Records, TaskRecord} from './records.ts';

/** Shared by the tasks without requests: a list of requests is replaced, never mutated. */
const noRequests = new SharedList<string>();

/** Creates a task that has done nothing yet, for an index of the table. */
export function createTaskRecord(
	index: number,
	id: string,
	name: string,
	kind: Task['kind'],
	createdAt: number,
): TaskRecord {
	return {
		index,
		id,
		name,
		function: name,
		kind,
		parent: undefined,
		depth: 0,
		plan: undefined,
		state: 'queued',
		createdAt,
		scheduledAt: undefined,
		startedAt: undefined,
		endedAt: undefined,
		definedAt: undefined,
		place: undefined,
		waitsFor: undefined,
		plannedTask: undefined,
		requests: noRequests,
		spans: new SharedList(),
		cycled: 0,
		longestSeries: undefined,
		series: undefined,
		ownWaiting: 0,
		queueing: 0,
		orphan: false,
		value: undefined,
		error: undefined,
		endedBy: undefined,
		heard: undefined,
		cover: undefined,
		openWaitIndex: -1,
		mayWait: false,
		unsettledOwn: 0,
		openCaller: -1,
		waitsBelow: 0,
		announcedTo: -1,
		apart: undefined,
		isApart: false,
		cycledBefore: 0,
		plannedIndex: -1,
		lastThreadCall: -1,
		startIndex: -1,
		settleIndex: -1,
		stage: 'absent',
		counted: false,
		waiters: 0,
		isAwaitedByYounger: false,
		caller: -1,
		called: undefined,
		calls: 0,
		site: -1,
		previousAtSite: -1,
		nextAtSite: -1,
		onThreadUs: 0,
		waitedUs: 0,
		markedLine: -1,
		previousAtLine: -1,
		nextAtLine: -1,
	};
}

/** Returns the task with an index, for changes. Replaces it in every list, so that all lists hold the same record. */
export function writableTask(records: Records, index: number): TaskRecord {
	const before = records.tasks.at(index);
	const task = records.tasks.writable(index);
	if (task !== before) {
		const lane = records.description.form === 'program' ? records.laneOf[index] : index;
		if (lane !== undefined && lane < records.lanes.length) records.lanes[lane] = task;
		if (task.settleIndex >= 0) records.settled[task.settleIndex] = task;
	}
	return task;
}

/** Copies a record. Copying field by field is several times as fast as spreading. */
export function copyTask(task: TaskRecord): TaskRecord {
	return {
		index: task.index,
		id: task.id,
		name: task.name,
		function: task.function,
		kind: task.kind,
		parent: task.parent,
		depth: task.depth,
		plan: task.plan,
		state: task.state,
		createdAt: task.createdAt,
		scheduledAt: task.scheduledAt,
		startedAt: task.startedAt,
		endedAt: task.endedAt,
		definedAt: task.definedAt,
		place: task.place,
		waitsFor: task.waitsFor,
		plannedTask: task.plannedTask,
		requests: task.requests,
		spans: task.spans.fork(),
		cycled: task.cycled,
		longestSeries: task.longestSeries,
		series: task.series,
		ownWaiting: task.ownWaiting,
		queueing: task.queueing,
		orphan: task.orphan,
		value: task.value,
		error: task.error,
		endedBy: task.endedBy,
		heard: task.heard,
		cover: task.cover,
		openWaitIndex: task.openWaitIndex,
		mayWait: task.mayWait,
		unsettledOwn: task.unsettledOwn,
		openCaller: task.openCaller,
		waitsBelow: task.waitsBelow,
		announcedTo: task.announcedTo,
		apart: task.apart,
		isApart: task.isApart,
		cycledBefore: task.cycledBefore,
		plannedIndex: task.plannedIndex,
		lastThreadCall: task.lastThreadCall,
		startIndex: task.startIndex,
		settleIndex: task.settleIndex,
		stage: task.stage,
		counted: task.counted,
		waiters: task.waiters,
		isAwaitedByYounger: task.isAwaitedByYounger,
		caller: task.caller,
		called: task.called,
		calls: task.calls,
		site: task.site,
		previousAtSite: task.previousAtSite,
		nextAtSite: task.nextAtSite,
		onThreadUs: task.onThreadUs,
		waitedUs: task.waitedUs,
		markedLine: task.markedLine,
		previousAtLine: task.previousAtLine,
		nextAtLine: task.nextAtLine,
	};
}
