import type {Records} from './records.ts';
import {forkRunningTotals} from './running-totals.ts';
import {forkSites} from './site-records.ts';
import type {SuspectCounts} from './suspects.ts';
import {countSuspects, suspectsAt} from './suspects.ts';
import {forkThread} from './thread-record.ts';
import {forkWaiting} from './waiting.ts';

/**
 * The records as they were after a number of events. Shares tables and lists with the records that continue from there:
 * for lists that only grow it stores their lengths.
 */
export type Snapshot = {
	/** How many events have been applied to it. */
	readonly applied: number;
	/** The first moment that can be computed from it, in ms. */
	readonly from: number;
	readonly records: Records;
	readonly lengths: Lists<number>;
	/** The items of `waiting.due`, in four bytes each: there can be a hundred thousand. */
	readonly due: Int32Array;
	readonly suspects: SuspectCounts;
};

type Lists<T> = {
	readonly [Name in
		| 'settled'
		| 'output'
		| 'warnings'
		| 'described'
		| 'unobserved'
		| 'cancelRequests'
		| 'fullExecutors'
		| 'blocks'
		| 'lags'
		| 'beats']: T;
};

export function takeSnapshot(records: Records, applied: number, from: number): Snapshot {
	const {settled, output, warnings, described, unobserved, cancelRequests, fullExecutors, thread} = records;
	const {blocks, lags, beats} = thread;
	return {
		applied,
		from,
		records: {...forkTables(records), lanes: [], laneOf: []},
		due: new Int32Array(records.waiting.due.items),
		lengths: {
			settled: settled.length,
			output: output.length,
			warnings: warnings.length,
			described: described.length,
			unobserved: unobserved.length,
			cancelRequests: cancelRequests.length,
			fullExecutors: fullExecutors.length,
			blocks: blocks.length,
			lags: lags.length,
			beats: beats.length,
		},
		suspects: countSuspects(records.suspects),
	};
}

/**
 * Returns records that continue from a snapshot, which can be restored again. Costs one pointer for each lane, settled
 * task, stretch and wait that is due at a known moment.
 */
export function restore({records, lengths, due, suspects}: Snapshot): Records {
	const forked = forkTables(records);
	const {description, tasks, tree, thread, waiting} = forked;
	const {settledOrder} = records;
	const isProgram = description.form === 'program';
	const planned = isProgram ? 0 : description.tasks.length;
	return {
		...forked,
		// The lanes of a program are put in order on demand.
		lanes: listOf(planned, index => tasks.at(index)),
		laneOf: [],
		waiting: {...waiting, due: {...waiting.due, items: listOf(due.length, nth => due[nth] as number)}},
		tree: {...tree, stale: isProgram},
		settled: listOf(lengths.settled, nth => tasks.at(settledOrder[nth] as number)),
		settledOrder: [],
		output: records.output.slice(0, lengths.output),
		warnings: records.warnings.slice(0, lengths.warnings),
		described: records.described.slice(0, lengths.described),
		unobserved: records.unobserved.slice(0, lengths.unobserved),
		cancelRequests: records.cancelRequests.slice(0, lengths.cancelRequests),
		fullExecutors: records.fullExecutors.slice(0, lengths.fullExecutors),
		suspects: suspectsAt(records.suspects, suspects),
		thread: {
			...thread,
			blocks: thread.blocks.slice(0, lengths.blocks),
			lags: thread.lags.slice(0, lengths.lags),
			beats: thread.beats.slice(0, lengths.beats),
			ownLags: thread.ownLags.slice(0, lengths.beats),
		},
	};
}

/** Copies everything that is changed in place. Lists that only grow stay shared. */
function forkTables(records: Records): Records {
	const {tasks, marked, requests, incoming, tree, sites, totals, waiting, thread} = records;
	return {
		...records,
		phases: undefined,
		tasks: tasks.fork(),
		marked: marked.fork(),
		requests: requests.fork(),
		incoming: incoming.fork(),
		locks: new Map(records.locks),
		tree: {...tree},
		sites: forkSites(sites),
		totals: forkRunningTotals(totals, tasks),
		waiting: forkWaiting(waiting),
		thread: forkThread(thread),
	};
}

function listOf<T>(length: number, itemAt: (index: number) => T): T[] {
	const list = new Array<T>(length);
	for (let index = 0; index < length; index++) list[index] = itemAt(index);
	return list;
}
