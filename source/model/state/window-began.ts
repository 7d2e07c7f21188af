import type {TraceEvent} from '../../trace/event.ts';
import {microseconds} from '../microseconds.ts';
import {addCoveredTime} from './covered-time.ts';
import {openInFlight, sumInFlight} from './in-flight.ts';
import {addToPeak, forkPeak} from './peak.ts';
import type {Records} from './records.ts';
import type {SiteRecord} from './site-records.ts';
import type {TaskRecord} from './task-record.ts';

type WindowBegan = Extract<TraceEvent, {type: 'window-began'}>;

/**
 * Returns the event that starts a window at a moment, with the totals of the run until then, for `beginWindow` to
 * restore. `open`: the tasks that are open. `events`: how many events the whole trace had by then.
 */
export function windowBegan(records: Records, open: readonly TaskRecord[], at: number, events: number): WindowBegan {
	const {sites} = records;
	return {
		type: 'window-began',
		at,
		events,
		totals: totalsOf(records, at),
		open: open.map(task => openCallOf(records, task, at)),
		functions: [...sites.functions.values()].flatMap(site => (site.started > 0 ? siteData(records, site, at) : [])),
		lines: Array.from(sites.lines.values(), ({id, file, line, function: name, entered, leftAt, waited}) => ({
			...{id, file, line, function: name, entered, waited: waited.toData()},
			...(leftAt !== undefined && {leftAt}),
		})),
	};
}

function totalsOf(records: Records, at: number): WindowBegan['totals'] {
	const {totals, waiting, thread, firstCall, inconsistencies, sites} = records;
	const {counted, settled, done, failed, cancelled, destroyed, timedOut} = totals;
	let {cover} = waiting;
	const peak = forkPeak(waiting.peak);
	for (const nth of openInFlight(waiting.open)) {
		const from = waiting.open.starts[nth] as number;
		addToPeak(peak, from, Number.POSITIVE_INFINITY);
		cover = addCoveredTime(cover, microseconds(from), microseconds(at));
	}
	return {
		...{counted, inFlight: totals.inFlightCount, peak: totals.peak},
		...{settled, done, failed, cancelled, destroyed, timedOut, inconsistencies},
		ownPeak: peak.max,
		ownWaits: waiting.spans,
		ownUs: waiting.sum + sumInFlight(waiting.open, at),
		queueingUs: waiting.queueing,
		coveredUs: cover?.total ?? 0,
		busyUs: thread.busyMicroseconds + openStretchUs(records, at),
		busyOutsideUs: thread.busyOutside,
		lags: sites.lags.toData(),
		...(firstCall && {firstCall}),
		...(thread.startUpTime && {startUpTime: known(thread.startUpTime)}),
		...(thread.time && {time: known(thread.time)}),
	};
}

/** Removes undefined fields: a trace file has none. */
function known<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

/** Returns the length of the open stretch on the thread, in whole microseconds. */
function openStretchUs({thread}: Records, at: number): number {
	const open = thread.busy.at(-1);
	return open && open.to === undefined ? Math.max(0, microseconds(at) - microseconds(thread.busyFrom)) : 0;
}

function openCallOf(records: Records, task: TaskRecord, at: number): WindowBegan['open'][number] {
	const {thread, waiting} = records;
	const open = thread.busy.at(-1);
	const isOnThread = open?.to === undefined && open?.task === task.id;
	const from = task.openWaitIndex < 0 ? undefined : waiting.open.starts[task.openWaitIndex];
	return {
		task: task.id,
		held: task.onThreadUs + (isOnThread ? openStretchUs(records, at) : 0),
		waited: task.waitedUs,
		own: task.ownWaiting,
		queueing: task.queueing,
		unsettled: task.unsettledOwn + (from === undefined ? 0 : Math.max(0, microseconds(at) - microseconds(from))),
		cycled: task.cycled,
		...(task.counted && {counted: true}),
		...(task.apart && {apart: task.apart.map(index => records.tasks.at(index).id)}),
	};
}

/** Returns the index of the site whose call is on the thread, or -1. */
function siteOnThread({thread, tasks}: Records): number {
	const open = thread.busy.at(-1);
	const index = open && open.to === undefined && open.task !== undefined ? tasks.indexOf(open.task) : -1;
	return index < 0 ? -1 : tasks.at(index).site;
}

function siteData(records: Records, site: SiteRecord, at: number): WindowBegan['functions'][number] {
	const {tasks} = records;
	const {id, name, place, isRoute, started, done, failed, cancelled, counted, longestCounted, peak, firstAt, lastAt} =
		site;
	const open: string[] = [];
	for (let index = site.first; index >= 0; index = tasks.at(index).nextAtSite) open.push(tasks.at(index).id);
	return {
		...{id, name, started, done, failed, cancelled, counted, longestCounted, peak, firstAt, lastAt, open},
		...(place && {place}),
		...(isRoute && {isRoute}),
		errors: Array.from(site.errors, ([error, times]) => ({name: error, times})),
		busy: site.busy + (siteOnThread(records) === site.index ? openStretchUs(records, at) / 1000 : 0),
		second: site.second,
		perSecond: [...site.perSecond],
		...{took: site.took.toData(), waited: site.waited.toData(), held: site.onThread.toData()},
	};
}
