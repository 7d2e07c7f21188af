import type {Trace} from '../trace/trace.ts';
import {apply} from './apply.ts';
import {orderLanes} from './lane-tree.ts';
import type {Model} from './model.ts';
import type {Records} from './records.ts';
import {startRecords} from './records.ts';
import {totalsAt} from './tally.ts';
import {threadAt} from './thread.ts';

/** Reads a trace, growing or complete, at one moment after the other. */
export type Follower = {
	/**
	 * What the trace means at that moment (ms on the run's clock). Going forward costs as much as the events in between;
	 * going back reads the trace from its beginning. The model is valid until the next call.
	 */
	readonly at: (moment: number) => Model;
};

export function follow(trace: Trace): Follower {
	let records = startRecords(trace[0]);
	let applied = 1;
	let latest = Number.NEGATIVE_INFINITY;
	return {
		at(moment) {
			if (moment < latest) {
				records = startRecords(trace[0]);
				applied = 1;
			}
			latest = moment;
			for (let event = trace[applied]; event && event.at <= moment; event = trace[applied]) {
				apply(records, event);
				applied++;
			}
			orderLanes(records);
			return window(records, moment);
		},
	};
}

/** What a trace means at that moment; everything after it is ignored. Valid for good. */
export function modelAt(trace: Trace, at: number): Model {
	return follow(trace).at(at);
}

function window(records: Records, at: number): Model {
	const {description, runtime, startedAt, result, end, exit} = records;
	return {
		at,
		description,
		...(runtime !== undefined && {runtime}),
		phase: end ? 'ended' : result ? 'settling' : startedAt === undefined ? 'starting' : 'running',
		...(startedAt !== undefined && {startedAt}),
		...(result && {result}),
		...(end && {end}),
		...(exit && {exit}),
		tasks: records.tasks,
		lanes: records.lanes,
		settled: records.settled,
		suspended: records.suspended,
		failures: records.failures,
		ended: records.ended,
		totals: totalsAt(records, at),
		thread: threadAt(records.thread, end?.at ?? at),
		requests: records.requests,
		output: records.output,
		warnings: records.warnings,
		inconsistencies: records.inconsistencies,
	};
}
