import type {RunDescription, TraceEvent} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';
import type {Model} from './model.ts';
import {apply} from './state/apply.ts';
import {checkpoint} from './state/checkpoint.ts';
import {createRecords} from './state/create-records.ts';
import {orderLanes} from './state/lane-tree.ts';
import {markedLines} from './state/marked-lines.ts';
import {phasesAt} from './state/phases.ts';
import type {Records} from './state/records.ts';
import {openCallsOf, siteOf} from './state/sites.ts';
import type {Snapshot} from './state/snapshots.ts';
import {restore, takeSnapshot} from './state/snapshots.ts';
import {modelOfSuspects} from './state/suspects.ts';
import {threadAt} from './state/thread-at.ts';
import {totalsAt} from './state/totals.ts';

/** Reads a trace, growing or complete, at any sequence of moments. */
export type Follower = {
	/**
	 * Returns what the trace means at a moment (ms on the run's clock). Advancing to a moment for the first time costs as
	 * much as the events in between; any other moment costs the same in a long trace as in a short one. The model is
	 * valid until the next call.
	 */
	readonly at: (moment: number) => Model;
	/**
	 * Returns another reader of the same trace, with its own moment and model. It uses the snapshots of this reader, and
	 * applies the events itself where there are none yet.
	 */
	readonly secondReader: () => Follower;
	/**
	 * Applies at most this many further events in advance, so that no later moment costs a walk. Returns the moment in ms
	 * up to which it has done so; infinite at the end of the trace. Invalidates the last model.
	 */
	readonly indexAhead: (events: number) => number;
	/**
	 * Returns the events that recreate what is open after all events so far, without a `description`, for a window that
	 * starts there. Invalidates the last model.
	 */
	readonly checkpoint: () => readonly TraceEvent[];
};

/** The records of a trace at a moment. */
type ReadPosition = {
	readonly records: Records;
	/** How many events of the trace have been applied to them. */
	applied: number;
	/** The earliest moment at which they can be read, in ms. */
	from: number;
};

/**
 * Follows a trace. `minEventsApart`: at least this many events lie between two snapshots; the default takes a few
 * milliseconds to apply.
 */
export function follow(trace: Trace, minEventsApart = 4096): Follower {
	const front: ReadPosition = {records: createRecords(trace[0]), applied: 1, from: Number.NEGATIVE_INFINITY};
	const snapshots = createSnapshots(front, minEventsApart);

	/** Applies the events up to a moment, at most `maxEvents` of them. */
	function applyUntil(position: ReadPosition, moment: number, maxEvents = Number.POSITIVE_INFINITY): void {
		const last = position.applied + maxEvents;
		for (let event = trace[position.applied]; event && event.at <= moment; event = trace[position.applied]) {
			if (position.applied >= last) break;
			apply(position.records, event);
			position.applied++;
			position.from = Math.max(position.from, event.at);
			if (position === front) snapshots.offer(position);
		}
	}

	/** Creates a reader. `movesFront`: whether it may advance the front, which only one reader may do. */
	function createReader(movesFront: boolean): Follower {
		/** The position of this reader unless it is at the front. */
		let past: ReadPosition | undefined;

		function goTo(moment: number): ReadPosition {
			if (movesFront && moment >= front.from) return front;
			const nearest = snapshots.before(moment);
			if (past && past.from <= moment && past.applied >= nearest.applied) return past;
			return {records: restore(nearest), applied: nearest.applied, from: nearest.from};
		}

		return {
			at(moment) {
				const position = goTo(moment);
				past = position === front ? undefined : position;
				applyUntil(position, moment);
				position.from = moment;
				return modelOf(trace[0], position.records, moment);
			},
			secondReader: () => createReader(false),
			checkpoint() {
				applyUntil(front, Number.POSITIVE_INFINITY);
				return checkpoint(front.records, lastEventAt(trace), trace.length);
			},
			indexAhead(events) {
				if (movesFront) applyUntil(front, Number.POSITIVE_INFINITY, events);
				return front.applied < trace.length ? front.from : Number.POSITIVE_INFINITY;
			},
		};
	}

	return createReader(true);
}

/** The most snapshots. When a trace outgrows them, every other one is dropped. */
const maxSnapshots = 512;

function createSnapshots(start: ReadPosition, minEventsApart: number) {
	const first = takeSnapshot(start.records, start.applied, start.from);
	let later: Snapshot[] = [];
	let last = first;
	let apart = minEventsApart;
	return {
		/** Takes a snapshot if the last one is far enough back. */
		offer({records, applied, from}: ReadPosition): void {
			if (applied - last.applied < apart) return;
			last = takeSnapshot(records, applied, from);
			later.push(last);
			if (later.length < maxSnapshots) return;
			later = later.filter((_, index) => index % 2 === 1);
			apart *= 2;
		},
		/** Returns the last snapshot from which a moment can be computed. */
		before: (moment: number): Snapshot => later.findLast(({from}) => from <= moment) ?? first,
	};
}

/**
 * Returns what a trace means at a moment, by default that of its last event; later events are ignored. The model stays
 * valid.
 */
export function modelAt(trace: Trace, at = lastEventAt(trace)): Model {
	return follow(trace, Number.POSITIVE_INFINITY).at(at);
}

/** Returns what records mean at a moment. The model is a view of them. */
export function modelOf(description: RunDescription, records: Records, at: number): Model {
	const {runtime, startedAt, result, end, exit, window} = records;
	return {
		at,
		description,
		...(runtime !== undefined && {runtime}),
		phase: end ? 'ended' : result ? 'settling' : startedAt === undefined ? 'starting' : 'running',
		...(startedAt !== undefined && {startedAt}),
		...(result && {result}),
		...(end && {end}),
		...(exit && {exit}),
		...(window && {window}),
		tasks: records.tasks,
		// Ordered on demand, because ordering costs one step per lane.
		get lanes() {
			orderLanes(records);
			return records.lanes;
		},
		settled: records.settled,
		get phases() {
			return phasesAt(records);
		},
		marked: markedLines(records),
		totals: totalsAt(records, at),
		thread: threadAt(records, end?.at ?? at),
		requests: records.requests,
		incoming: records.incoming,
		output: records.output,
		warnings: records.warnings,
		counted: records.counted,
		sites: {
			functions: records.sites.functions,
			lines: records.sites.lines,
			lags: records.sites.lags,
			failed: records.sites.failed,
			openCalls: site => openCallsOf(records, site),
			siteOf: task => siteOf(records, task),
		},
		described: records.described,
		unobserved: records.unobserved,
		...(records.observedUntil !== undefined && {observedUntil: records.observedUntil}),
		locks: records.locks,
		...(records.wakers && {wakers: records.wakers}),
		...(records.lastWakers && {lastWakers: records.lastWakers}),
		reactions: records.reactions,
		suspects: modelOfSuspects(records),
		cancelRequests: records.cancelRequests,
		fullExecutors: records.fullExecutors,
		inconsistencies: records.inconsistencies,
	};
}
