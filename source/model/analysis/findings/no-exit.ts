import {joinAnd} from '../../../text/join.ts';
import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import {seconds} from '../../format-duration.ts';
import type {Model, WakersEvent} from '../../model.ts';
import type {Task} from '../../task.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** How long, in ms, a program has to be without a call or a request before a missing exit is reported. */
const minQuietMs = 1000;

/** The most handles that are named. */
const maxNamed = 3;

/**
 * Finds a JavaScript program whose code has ended while something keeps its process alive. That may be intended: a
 * server does it.
 */
export const noExit: Rule = model => {
	const {wakers, end, description} = model;
	// A process that exits on its own was only kept alive until then.
	if (description.language !== 'javascript' || !wakers || end?.outcome === 'ok') return [];
	const topLevel = endedTopLevel(model);
	if (!topLevel || tasksOf(model).some(isOpen)) return [];
	const since = quietSince(model);
	if (since === undefined || (end?.at ?? model.at) - since < minQuietMs) return [];
	const place = wakers.handles.find(handle => handle.place)?.place;
	const by = keptAliveBy(wakers);
	if (!by) return [];
	return [
		found({
			rule: 'no-exit',
			severity: 'info',
			proof: 'proved',
			at: since,
			...(place && {place}),
			tasks: [topLevel],
			text: `The top level ended at ${seconds(topLevel.endedAt ?? since)}; the process is kept alive by ${by}.`,
		}),
	];
};

function endedTopLevel({tasks}: Model): Task | undefined {
	for (const task of tasks.values()) {
		if (task.kind === 'program') return task.endedAt === undefined ? undefined : task;
	}
	return undefined;
}

/**
 * Returns whether a task may still continue. A generator whose next value is not requested does nothing, and a thread
 * is itself a reason why the process stays alive.
 */
function isOpen({kind, endedAt, waitsFor}: Task): boolean {
	return endedAt === undefined && kind !== 'thread' && !(kind === 'generator' && waitsFor?.kind === 'yield');
}

/** Returns when the last call or request ended, in ms. Undefined while a request is in flight. */
function quietSince(model: Model): number | undefined {
	let since = 0;
	for (const {endedAt = 0} of tasksOf(model)) since = Math.max(since, endedAt);
	for (const request of model.requests.values()) {
		const endedAt = request.since.received ?? request.since.failed;
		if (endedAt === undefined) return undefined;
		since = Math.max(since, endedAt);
	}
	return since;
}

/**
 * Formats what keeps the process alive: `setInterval of 1000 ms (app.mjs:6) and a server that listens on port 80
 * (app.mjs:7)`. Undefined if nothing is known.
 */
function keptAliveBy({handles, timers, io, threads}: WakersEvent): string | undefined {
	const counts = new Map<string, number>();
	for (const {what, place} of handles) {
		if (!place) continue;
		const words = `${what} (${lineOf(place)})`;
		counts.set(words, (counts.get(words) ?? 0) + 1);
	}
	const named = [...counts].slice(0, maxNamed);
	const others = timers + io + threads - named.reduce((sum, [, count]) => sum + count, 0);
	const words = named.map(([text, count]) => (count === 1 ? text : `${text}, ${thousands(count)} times`));
	if (words.length === 0 && others > 0) {
		const [first] = handles;
		return handles.length === 1 && first ? first.what : `${plural(others, 'handle')} of which no line is known`;
	}
	const all = others > 0 ? [...words, plural(others, 'other')] : words;
	return all.length === 0 ? undefined : joinAnd(all);
}
