import type {Place} from '../../trace/event.ts';
import type {Site} from '../sites.ts';
import type {Task} from '../task.ts';
import type {CopyOnWriteTable} from './copy-on-write-table.ts';
import {Histogram} from './histogram.ts';
import type {Records} from './records.ts';
import {siteName} from './site-name.ts';
import type {LineSiteRecord, SiteRecord, SitesRecord} from './site-records.ts';
import type {TaskRecord} from './task-record.ts';

/** The most records of each kind. Further functions or lines share one record. */
const maxSites = 2000;
/** The id of the shared record. */
export const othersId = 'others';
/** The most error names that are counted separately. */
export const maxErrorNames = 8;
/** How many past seconds a rate is known for. */
export const rateSeconds = 60;

/** Returns the record that counts a call, for changes. */
export function writableSite(records: Records, task: TaskRecord, at: number): SiteRecord {
	const route = task.kind === 'request' ? routeOf(records, task.function) : undefined;
	return siteFor(records, route ?? task.function, task.definedAt, at);
}

/** Returns the known route that an address, `GET /users/ann`, fits: `GET /users/:name`. Undefined if none does. */
function routeOf({sites: {routes}}: Records, address: string): string | undefined {
	if (routes.size === 0 || routes.has(address)) return undefined;
	const parts = address.split('/');
	for (const [route, pattern] of routes) {
		const fits = (part: string, index: number) => isVariable.test(part) || part === parts[index];
		if (pattern.length === parts.length && pattern.every(fits)) return route;
	}
	return undefined;
}

const isVariable = /[:{*]/;

/** Notes that a framework named a route, so that later requests are counted under it from their start. */
export function addRoute(sites: SitesRecord, site: SiteRecord): void {
	if (site.id === othersId || sites.routes.has(site.name)) return;
	site.isRoute = true;
	sites.routes = new Map(sites.routes).set(site.name, site.name.split('/'));
}

/** Returns the record of a function, for changes. `at`: when its first call started, in ms. */
export function siteFor({sites}: Records, name: string, place: Place | undefined, at: number): SiteRecord {
	const {functions, functionAt} = sites;
	const shown = siteName(name);
	const there = place ? functionAt.get(place) : -1;
	if (there >= 0 && there < functions.size && functions.at(there).name === shown) return functions.writable(there);
	const id = place ? `${shown} ${place.file}:${place.line}` : shown;
	const known = functions.indexOf(id);
	if (known >= 0 && place) functionAt.set(place, known);
	if (known >= 0) return functions.writable(known);
	if (functions.size >= maxSites) {
		const shared = functions.indexOf(othersId);
		if (shared >= 0) return functions.writable(shared);
		return addSite(functions, othersId, othersId, undefined, at);
	}
	return addSite(functions, id, shown, place, at);
}

function addSite(
	functions: CopyOnWriteTable<SiteRecord>,
	id: string,
	name: string,
	place: Place | undefined,
	at: number,
): SiteRecord {
	const site: SiteRecord = {
		...{id, name, place, isRoute: false, index: functions.size, first: -1, last: -1},
		...{started: 0, done: 0, failed: 0, cancelled: 0, counted: 0, longestCounted: 0, errors: new Map()},
		...{open: 0, peak: 0, busy: 0, firstAt: at, lastAt: at, second: 0, perSecond: new Uint32Array(rateSeconds)},
		...{took: new Histogram(), waited: new Histogram(), onThread: new Histogram()},
	};
	functions.add(site);
	return site;
}

/** Returns the record of an await line, for changes. Undefined without a place, and for a set of tasks. */
export function writableLine(
	{sites: {lines, lineAt}, description}: Records,
	task: TaskRecord,
	place: Place | undefined,
): LineSiteRecord | undefined {
	if (!place || description.form !== 'program') return undefined;
	const known = lineAt.get(place);
	if (known >= 0 && known < lines.size) return lines.writable(known);
	const isFull = lines.size >= maxSites;
	const shared = isFull ? lines.indexOf(othersId) : -1;
	if (shared >= 0) return lines.writable(shared);
	const line: LineSiteRecord = {
		...{
			id: isFull ? othersId : `${place.file}:${place.line}`,
			index: lines.size,
			file: isFull ? othersId : place.file,
			line: isFull ? 0 : place.line,
		},
		...{function: siteName(task.function), entered: 0, leftAt: undefined, waited: new Histogram()},
	};
	lines.add(line);
	if (!isFull) lineAt.set(place, line.index);
	return line;
}

/** Yields the open calls of a function, the oldest first. */
export function* openCallsOf({sites, tasks}: Records, site: Pick<Site, 'id'>): Iterable<Task> {
	const index = sites.functions.indexOf(site.id);
	if (index < 0) return;
	for (let at = sites.functions.at(index).first; at >= 0; at = tasks.at(at).nextAtSite) yield tasks.at(at);
}

/** Returns the record that counts a call. Undefined if none does. */
export function siteOf({sites}: Records, task: Task): Site | undefined {
	// Every task of a model is a record. Finding 20,000 of them by id would take as long as a frame.
	const {site} = task as TaskRecord;
	return site < 0 ? undefined : sites.functions.at(site);
}
