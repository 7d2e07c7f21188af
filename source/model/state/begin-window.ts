import type {TraceEvent} from '../../trace/event.ts';
import {microseconds} from '../microseconds.ts';
import {SharedList} from '../sequence.ts';
import {addOpen} from './count-sites.ts';
import {Histogram} from './histogram.ts';
import {createPeak} from './peak.ts';
import type {Records} from './records.ts';
import type {SitesRecord} from './site-records.ts';
import {createSites} from './site-records.ts';
import {addRoute} from './sites.ts';
import {createThreadHistogram} from './thread-histogram.ts';
import {openThreadSpan} from './thread-spans.ts';
import {restoreApart} from './waits-below.ts';
import type {Writable} from './writable.ts';
import {writableTask} from './writable-task.ts';

type WindowBegan = Extract<TraceEvent, {type: 'window-began'}>;

/** Starts a window of a longer trace: the totals of the run before it replace what the events before this one added. */
export function beginWindow(records: Writable<Records>, event: WindowBegan): void {
	if (records.window || records.end || records.description.form !== 'program') {
		records.inconsistencies++;
		return;
	}
	records.window = {at: event.at, events: event.events};
	restoreThread(records, event);
	restoreTotals(records, event);
	const {functions} = records.sites;
	records.sites = createSites();
	restoreOpen(records, event);
	restoreSites(records, event);
	moveToSites(records, functions);
}

/** Points the ended calls to the restored record of their function. The open calls are listed by that record. */
function moveToSites({tasks, sites}: Records, before: SitesRecord['functions']): void {
	for (const {index, site, endedAt} of tasks.values())
		if (site >= 0 && endedAt !== undefined) tasks.writable(index).site = sites.functions.indexOf(before.at(site).id);
}

function restoreTotals(records: Writable<Records>, {totals: before, at}: WindowBegan): void {
	const {totals, waiting} = records;
	const {counted, inFlight, peak, settled, done, failed, cancelled, destroyed = 0, timedOut} = before;
	const outcomes = {done, failed, cancelled, destroyed, timedOut};
	Object.assign(totals, {counted, inFlightCount: inFlight, peak, settled, ...outcomes});
	const cut = microseconds(at);
	records.waiting = {
		...waiting,
		sum: before.ownUs,
		queueing: before.queueingUs,
		spans: before.ownWaits,
		longest: -1,
		// These values stand for all intervals before the window. Later intervals do not merge with them.
		peak:
			before.ownPeak > 0
				? {ends: [Number.NEGATIVE_INFINITY], leads: [before.ownPeak], max: before.ownPeak}
				: createPeak(),
		cover: {
			from: cut,
			to: cut,
			total: before.coveredUs,
			earlier: {from: -1, to: -1, total: before.coveredUs, earlier: undefined},
		},
	};
	if (before.firstCall) records.firstCall = before.firstCall;
	records.inconsistencies += before.inconsistencies;
}

function restoreThread(records: Writable<Records>, {totals, at}: WindowBegan): void {
	const {thread} = records;
	const withDefaults = (time: NonNullable<typeof totals.time>) => ({
		...{idle: undefined, tracing: undefined, processor: undefined, preempted: undefined},
		...time,
	});
	records.thread = {
		...thread,
		busy: new SharedList(),
		longSpans: new SharedList(),
		blocks: [],
		busyMicroseconds: totals.busyUs,
		busyOutside: totals.busyOutsideUs,
		occupancy: createThreadHistogram(),
		time: totals.time && withDefaults(totals.time),
		startUpTime: totals.startUpTime && withDefaults(totals.startUpTime),
	};
	openThreadSpan(records.thread, at);
}

/** Restores the open calls. Waits that last are counted up to this moment, and restart here. */
function restoreOpen(records: Records, {open, at}: WindowBegan): void {
	const {starts} = records.waiting.open;
	for (const call of open) {
		const index = records.tasks.indexOf(call.task);
		if (index < 0) continue;
		const task = writableTask(records, index);
		task.onThreadUs = call.held;
		task.waitedUs = call.waited;
		task.ownWaiting = call.own;
		task.queueing = call.queueing;
		task.unsettledOwn = call.unsettled;
		task.cycled = call.cycled;
		task.cycledBefore = call.cycled;
		task.counted = call.counted === true;
		if (task.openWaitIndex >= 0) starts[task.openWaitIndex] = at;
		if (call.apart) restoreApart(records, task, call.apart, at);
	}
	records.waiting.open.lastSum = undefined;
}

function restoreSites(records: Records, {functions, lines, totals}: WindowBegan): void {
	const sites = records.sites as Writable<SitesRecord>;
	sites.lags.merge(Histogram.fromData(totals.lags));
	for (const {open, errors, perSecond, took, waited, held, place, isRoute = false, ...numbers} of functions) {
		const site = {
			...{
				...numbers,
				place,
				isRoute,
				index: sites.functions.size,
				first: -1,
				last: -1,
				open: 0,
				errors: new Map(errors.map(each => [each.name, each.times])),
			},
			perSecond: Uint32Array.from({length: 60}, (_, second) => perSecond[second] ?? 0),
			...{took: Histogram.fromData(took), waited: Histogram.fromData(waited), onThread: Histogram.fromData(held)},
		};
		if (sites.functions.has(site.id)) continue;
		sites.functions.add(site);
		if (isRoute) addRoute(sites, site);
		sites.failed += site.failed;
		for (const id of open) {
			const index = records.tasks.indexOf(id);
			if (index >= 0 && records.tasks.at(index).endedAt === undefined)
				addOpen(records, site, writableTask(records, index));
		}
		site.peak = numbers.peak;
	}
	for (const {waited, leftAt, ...line} of lines) {
		if (sites.lines.has(line.id)) continue;
		const index = sites.lines.size;
		sites.lines.add({...line, leftAt, index, waited: Histogram.fromData(waited)});
		sites.lineAt.set(line, index);
	}
}
