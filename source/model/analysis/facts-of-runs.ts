import {plural} from '../../text/plural.ts';
import type {Model} from '../model.ts';
import {printedLines} from '../projections/printed-lines.ts';
import type {Fact} from './fact.ts';
import {count, text, textOf, time} from './fact.ts';
import {matchPattern} from './match-pattern.ts';

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

/** Parses a fact about a whole run, `total`, or a number, `150`. */
export function factOfRun(name: string): Fact | undefined {
	if (Object.hasOwn(factsOfRuns, name)) return factsOfRuns[name];
	if (!/^\d+(\.\d+)?$/.test(name)) return undefined;
	return count(
		() => Number(name),
		() => name,
	);
}

/** Parses a number that the program printed: `number … times as much`. */
export function printedNumber(words: string): Fact | undefined {
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
