import {sinceStart} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import type {Fact} from './fact.ts';
import {count, text, textOf, time} from './fact.ts';
import {endOfLane, findLane, formatLaneEnd, isNamed} from './find-lane.ts';

/** Parses a moment: `NAME starts`, `NAME ends`. */
export function moment(words: string): Fact | undefined {
	const [, name, verb] = /^(\S.*) (starts|ends)$/.exec(words) ?? [];
	if (name === undefined) return undefined;
	const starts = verb === 'starts';
	const did = starts ? 'started' : 'ended';
	const read: Fact['read'] = model => {
		const lane = findLane(model, name);
		const at = starts ? lane?.startedAt : lane?.endedAt;
		return at === undefined ? undefined : sinceStart(model, at);
	};
	return aboutLane(name, time(`${name} ${did} at`, read, `${name} never ${did}`));
}

/** Parses the time between two moments: `from NAME starts to NAME ends`. */
export function stretch(words: string): Fact | undefined {
	const [, from = '', to = ''] = /^from (.+ (?:starts|ends)) to (.+)$/.exec(words) ?? [];
	const [begin, end] = [moment(from), moment(to)];
	if (!begin || !end) return undefined;
	const fact = time(`from ${from} to ${to}:`, model => {
		const [first, last] = [begin.read(model), end.read(model)];
		return first === undefined || last === undefined ? undefined : Number(last) - Number(first);
	});
	return {
		...fact,
		names: [...begin.names, ...end.names],
		format(value, model) {
			const missing = model && [begin, end].find(moment => moment.read(model) === undefined);
			return missing ? missing.format(undefined, model) : fact.format(value, model);
		},
	};
}

type FactOfLane = (name: string, lane: (model: Model) => Task | undefined) => Fact;

const factsOfLanes: Readonly<Record<string, FactOfLane>> = {
	took: (name, lane) =>
		time(
			`${name} took`,
			model => {
				const {startedAt, endedAt} = lane(model) ?? {};
				return startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
			},
			`${name} never ended`,
		),
	held: (name, lane) =>
		time(`${name} was on the thread for`, model => timeOnThreadOf(model, lane(model)), `${name} was never called`),
	peak: name =>
		count(
			model => peakOf(model, name),
			value =>
				value === undefined ? `${name} was never called` : `at most ${value} of ${name} were in flight at once`,
		),
	value: (name, lane) => text(`${name} returned`, `${name} returned nothing`, model => lane(model)?.value),
	error: (name, lane) => text(`${name} failed with`, `${name} did not fail`, model => textOf(lane(model)?.error)),
	state: (name, lane) => ({
		...text('', '', model => endOfLane(lane(model))),
		format: value => formatLaneEnd(name, value as ReturnType<typeof endOfLane>),
	}),
};

/** Parses a fact about one lane: `took NAME`. */
export function factOfLane(words: string): Fact | undefined {
	const [, verb = '', name = ''] = /^(\w+) (\S.*)$/.exec(words) ?? [];
	if (!Object.hasOwn(factsOfLanes, verb)) return undefined;
	const fact = factsOfLanes[verb]?.(name, model => findLane(model, name));
	return fact && aboutLane(name, fact);
}

/** Makes a fact refer to a lane: one that the run does not have was never called. */
function aboutLane(name: string, fact: Fact): Fact {
	return {
		...fact,
		names: [name],
		format(value, model) {
			const isAbsent = value === undefined && model !== undefined && !findLane(model, name);
			return isAbsent ? formatLaneEnd(name, 'absent') : fact.format(value, model);
		},
	};
}

/**
 * Returns the most calls of a function in flight at once. If several functions have the name, the highest of their
 * peaks.
 */
function peakOf({sites}: Model, name: string): number | undefined {
	const peaks = [...sites.functions.values()].flatMap(site => (isNamed(site.name, name) ? site.peak : []));
	return peaks.length > 0 ? Math.max(...peaks) : undefined;
}

/** Returns the time of a lane itself on the thread, in ms. */
function timeOnThreadOf(model: Model, lane: Task | undefined): number | undefined {
	if (!lane) return undefined;
	let held = 0;
	for (const {from, to = model.at, task} of model.thread.busy) if (task === lane.id) held += to - from;
	return held;
}
