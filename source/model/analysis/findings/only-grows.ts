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

/** Finds functions whose calls keep starting and never end. */
export const onlyGrows: Rule = model => {
	const last = topLevelEnd(model);
	return [...callsByFunction(model)].flatMap(group => {
		const from = group[0]?.startedAt ?? 0;
		const until = group.at(-1)?.startedAt ?? 0;
		if (group.length < minCalls || until - from < minSpreadMs || group.some(task => hasEnded(task, last))) return [];
		const width = (until - from) / parts;
		const filled = new Set(group.map(({startedAt = 0}) => Math.min(parts - 1, Math.floor((startedAt - from) / width))));
		if (filled.size < parts) return [];
		const [one] = group as [Task, ...Task[]];
		return [
			found({
				rule: 'only-grows',
				severity: 'warning',
				proof: 'suspected',
				at: until,
				...(one.definedAt && {place: one.definedAt}),
				tasks: group,
				text: `${group.length} calls of ${one.function} were started over ${seconds(until - from)}, and none has ended.`,
			}),
		];
	});
};

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
