import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Failure} from '../../trace/event.ts';
import {sinceStart} from '../at-moment.ts';
import {duration} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {printedLines} from '../projections/printed-lines.ts';
import type {Task} from '../task.ts';
import {endOfLane, findLane, formatLaneEnd, isNamed} from './find-lane.ts';
import {matchPattern} from './match-pattern.ts';

/**
 * A fact of a run, in the words of claims. Moments are in ms from the start of the run.
 *
 * | fact | what it is |
 * |---|---|
 * | `total` `sum` `longest` | the totals of the run |
 * | `busy` `silence` `lag` | time on the thread in total; the longest block of the loop; the largest loop lag |
 * | `peak` `lanes` `warnings` | the most in flight at once; the number of lanes; of warnings |
 * | `150` | a number |
 * | `NAME starts` `NAME ends` | a moment |
 * | `took NAME` `held NAME` | the time from its start to its end; its own time on the thread |
 * | `from NAME starts to NAME ends` | the time between two moments |
 * | `printed` `warning` `error` | the lines the program printed, its first warning, the error it failed with |
 * | `number PATTERN` | the number in place of the first `…` in the first printed line like this: `number … times as much` |
 * | `value NAME` `error NAME` `state NAME` | what a call returned, what it failed with, how it ended |
 *
 * NAME is the name of a function or a task (see `findLane`). A language in front selects the run in that language:
 * `python total`.
 */
export type Fact = {
	readonly kind: 'time' | 'count' | 'text';
	readonly language?: Model['description']['language'];
	/** The functions and tasks that the fact refers to. */
	readonly names: readonly string[];
	/** Reads the fact from a run. Undefined if the run does not have it. */
	readonly read: (model: Model) => Value;
	/** Formats the fact, as read from a run, as a clause: `f ended at 150 ms`, `f never ended`, `f was never called`. */
	readonly format: (value: Value, model: Model | undefined) => string;
};

type Value = number | string | undefined;

/** Parses a fact. Undefined if the text is not one. */
export function factOf(text: string): Fact | undefined {
	const [, language, rest = text] = /^(javascript|python) (.+)$/.exec(text) ?? [];
	const fact = factOfRun(rest) ?? printedNumber(rest) ?? stretch(rest) ?? moment(rest) ?? factOfLane(rest);
	return fact && language ? {...fact, language: language as Model['description']['language']} : fact;
}

/** Formats a measured fact: `150 ms`, `1.40 s`, `3`. */
export function formatValue(kind: Fact['kind'], value: Value): string {
	return typeof value === 'number' ? (kind === 'time' ? duration(value) : thousands(value)) : (value ?? 'nothing');
}

/** Formats an error as its language does: `ValueError: no such user`. */
export function failureText({name, message}: Failure): string {
	return message === '' ? name : `${name}: ${message}`;
}

const time = (before: string, read: Fact['read'], otherwise = `${before} nothing`): Fact => {
	const format = (value: Value) => (value === undefined ? otherwise : `${before} ${formatValue('time', value)}`);
	return {kind: 'time', names: [], read, format};
};

const count = (read: Fact['read'], format: (value: Value) => string): Fact => ({
	kind: 'count',
	names: [],
	read,
	format,
});

const text = (before: string, otherwise: string, read: Fact['read']): Fact => {
	return {kind: 'text', names: [], read, format: value => (value === undefined ? otherwise : `${before} ${value}`)};
};

const factsOfRuns: Readonly<Record<string, Fact>> = {
	total: time('the total was', model => model.totals.makespan),
	sum: time('the sum was', model => model.totals.sum),
	longest: time('the longest was', model => model.totals.longest),
	busy: time('the thread was busy for', model => model.thread.busyTime),
	silence: time('the longest block of the loop was', longestThreadSpan),
	lag: time('the largest loop lag was', model => model.thread.lags.reduce((most, lag) => Math.max(most, lag), 0)),
	peak: count(
		model => model.totals.peak,
		value => `at most ${value} were in flight at once`,
	),
	lanes: count(
		model => model.lanes.length,
		value => `the run had ${plural(Number(value), 'lane')}`,
	),
	warnings: count(
		model => model.warnings.length,
		value => `the run had ${plural(Number(value), 'warning')}`,
	),
	printed: text('it printed', 'it printed nothing', model => printedLines(model).join(' / ') || undefined),
	warning: text('it warned:', 'it raised no warning', model => model.warnings[0]?.message),
	error: text('it failed with', 'it did not fail', ({end, result}) => textOf(end?.error ?? result?.error)),
};

function factOfRun(name: string): Fact | undefined {
	if (Object.hasOwn(factsOfRuns, name)) return factsOfRuns[name];
	if (!/^\d+(\.\d+)?$/.test(name)) return undefined;
	return count(
		() => Number(name),
		() => name,
	);
}

function printedNumber(words: string): Fact | undefined {
	const [, pattern] = /^number (.*….*)$/.exec(words) ?? [];
	if (pattern === undefined) return undefined;
	return count(
		model => {
			const found = printedLines(model).map(line =>
				matchPattern(pattern, line)?.[0]?.replace(/(?<=\d)[,_](?=\d)/g, ''),
			);
			const number = found.find(text => text !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(text));
			return number === undefined ? undefined : Number(number);
		},
		value => (value === undefined ? `it printed no line like "${pattern}"` : pattern.replace('…', String(value))),
	);
}

function moment(words: string): Fact | undefined {
	const [, name, verb] = /^(\S.*) (starts|ends)$/.exec(words) ?? [];
	if (name === undefined) return undefined;
	const starts = verb === 'starts';
	const did = starts ? 'started' : 'ended';
	return aboutLane(name, {
		...time(
			`${name} ${did} at`,
			model => {
				const lane = findLane(model, name);
				const at = starts ? lane?.startedAt : lane?.endedAt;
				return at === undefined ? undefined : sinceStart(model, at);
			},
			`${name} never ${did}`,
		),
	});
}

function stretch(words: string): Fact | undefined {
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

function factOfLane(words: string): Fact | undefined {
	const [, verb = '', name = ''] = /^(\w+) (\S.*)$/.exec(words) ?? [];
	const fact = Object.hasOwn(factsOfLanes, verb) ? factsOfLanes[verb] : undefined;
	return (
		fact &&
		aboutLane(
			name,
			fact(name, model => findLane(model, name)),
		)
	);
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

function textOf(error: Failure | undefined): string | undefined {
	return error && failureText(error);
}

function timeOnThreadOf(model: Model, lane: Task | undefined): number | undefined {
	if (!lane) return undefined;
	let held = 0;
	for (const {from, to = model.at, task} of model.thread.busy) if (task === lane.id) held += to - from;
	return held;
}

/**
 * Returns the longest time that the thread was busy without a pause; adjoining stretches of different tasks count as
 * one.
 */
function longestThreadSpan({thread, at}: Model): number {
	let longest = 0;
	let [begin, end] = [0, Number.NEGATIVE_INFINITY];
	for (const {from, to = at} of thread.busy) {
		if (from > end) begin = from;
		end = to;
		longest = Math.max(longest, end - begin);
	}
	for (const {ms} of thread.blocks) longest = Math.max(longest, ms);
	return longest;
}
