import {didYouMean} from './suggest.ts';
import type {Complain, Given} from './values.ts';
import {quoted} from './values.ts';

type Named = {readonly name: string};

const seeAll = (what: string) => `See all ${what}: async-tui list`;

/** The scenario that the line names; the first one where it names none. */
export function pickScenario<T extends Named>(
	input: readonly string[],
	scenarios: readonly T[],
	strategies: readonly Named[],
	complain: Complain,
): T | undefined {
	const [word, another] = input;
	if (word === undefined) {
		return scenarios[0];
	}
	if (another !== undefined) {
		complain(`one scenario at a time, not ${quoted(word)} and ${quoted(another)}.`, seeAll('scenarios'));
		return undefined;
	}
	const found = scenarios.find(({name}) => name === word.toLowerCase());
	if (!found) {
		const names = [...scenarios.map(({name}) => name), 'list'];
		const strategy = strategies.find(({name}) => name === word.toLowerCase());
		const hint = strategy ? ` It is a strategy: async-tui -s ${strategy.name}` : didYouMean(word, names);
		complain(`unknown scenario ${quoted(word)}.${hint}`, seeAll('scenarios'));
	}
	return found;
}

/** The name of the strategy that is given by its name or by its key, 1 to 9. */
export function pickStrategy(
	given: Given | undefined,
	strategies: readonly Named[],
	complain: Complain,
): string | undefined {
	if (given === undefined) {
		return undefined;
	}
	const word = given.text.toLowerCase();
	const found = /^[1-9]$/.test(word) ? strategies[Number(word) - 1] : strategies.find(({name}) => name === word);
	if (!found) {
		const names = strategies.map(({name}) => name);
		complain(`unknown strategy ${quoted(given.text)}.${didYouMean(word, names)}`, seeAll('strategies'));
	}
	return found?.name;
}
