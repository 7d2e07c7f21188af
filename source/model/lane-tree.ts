import type {Task} from './model.ts';
import type {Records, TaskRecord} from './records.ts';
import {leaveOut, takeIn} from './tally.ts';

/** Who called whom in a program that runs as it is. Only a task that was created earlier can be a caller: there is no circle. */
export type LaneTree = {
	/** The nearest lane above each task, lane or not. */
	readonly callers: Map<TaskRecord, TaskRecord>;
	/** The lanes that nobody called: its top level, and what came from nowhere. */
	readonly roots: TaskRecord[];
	/** Lanes were created that `records.lanes` does not have yet. */
	stale: boolean;
};

export function startLaneTree(): LaneTree {
	return {callers: new Map(), roots: [], stale: false};
}

/** Whether a task of a program that runs as it is is drawn as a lane. */
export function isLane({kind}: Pick<Task, 'kind'>): boolean {
	return kind === 'program' || kind === 'call' || kind === 'thread';
}

/** A task of a program was created: finds its place below its caller, and counts it in its caller's stead. */
export function growLaneTree(records: Records, task: TaskRecord): void {
	const {tree, tally} = records;
	const parent = task.parent === undefined ? undefined : records.tasks.get(task.parent);
	const caller = parent && (isLane(parent) ? parent : tree.callers.get(parent));
	if (caller) tree.callers.set(task, caller);
	if (!isLane(task)) return;
	if (caller) {
		if (caller.called) caller.called.push(task);
		else caller.called = [task];
		task.depth = caller.depth + 1;
		leaveOut(tally, caller);
	} else {
		tree.roots.push(task);
	}
	takeIn(tally, task);
	if (tree.stale) return;
	// Most calls come below the last lane or beside it: all others stay where they are.
	if (isLastBranch(records, caller)) records.lanes.push(task);
	else tree.stale = true;
}

/** Puts each lane below its caller, if there are new ones. Costs as much as there are lanes. */
export function orderLanes({tree, lanes}: Records): void {
	if (!tree.stale) return;
	tree.stale = false;
	lanes.length = 0;
	const open = tree.roots.toReversed();
	for (let lane = open.pop(); lane; lane = open.pop()) {
		lanes.push(lane);
		const {called} = lane;
		if (!called) continue;
		for (let index = called.length - 1; index >= 0; index--) open.push(called[index] as TaskRecord);
	}
}

/** Whether the last lane is that one, or below it. */
function isLastBranch({lanes, tree}: Records, caller: TaskRecord | undefined): boolean {
	if (!caller) return true;
	let last = lanes.at(-1);
	while (last && last.depth > caller.depth) last = tree.callers.get(last);
	return last === caller;
}
