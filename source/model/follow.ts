import type {TraceEvent} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';
import type {Model} from './model.ts';
import {apply} from './state/apply.ts';
import {threadAt} from './state/apply-thread.ts';
import {checkpoint} from './state/checkpoint.ts';
import {createRecords} from './state/create-records.ts';
import {orderLanes} from './state/lane-tree.ts';
import {markedLines} from './state/marked-lines.ts';
import type {Records} from './state/records.ts';
import {openCallsOf, siteOf} from './state/sites.ts';
import type {Snapshot} from './state/snapshots.ts';
import {restore, takeSnapshot} from './state/snapshots.ts';
import {totalsAt} from './state/totals.ts';

/** Reads a trace, growing or complete, at one moment after the other. */
export type Follower = {
	/**
	 * What the trace means at that moment (ms on the run's clock). Going on to what was never seen costs as much as the events
	 * in between; going anywhere else the same in a long trace as in a short one. The model is valid until the next call.
	 */
	readonly at: (moment: number) => Model;
	/**
	 * Another reader of the same trace, with a moment and a model of its own. It goes by what this one has noted on its way, and
	 * walks itself where this one has not been.
	 */
	readonly secondReader: () => Follower;
	/**
	 * Takes in at most so many events more, for those who will ask for any moment: then none costs a walk. Returns up to which moment
	 * that has been done, in ms; infinite: to the end. The model that was given last is not valid any more.
	 */
	readonly indexAhead: (events: number) => number;
	/**
	 * The events that bring about what is open after all events so far, for a window that begins there; `description` excluded. The
	 * model that was given last is not valid any more.
	 */
	readonly checkpoint: () => readonly TraceEvent[];
};

/** The records of a trace at a moment. */
type ReadPosition = {
	readonly records: Records;
	/** How many events of the trace they have taken in. */
	applied: number;
	/** The earliest moment that they can be read at, in ms. */
	from: number;
};

/** `apart`: between two snapshots lie at least so many events. As many as that are applied in a few milliseconds. */
export function follow(trace: Trace, minApart = 4096): Follower {
	const front: ReadPosition = {records: createRecords(trace[0]), applied: 1, from: Number.NEGATIVE_INFINITY};
	const snapshots = createSnapshots(front, minApart);

	/** Takes in the events up to a moment, at most so many. */
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

	/** `leads`: whether it may move the front, which is one's alone. */
	function createReader(movesFront: boolean): Follower {
		/** Where it is, if that is not the front. */
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
				return modelOf(position.records, moment);
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

/** There are no more snapshots: of a trace that outgrows them every other one is given up, again and again. */
const maxSnapshots = 512;

function createSnapshots(start: ReadPosition, leastApart: number) {
	const first = takeSnapshot(start.records, start.applied, start.from);
	let later: Snapshot[] = [];
	let last = first;
	let apart = leastApart;
	return {
		/** Takes one, if the last is far enough behind. */
		offer({records, applied, from}: ReadPosition): void {
			if (applied - last.applied < apart) return;
			last = takeSnapshot(records, applied, from);
			later.push(last);
			if (later.length < maxSnapshots) return;
			later = later.filter((_, index) => index % 2 === 1);
			apart *= 2;
		},
		/** The last one from which that moment can be computed. */
		before: (moment: number): Snapshot => later.findLast(({from}) => from <= moment) ?? first,
	};
}

/** What a trace means at that moment, at its last event by default; everything after it is ignored. Valid for good. */
export function modelAt(trace: Trace, at = lastEventAt(trace)): Model {
	return follow(trace).at(at);
}

function modelOf(records: Records, at: number): Model {
	const {description, runtime, startedAt, result, end, exit, window} = records;
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
		// Ordered only for who asks: the order costs as much as there are lanes.
		get lanes() {
			orderLanes(records);
			return records.lanes;
		},
		settled: records.settled,
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
		locks: records.locks,
		...(records.wakers && {wakers: records.wakers}),
		...(records.lastWakers && {lastWakers: records.lastWakers}),
		reactions: records.reactions,
		cancelRequests: records.cancelRequests,
		fullExecutors: records.fullExecutors,
		inconsistencies: records.inconsistencies,
	};
}
