import type {RunDescription} from '../../trace/event.ts';
import {CopyOnWriteTable} from './copy-on-write-table.ts';
import {createLaneTree} from './lane-tree.ts';
import {LineIndex} from './line-index.ts';
import type {Records} from './records.ts';
import {createRunningTotals} from './running-totals.ts';
import {createSites} from './site-records.ts';
import {createSuspects} from './suspects.ts';
import {copyTask, createTaskRecord} from './task-record.ts';
import {createThreadRecord} from './thread-record.ts';
import {createWaiting} from './waiting.ts';

/** Creates the records of a run of which only the description is known. */
export function createRecords(description: RunDescription): Records {
	const tasks = new CopyOnWriteTable(copyTask);
	// A program has no planned tasks, whatever a damaged trace says.
	for (const plan of description.form === 'program' ? [] : description.tasks) {
		const task = createTaskRecord(tasks.size, plan.id, plan.name, 'planned', description.at);
		task.plan = plan;
		task.plannedTask = plan.id;
		task.plannedIndex = task.index;
		tasks.add(task);
	}
	const planned = [...tasks.values()];
	return {
		description,
		...{runtime: undefined, startedAt: undefined, result: undefined, end: undefined, exit: undefined},
		tasks,
		lanes: planned,
		laneOf: [],
		tree: createLaneTree(),
		sites: createSites(),
		settled: [],
		phases: undefined,
		settledOrder: [],
		marked: new CopyOnWriteTable(line => ({...line})),
		markedAt: {suspended: new LineIndex(), failed: new LineIndex(), ended: new LineIndex()},
		requests: new CopyOnWriteTable(request => ({...request, since: {...request.since}})),
		incoming: new CopyOnWriteTable(response => ({...response})),
		thread: createThreadRecord(),
		totals: createRunningTotals(planned),
		waiting: createWaiting(),
		suspects: createSuspects(),
		firstCall: undefined,
		counted: [],
		unobserved: [],
		observedUntil: undefined,
		locks: new Map(),
		wakers: undefined,
		lastWakers: undefined,
		reactions: [],
		cancelRequests: [],
		fullExecutors: [],
		output: [],
		warnings: [],
		window: undefined,
		described: [],
		inconsistencies: 0,
	};
}
