import {thousands} from '../../../text/thousands.ts';
import type {WaitsFor} from '../../../trace/event.ts';
import {seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
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
	const last = topLevelEnd(model);
	return [...callsByFunction(model)].flatMap(group => {
		const from = group[0]?.startedAt ?? 0;
		const until = group.at(-1)?.startedAt ?? 0;
		if (group.length < minCalls || until - from < minSpreadMs || group.some(task => hasEnded(task, last))) return [];
		const width = (until - from) / parts;
		const filled = new Set(group.map(({startedAt = 0}) => Math.min(parts - 1, Math.floor((startedAt - from) / width))));
		if (filled.size < parts || mayServeConnections(model, group)) return [];
		const [one] = group as [Task, ...Task[]];
		return [
			found({
				rule: 'only-grows',
				severity: 'warning',
				proof: 'suspected',
				at: until,
				...(one.definedAt && {place: one.definedAt}),
				tasks: group,
				text: `${thousands(group.length)} calls of ${one.function} were started over ${seconds(until - from)}, and none has ended.`,
			}),
		];
	});
};

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

function* callsByFunction(model: Model): Iterable<readonly Task[]> {
	const lines = new Map<string, Map<string, Task[]>>();
	for (const task of tasksOf(model)) {
		if (task.kind !== 'call' || task.startedAt === undefined) continue;
		const line = lineOf(task.definedAt);
		const functions = lines.get(line) ?? new Map<string, Task[]>();
		lines.set(line, functions);
		const group = functions.get(task.function);
		if (group) group.push(task);
		else functions.set(task.function, [task]);
	}
	for (const functions of lines.values()) yield* functions.values();
}

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
