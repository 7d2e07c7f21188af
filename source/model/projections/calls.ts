import {now} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Site} from '../sites.ts';
import type {MarkedLine} from '../task.ts';

/** A row of the screen Calls: one function or route, or one await line. Times in ms; undefined if unknown. */
export type CallRow = {
	/** The id of its site. */
	readonly key: string;
	readonly name: string;
	/** `api.py:41`. Empty if unknown. */
	readonly line: string;
	/** The calls in flight; for a line, the calls that wait there. */
	readonly now: number;
	/** How long ago the oldest of these calls started; for a line, how long it has waited there. */
	readonly oldest: number | undefined;
	/** Calls per second in the last 10 s. Undefined for a line. */
	readonly rate: number | undefined;
	/** Calls in each of the last twenty 3 s intervals, the newest last. Undefined for a line. */
	readonly minute: readonly number[] | undefined;
	readonly p50: number | undefined;
	readonly p90: number | undefined;
	readonly p99: number | undefined;
	/** The longest, including those in flight. */
	readonly max: number | undefined;
	/** The share of the settled calls that failed, 0 to 1. */
	readonly failed: number | undefined;
	/** Time on the thread of its calls as a share of the run's time, 0 to 1. */
	readonly thread: number | undefined;
	/** Whether a finding is about it. */
	readonly isStuck: boolean;
};

export type CallOrder = 'oldest' | 'now' | 'rate' | 'p99' | 'failed' | 'thread';
export type CallGrouping = 'function' | 'line';

/** How the rows are listed. `stuck`: the ids of the lanes that findings are about. */
export type CallList = {
	readonly grouping: CallGrouping;
	readonly order: CallOrder;
	readonly filter: string;
	readonly stuck: ReadonlySet<string>;
};

/**
 * Lists what a program calls, starting with the rows that findings are about. Costs one step for each function or line.
 */
export function callRows(model: Model, {grouping, order, filter, stuck}: CallList): readonly CallRow[] {
	const rows = grouping === 'function' ? functionRows(model, stuck) : lineRows(model, stuck);
	const words = filter.toLowerCase();
	const found = words === '' ? rows : rows.filter(({name, line}) => `${name} ${line}`.toLowerCase().includes(words));
	return found.toSorted(
		(one, other) =>
			Number(other.isStuck) - Number(one.isStuck) ||
			(other[order] ?? -1) - (one[order] ?? -1) ||
			other.now - one.now ||
			(other.rate ?? 0) - (one.rate ?? 0),
	);
}

function functionRows(model: Model, stuck: ReadonlySet<string>): readonly CallRow[] {
	const {functions, openCalls, siteOf} = model.sites;
	const keys = new Set<string>();
	for (const id of stuck) {
		const task = model.tasks.get(id);
		const site = task && siteOf(task);
		if (site) keys.add(site.id);
	}
	return [...functions.values()].flatMap(site => {
		if (site.started === 0) return [];
		const [oldest] = openCalls(site);
		const age = oldest && now(model) - (oldest.startedAt ?? oldest.createdAt);
		const {took} = site;
		const quantile = (share: number) => (took.count > 0 ? took.quantile(share) : undefined);
		const settled = site.done + site.failed + site.cancelled;
		const longest = Math.max(took.max, site.longestCounted, age ?? 0);
		return {
			key: site.id,
			name: site.name,
			line: site.place ? `${site.place.file}:${site.place.line}` : '',
			now: site.open,
			oldest: age,
			rate: rateOf(model, site),
			minute: minuteOf(model, site),
			p50: quantile(0.5),
			p90: quantile(0.9),
			p99: quantile(0.99),
			max: took.count > 0 || site.counted > 0 ? longest : undefined,
			failed: settled > 0 ? site.failed / settled : undefined,
			thread: threadShare(model, site.busy),
			isStuck: keys.has(site.id),
		};
	});
}

function lineRows(model: Model, stuck: ReadonlySet<string>): readonly CallRow[] {
	const marked = new Map<string, MarkedLine>();
	for (const line of model.marked) if (line.kind === 'suspended') marked.set(`${line.file}:${line.line}`, line);
	const keys = new Set<string>();
	for (const id of stuck) {
		const place = model.tasks.get(id)?.place;
		if (place) keys.add(`${place.file}:${place.line}`);
	}
	return Array.from(model.sites.lines.values(), ({id, function: name, waited}) => {
		const line = marked.get(id);
		const [oldest] = line?.tasks ?? [];
		const since = oldest?.spans.at(-1)?.from;
		const age = since === undefined ? undefined : now(model) - since;
		const quantile = (share: number) => (waited.count > 0 ? waited.quantile(share) : undefined);
		return {
			key: id,
			name,
			line: id,
			now: line?.count ?? 0,
			oldest: age,
			rate: undefined,
			minute: undefined,
			p50: quantile(0.5),
			p90: quantile(0.9),
			p99: quantile(0.99),
			max: waited.count > 0 ? Math.max(waited.max, age ?? 0) : undefined,
			failed: undefined,
			thread: undefined,
			isStuck: keys.has(id),
		};
	});
}

/** How many seconds a rate covers. */
const rateSpanSeconds = 10;

/**
 * Returns the calls per second in the last 10 whole seconds, or in fewer if the run is younger. Undefined before the
 * end of the first second.
 */
function rateOf(model: Model, site: Site): number | undefined {
	const second = Math.floor(now(model) / 1000);
	const from = Math.max(Math.floor((model.startedAt ?? 0) / 1000), second - rateSpanSeconds);
	if (second <= from) return undefined;
	let calls = 0;
	for (let each = from; each < second; each++) calls += callsIn(site, each);
	return calls / (second - from);
}

/** How many seconds back the starts of calls are known. */
const knownSeconds = 60;

/** Returns how many calls started in the last minute: in the current second and the 59 before it. */
export function callsInLastMinute(model: Model): number {
	const second = Math.floor(now(model) / 1000);
	let calls = 0;
	for (const site of model.sites.functions.values())
		for (let back = 0; back < knownSeconds; back++) calls += callsIn(site, second - back);
	return calls;
}

/** Returns how many calls started in a second of the run's clock; 0 for seconds that are too long ago. */
function callsIn({perSecond, second: last}: Site, second: number): number {
	const isKnown = second >= 0 && second <= last && second > last - perSecond.length;
	return isKnown ? (perSecond[second % perSecond.length] ?? 0) : 0;
}

/** How many parts the last minute is divided into. */
const minuteParts = 20;

function minuteOf(model: Model, site: Site): readonly number[] {
	const second = Math.floor(now(model) / 1000);
	const each = knownSeconds / minuteParts;
	return Array.from({length: minuteParts}, (_, part) => {
		let calls = 0;
		for (let back = 1; back <= each; back++) calls += callsIn(site, second - (minuteParts - 1 - part) * each - back);
		return calls;
	});
}

function threadShare(model: Model, busy: number): number | undefined {
	const passed = now(model) - (model.startedAt ?? 0);
	return passed > 0 ? Math.min(1, busy / passed) : undefined;
}

/** Sums up all calls of a program: in flight, settled, starts per second, and the share that failed. */
export function callTotals(model: Model): {
	readonly inFlight: number;
	readonly settled: number;
	readonly rate: number | undefined;
	readonly failed: number | undefined;
} {
	let [inFlight, settled, failed] = [0, 0, 0];
	let rate: number | undefined;
	for (const site of model.sites.functions.values()) {
		inFlight += site.open;
		settled += site.done + site.failed + site.cancelled;
		failed += site.failed;
		const own = rateOf(model, site);
		if (own !== undefined) rate = (rate ?? 0) + own;
	}
	return {inFlight, settled, rate, failed: settled > 0 ? failed / settled : undefined};
}
