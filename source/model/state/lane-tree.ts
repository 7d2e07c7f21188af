import type {Task} from '../task.ts';
import type {LaneTree, Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';
import {add, remove} from './totals.ts';
import {writableTask} from './writable-task.ts';

export function createLaneTree(): LaneTree {
	return {roots: [], count: 0, stale: false};
}

/** Returns whether a task of a program is drawn as a lane. */
export function isLane({kind}: Pick<Task, 'kind'>): boolean {
	return kind === 'program' || kind === 'call' || kind === 'thread' || kind === 'request';
}

/** Returns the lanes below a lane, in order of creation. */
export function calledBy({tasks}: Records, {called = [], calls}: TaskRecord): readonly TaskRecord[] {
	return called.slice(0, calls).map(index => tasks.at(index));
}

/**
 * Places a new task of a program below its caller, and counts it instead of the caller. `parent`: the index of the task
 * that created it, or -1.
 */
export function growLaneTree(records: Records, task: TaskRecord, parent: number): void {
	const {tree, totals} = records;
	if (parent >= 0 && parent !== task.index) {
		const above = records.tasks.at(parent);
		task.caller = isLane(above) ? parent : above.caller;
	}
	if (!isLane(task)) return;
	if (task.caller >= 0) {
		const caller = writableTask(records, task.caller);
		// Snapshots share the list: an item past a snapshot's own count is the same for all of them.
		caller.called ??= [];
		caller.called[caller.calls++] = task.index;
		task.depth = caller.depth + 1;
		remove(totals, caller);
	} else {
		tree.roots[tree.count++] = task.index;
	}
	add(totals, task);
	if (tree.stale) return;
	// Most calls are added below the last lane or beside it, where no other lane has to move.
	if (isLastBranch(records, task.caller)) addLane(records, task);
	else tree.stale = true;
}

/** Puts each lane below its caller if there are new lanes. Costs one step for each lane. */
export function orderLanes(records: Records): void {
	const {tree, tasks, lanes} = records;
	if (!tree.stale) return;
	tree.stale = false;
	lanes.length = 0;
	const open = tree.roots.slice(0, tree.count).reverse();
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		const lane = tasks.at(index);
		const {called, calls} = lane;
		addLane(records, lane);
		for (let nth = calls - 1; nth >= 0; nth--) open.push(called?.[nth] as number);
	}
}

/** Returns whether the last lane is the caller, or below it. */
function isLastBranch({lanes, tasks}: Records, caller: number): boolean {
	if (caller < 0) return true;
	const {depth} = tasks.at(caller);
	let last = lanes.at(-1);
	while (last && last.depth > depth) last = last.caller < 0 ? undefined : tasks.at(last.caller);
	return last?.index === caller;
}

function addLane({lanes, laneOf}: Records, task: TaskRecord): void {
	laneOf[task.index] = lanes.length;
	lanes.push(task);
}
