import {orderLanes} from './lane-tree.ts';
import type {Records, TaskRecord} from './records.ts';
import {ownTask} from './records.ts';
import {forkTally} from './tally.ts';

/**
 * The records as they were when so many events had been applied. It shares tables, heaps and lists with the records that go
 * on from there: of lists that only grow it knows how long they were.
 */
export type Snapshot = {
	/** How many events it has taken in. */
	readonly applied: number;
	/** The first moment that can be told from it, in ms. */
	readonly from: number;
	readonly records: Records;
	readonly lengths: Lists<number>;
	/** The last stretch on the thread, which may have been closed since, or opened again. */
	readonly lastBusy: Records['thread']['busy'][number] | undefined;
};

type Lists<T> = {
	readonly [Name in 'settled' | 'output' | 'warnings' | 'long' | 'busy' | 'blocks' | 'lags' | 'beats']: T;
};

export function takeSnapshot(records: Records, applied: number, from: number): Snapshot {
	const {settled, output, warnings, long, thread} = records;
	const {busy, blocks, lags, beats} = thread;
	return {
		applied,
		from,
		records: {...forkTables(records), lanes: [], laneOf: []},
		lengths: {
			settled: settled.length,
			output: output.length,
			warnings: warnings.length,
			long: long.length,
			busy: busy.length,
			blocks: blocks.length,
			lags: lags.length,
			beats: beats.length,
		},
		lastBusy: busy.at(-1),
	};
}

/**
 * Records that go on from a snapshot; it can be restored again. Costs as much as writing down pointers: to lanes, to settled
 * tasks, to stretches.
 */
export function restore({records, lengths, lastBusy}: Snapshot): Records {
	const forked = forkTables(records);
	const {description, tasks, tree, thread} = forked;
	const {settledOrder} = records;
	const isProgram = description.form === 'program';
	const planned = isProgram ? 0 : description.tasks.length;
	const restored: Records = {
		...forked,
		// The lanes of a program are put in order below.
		lanes: listOf(planned, index => tasks.at(index)),
		laneOf: [],
		tree: {...tree, stale: isProgram},
		settled: listOf(lengths.settled, nth => tasks.at(settledOrder[nth] as number)),
		settledOrder: [],
		output: records.output.slice(0, lengths.output),
		warnings: records.warnings.slice(0, lengths.warnings),
		long: records.long.slice(0, lengths.long),
		thread: {
			...thread,
			busy: begun(thread.busy, lengths.busy),
			blocks: thread.blocks.slice(0, lengths.blocks),
			lags: thread.lags.slice(0, lengths.lags),
			beats: thread.beats.slice(0, lengths.beats),
		},
	};
	if (lastBusy) restored.thread.busy[lengths.busy - 1] = lastBusy;
	orderLanes(restored);
	for (const index of restored.long) shorten(restored, tasks.at(index));
	return restored;
}

/** All that is changed in place, apart; lists that only grow are still the same. */
function forkTables(records: Records): Records {
	const {tasks, marked, requests, tree, tally, thread} = records;
	const {occupancy} = thread;
	return {
		...records,
		tasks: tasks.fork(),
		marked: marked.fork(),
		requests: requests.fork(),
		tree: {...tree},
		tally: forkTally(tally, tasks),
		thread: {...thread, occupancy: {...occupancy, held: occupancy.held.slice()}},
	};
}

/** Long lists are shared between copies of a task: takes away what came after this one. */
function shorten(records: Records, task: TaskRecord): void {
	const {spans, spanCount, requests, requestCount, endedAt} = task;
	if (spans.length === spanCount && requests.length === requestCount) return;
	const own = ownTask(records, task.index);
	own.requests = requests.slice(0, requestCount);
	own.spans = spans.slice(0, spanCount);
	const last = own.spans.at(-1);
	// The last stretch of a task that lives is open.
	if (last && endedAt === undefined) own.spans[spanCount - 1] = {...last, to: undefined};
}

function listOf<T>(length: number, itemAt: (index: number) => T): T[] {
	const list = new Array<T>(length);
	for (let index = 0; index < length; index++) list[index] = itemAt(index);
	return list;
}

/** A list as it was when it was so long, with room for what comes next: else the first item added would copy all of it again. */
function begun<T>(list: readonly T[], length: number): T[] {
	const copy = list.slice(0, length + room);
	copy.length = length;
	return copy;
}

const room = 4096;
