import type {Place, TraceEvent} from '../../trace/event.ts';
import type {Records} from './records.ts';
import type {SiteRecord} from './site-records.ts';
import {addRoute, maxErrorNames, othersId, rateSeconds, siteFor, writableLine, writableSite} from './sites.ts';
import type {TaskRecord} from './task-record.ts';
import {writableTask} from './writable-task.ts';

/** Counts the start of a call. */
export function countSiteStart(records: Records, task: TaskRecord, at: number): void {
	if (!isCounted(records, task)) return;
	const site = writableSite(records, task, at);
	site.started++;
	countSecond(site, at, 1);
	addOpen(records, site, task);
	placeAddress(records, task);
}

/**
 * Counts a request under the route that its framework named, `/users/:name`, in place of its path or of another route
 * that its path fits.
 */
export function countRoute(records: Records, request: string, route: string): void {
	const {tasks, sites} = records;
	const index = tasks.indexOf(request);
	const known = index < 0 ? undefined : tasks.at(index);
	if (known?.kind !== 'request' || known.endedAt !== undefined || known.site < 0) return;
	const [method] = known.function.split(' ');
	const at = known.startedAt ?? known.createdAt;
	const to = siteFor(records, `${method} ${route}`, undefined, at);
	addRoute(sites, to);
	if (to.index === known.site) return;
	const from = sites.functions.writable(known.site);
	const task = writableTask(records, index);
	removeOpen(records, from, task);
	from.started--;
	countSecond(from, at, -1);
	to.started++;
	countSecond(to, at, 1);
	addOpen(records, to, task);
	// The place of a path is that of its first handler.
	if (from.started === 0) to.place ??= from.place;
}

/** Gives the route of a request its place: where the first function that was called for such a request is defined. */
function placeAddress({tasks, sites}: Records, {caller, parent, definedAt}: TaskRecord): void {
	if (caller < 0 || !definedAt) return;
	const {id, kind, site} = tasks.at(caller);
	if (kind === 'request' && id === parent && site >= 0 && !sites.functions.at(site).place)
		sites.functions.writable(site).place = definedAt;
}

/** Appends a call to the open calls of a function. */
export function addOpen(records: Records, site: SiteRecord, task: TaskRecord): void {
	task.site = site.index;
	task.previousAtSite = site.last;
	task.nextAtSite = -1;
	if (site.last < 0) site.first = task.index;
	else writableTask(records, site.last).nextAtSite = task.index;
	site.last = task.index;
	site.open++;
	site.peak = Math.max(site.peak, site.open);
}

/** Counts the end of a call. */
export function countSiteEnd(records: Records, task: TaskRecord, at: number): void {
	if (task.site < 0) return;
	const site = records.sites.functions.writable(task.site);
	removeOpen(records, site, task);
	if (task.state === 'done') site.done++;
	else if (task.state === 'cancelled') site.cancelled++;
	else {
		site.failed++;
		records.sites.failed++;
		const name = task.error?.name ?? task.state;
		const known = site.errors.has(name) || site.errors.size < maxErrorNames ? name : othersId;
		site.errors = new Map(site.errors).set(known, (site.errors.get(known) ?? 0) + 1);
	}
	site.took.add(at - (task.startedAt ?? at));
	site.waited.add(task.waitedUs / 1000);
	site.onThread.add(task.onThreadUs / 1000 + task.cycled);
	site.lastAt = at;
}

function removeOpen(records: Records, site: SiteRecord, task: TaskRecord): void {
	if (task.previousAtSite < 0) site.first = task.nextAtSite;
	else writableTask(records, task.previousAtSite).nextAtSite = task.nextAtSite;
	if (task.nextAtSite < 0) site.last = task.previousAtSite;
	else writableTask(records, task.nextAtSite).previousAtSite = task.previousAtSite;
	task.previousAtSite = -1;
	task.nextAtSite = -1;
	site.open--;
}

/** Adds the time that a call, given by its index, was on the thread, in whole microseconds. */
export function addSiteThreadTime(records: Records, index: number, us: number): void {
	if (records.description.form !== 'program' || us <= 0 || records.tasks.at(index).site < 0) return;
	const record = writableTask(records, index);
	record.onThreadUs += us;
	records.sites.functions.writable(record.site).busy += us / 1000;
}

/** Counts turns of a call on the thread that one `task-cycled` event reports together. */
export function countSiteTurns(
	records: Records,
	task: TaskRecord,
	event: {at: number; times: number; busy: number},
): void {
	if (task.site >= 0) records.sites.functions.writable(task.site).busy += event.busy;
	const line = writableLine(records, task, task.place);
	if (!line) return;
	line.entered += event.times;
	line.leftAt = event.at;
}

/** Counts a task that reached an await. */
export function countLineEntered(records: Records, task: TaskRecord, place: Place | undefined): void {
	const line = writableLine(records, task, place);
	if (line) line.entered++;
}

/** Counts a wait that ended. Times in ms. */
export function countLineLeft(
	records: Records,
	task: TaskRecord,
	{place, from, to}: {readonly place?: Place | undefined; readonly from: number; readonly to: number},
): void {
	const line = writableLine(records, task, place);
	if (!line) return;
	line.waited.add(to - from);
	line.leftAt = to;
}

/** Counts calls of a function that were counted together and have no lane. */
export function countSiteCalls(records: Records, event: Extract<TraceEvent, {type: 'calls-counted'}>): void {
	const {name, place, times, busy, longest, at} = event;
	const site = siteFor(records, name, place, event.since);
	site.started += times;
	site.done += times;
	site.counted += times;
	site.busy += busy;
	site.longestCounted = Math.max(site.longestCounted, longest);
	site.lastAt = at;
	countSecond(site, at, times);
}

/** Returns whether a lane is a call of a function, and neither the top level nor a generator. */
function isCounted({description}: Records, {kind}: TaskRecord): boolean {
	return description.form === 'program' && kind !== 'program' && kind !== 'generator';
}

function countSecond(site: SiteRecord, at: number, times: number): void {
	const second = Math.floor(at / 1000);
	const {perSecond} = site;
	if (site.second - second >= rateSeconds) return;
	// A bounded count, because a second of a damaged trace can be so large that adding 1 changes nothing.
	const passed = Math.min(second - site.second, rateSeconds);
	for (let ahead = 1; ahead <= passed; ahead++) {
		perSecond[(site.second + ahead) % rateSeconds] = 0;
	}

	site.second = Math.max(site.second, second);
	perSecond[second % rateSeconds] = (perSecond[second % rateSeconds] as number) + times;
}
