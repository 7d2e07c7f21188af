import type {Entry} from '../catalogue.ts';
import type {Surroundings} from './arguments.ts';
import {didYouMean} from './suggest.ts';
import type {Complain, Given} from './values.ts';
import {quoted} from './values.ts';

type Named = {readonly name: string};

const seeAll = (what: string) => `See all ${what}: async-tui list`;
const seeLessons = seeAll('lessons');

/** What the line names: a scenario, a lesson, a folder; the first scenario where it names none. */
export type Subject = {
	readonly entry: Entry;
	/** `async-tui lesson`: to be chosen from the list. */
	readonly picks: boolean;
};

export function pickSubject(
	input: readonly string[],
	surroundings: Surroundings,
	complain: Complain,
): Subject | undefined {
	const [word, another] = input[0] === 'lesson' ? input.slice(1) : input;
	if (another !== undefined) {
		const what = input[0] === 'lesson' ? 'lesson' : 'scenario';
		complain(`one ${what} at a time, not ${quoted(word ?? '')} and ${quoted(another)}.`, seeAll(`${what}s`));
		return undefined;
	}

	const name = word ?? surroundings.scenarios[0]?.name ?? '';
	const entry =
		word !== undefined && isFolder(word, surroundings)
			? pickFolder(word, surroundings, complain)
			: input[0] === 'lesson' && word !== undefined
				? pickLesson(word, surroundings, complain)
				: pickScenario(name, surroundings, complain);
	return entry && {entry, picks: word === undefined && input[0] === 'lesson'};
}

/** What is written as a path is one; a plain word is one only if it names nothing of ours. */
function isFolder(word: string, {scenarios, lessons, isFolder}: Surroundings): boolean {
	const isOurs = [...scenarios.map(({name}) => name), ...lessons].includes(word.toLowerCase());
	return /[/\\]/.test(word) || /^\.\.?$/.test(word) || (!isOurs && isFolder(word));
}

function pickFolder(word: string, {catalogue}: Surroundings, complain: Complain): Entry | undefined {
	const found = catalogue.openFolder(word);
	if ('wrong' in found) {
		complain(`${found.wrong}.`, 'A lesson is a folder with lesson.json and the programs that it names.');
		return undefined;
	}

	return found;
}

function pickLesson(word: string, {lessons, catalogue}: Surroundings, complain: Complain): Entry | undefined {
	const name = word.toLowerCase();
	if (!lessons.includes(name)) {
		complain(`unknown lesson ${quoted(word)}.${didYouMean(word, lessons)}`, seeLessons);
		return undefined;
	}

	return catalogue.entry(name);
}

function pickScenario(
	word: string,
	{scenarios, strategies, lessons, catalogue}: Surroundings,
	complain: Complain,
): Entry | undefined {
	const name = word.toLowerCase();
	const has = (list: readonly Named[]) => list.some(entry => entry.name === name);
	if (has(scenarios)) {
		return catalogue.entry(name);
	}

	const hint = has(strategies)
		? ` It is a strategy: async-tui -s ${name}`
		: lessons.includes(name)
			? ` It is a lesson: async-tui lesson ${name}`
			: didYouMean(word, [...scenarios.map(entry => entry.name), 'list', 'lesson']);
	complain(`unknown scenario ${quoted(word)}.${hint}`, seeAll('scenarios'));
	return undefined;
}

/** The name of the strategy, or of the version of a lesson, that is given by its name or by its key, 1 to 9. */
export function pickStrategy(
	given: Given | undefined,
	{strategies, lesson}: Pick<Entry, 'strategies' | 'lesson'>,
	complain: Complain,
): string | undefined {
	if (given === undefined) {
		return undefined;
	}
	const word = given.text.toLowerCase();
	const found = /^[1-9]$/.test(word) ? strategies[Number(word) - 1] : strategies.find(({name}) => name === word);
	if (!found) {
		const names = strategies.map(({name}) => name);
		const what = lesson?.versions ? 'version' : 'strategy';
		const seeMore = lesson?.versions
			? `Its versions: ${names.map((name, index) => `${index + 1} ${name}`).join(', ')}`
			: seeAll('strategies');
		complain(`unknown ${what} ${quoted(given.text)}.${didYouMean(given.text, names)}`, seeMore);
	}
	return found?.name;
}
