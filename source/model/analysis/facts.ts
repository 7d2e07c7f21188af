import type {Model} from '../model.ts';
import type {Fact} from './fact.ts';
import {factOfLane, moment, stretch} from './facts-of-lanes.ts';
import {factOfRun, printedNumber} from './facts-of-runs.ts';

/**
 * Parses a fact. Undefined if the text is not one.
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
export function factOf(text: string): Fact | undefined {
	const [, language, rest = text] = /^(javascript|python) (.+)$/.exec(text) ?? [];
	const fact = factOfRun(rest) ?? printedNumber(rest) ?? stretch(rest) ?? moment(rest) ?? factOfLane(rest);
	return fact && language ? {...fact, language: language as Model['description']['language']} : fact;
}
