import {thousands} from '../../../text/thousands.ts';
import type {WaitsFor} from '../../../trace/event.ts';
import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Site} from '../../sites.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of calls, the least time over which they start (ms), and the number of parts of that time that all
 * must have some.
 */
const [minCalls, minSpreadMs, parts] = [50, 1000, 5];

/** What is cancelled this close to the end of the run, in ms, was cancelled by that end. */
const endMarginMs = 100;

/**
 * Finds functions whose calls keep starting and never end. A call that serves a connection, such as that of a chat, ends
 * with it.
 */
export const onlyGrows: Rule = model => {
	// The calls may serve connections: their number has to be known, see below.
	if (model.description.language === 'javascript' && !model.lastWakers) return [];
	const last = topLevelEnd(model);
	return [...callsByFunction(model)].flatMap(group => {
		const from = group[0]?.startedAt ?? 0;
		const until = group.at(-1)?.startedAt ?? 0;
		if (group.length < minCalls || until - from < minSpreadMs || group.some(task => hasEnded(task, last))) return [];
		if (mayServeConnections(model, group) || !isSpread(group, from, until)) return [];
		const [one] = group as [Task, ...Task[]];
		// Very many functions share one record.
		if (group.some(task => task.function !== one.function)) return [];
		const where = one.definedAt ? ` (${lineOf(one.definedAt)})` : '';
		return [
			found({
				rule: 'only-grows',
				severity: 'warning',
				proof: 'suspected',
				at: until,
				...(one.definedAt && {place: one.definedAt}),
				tasks: group,
				text: `${thousands(group.length)} calls of ${one.function}${where} were started over ${seconds(until - from)}, and none has ended.`,
			}),
		];
	});
};

/** Returns whether some of the calls started in each part of a stretch, in ms. */
function isSpread(calls: readonly Task[], from: number, until: number): boolean {
	const width = (until - from) / parts;
	const filled = new Set<number>();
	for (const {startedAt = 0} of calls) {
		filled.add(Math.min(parts - 1, Math.floor((startedAt - from) / width)));
		if (filled.size === parts) return true;
	}
	return false;
}

/**
 * Returns whether each of these calls may have a connection of its own: it waits for I/O, or there were as many
 * connections as calls. In JavaScript a wait does not show I/O, so the number of connections must be known. In Python, a
 * server starts the call from the loop.
 */
function mayServeConnections(model: Model, calls: readonly Task[]): boolean {
	const {lastWakers: wakers, description} = model;
	if (calls.every(task => lastWait(task)?.kind === 'io')) return true;
	const then = calls.filter(({startedAt = 0}) => wakers && startedAt <= wakers.at).length;
	if (wakers && then >= minCalls / 2) return wakers.io >= then;
	return description.language === 'javascript' || calls.every(task => isStartedByLoop(model, task));
}

/** Returns whether a call was created while its caller waited: a callback of the loop did so, in the caller's name. */
function isStartedByLoop({tasks}: Model, {parent, createdAt}: Task): boolean {
	const {spans} = tasks.get(parent ?? '') ?? {};
	const then = spans?.at(spans.findLastIndex(({from}) => from <= createdAt));
	return then?.state === 'waiting' && (then.to ?? Number.POSITIVE_INFINITY) > createdAt;
}

function lastWait({spans}: Task): WaitsFor | undefined {
	return spans.at(spans.findLastIndex(({state}) => state === 'waiting'))?.waitsFor;
}

/**
 * Yields the calls of each function that was called often enough and of which none was done or failed, also before the
 * window, in order of their starts.
 */
function* callsByFunction(model: Model): Iterable<readonly Task[]> {
	const {functions, openCalls} = model.sites;
	const cancelled = new Map<Site, Task[]>();
	for (const site of functions.values()) {
		const {started, done, failed} = site;
		if (started < minCalls || done + failed > 0) continue;
		if (site.cancelled > 0) cancelled.set(site, []);
		else yield [...openCalls(site)].filter(isCall);
	}
	if (cancelled.size === 0) return;
	for (const task of tasksOf(model)) {
		const site = model.sites.siteOf(task);
		if (site && isCall(task)) cancelled.get(site)?.push(task);
	}
	for (const [site, calls] of cancelled) {
		// Those that were cancelled before the window have ended.
		if (calls.length === site.started) yield calls;
	}
}

const isCall = ({kind}: Task): boolean => kind === 'call';

/** Returns whether a call ended during the run. A call that the end of the run cancelled was open until then. */
function hasEnded({endedAt, state}: Task, last: number): boolean {
	return endedAt !== undefined && !(state === 'cancelled' && endedAt >= last - endMarginMs);
}

/** Returns when the first call of the program ended, in ms: whatever runs longer than `main` is cancelled then. */
function topLevelEnd({tasks, at, end}: Model): number {
	for (const {kind, depth, endedAt} of tasks.values()) {
		if (kind === 'call' && depth <= 1) return endedAt ?? end?.at ?? at;
	}
	return end?.at ?? at;
}
