import {SharedList} from '../sequence.ts';
import type {Task} from '../task.ts';
import type {Records, TaskRecord} from './records.ts';

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
		requests: new SharedList(),
		spans: new SharedList(),
		cycled: 0,
		turns: 0,
		ownWaiting: 0,
		queueing: 0,
		orphan: false,
		value: undefined,
		error: undefined,
		endedBy: undefined,
		heard: undefined,
		cover: undefined,
		waitsAs: -1,
		mayWait: false,
		unsettledOwn: 0,
		above: -1,
		waitsBelow: 0,
		announcedTo: -1,
		apart: undefined,
		isApart: false,
		cycledBefore: 0,
		threadCalled: -1,
		startedAs: -1,
		settledAs: -1,
		stage: 'absent',
		counted: false,
		waiters: 0,
		caller: -1,
		called: undefined,
		calls: 0,
		site: -1,
		siteBefore: -1,
		siteAfter: -1,
		held: 0,
		waited: 0,
		marks: -1,
		before: -1,
		after: -1,
	};
}

/** Returns the task with an index, for changes. Replaces it in every list, so that all lists hold the same record. */
export function writableTask(records: Records, index: number): TaskRecord {
	const before = records.tasks.at(index);
	const task = records.tasks.own(index);
	if (task !== before) {
		const lane = records.description.form === 'program' ? records.laneOf[index] : index;
		if (lane !== undefined && lane < records.lanes.length) records.lanes[lane] = task;
		if (task.settledAs >= 0) records.settled[task.settledAs] = task;
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
		requests: task.requests.fork(),
		spans: task.spans.fork(),
		cycled: task.cycled,
		turns: task.turns,
		ownWaiting: task.ownWaiting,
		queueing: task.queueing,
		orphan: task.orphan,
		value: task.value,
		error: task.error,
		endedBy: task.endedBy,
		heard: task.heard,
		cover: task.cover,
		waitsAs: task.waitsAs,
		mayWait: task.mayWait,
		unsettledOwn: task.unsettledOwn,
		above: task.above,
		waitsBelow: task.waitsBelow,
		announcedTo: task.announcedTo,
		apart: task.apart,
		isApart: task.isApart,
		cycledBefore: task.cycledBefore,
		threadCalled: task.threadCalled,
		startedAs: task.startedAs,
		settledAs: task.settledAs,
		stage: task.stage,
		counted: task.counted,
		waiters: task.waiters,
		caller: task.caller,
		called: task.called,
		calls: task.calls,
		site: task.site,
		siteBefore: task.siteBefore,
		siteAfter: task.siteAfter,
		held: task.held,
		waited: task.waited,
		marks: task.marks,
		before: task.before,
		after: task.after,
	};
}
