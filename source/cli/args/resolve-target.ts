import {didYouMean} from '../../text/did-you-mean.ts';
import {printable} from '../../text/printable.ts';
import type {Entry} from '../../workloads/workload.ts';
import {commandNames} from '../commands/help.ts';
import type {Surroundings} from './parse-context.ts';
import type {Line} from './parsed-args.ts';
import {complainOfStrangers, listOf, ownKind, readOwn} from './user-targets.ts';
import type {Complain, Given} from './values.ts';
import {quoted, seeFlags} from './values.ts';

type Named = {readonly name: string};

const seeAll = (what: string) => `See all ${what}: async-tui list`;
const seeLessons = seeAll('lessons');

/** What the line names: a scenario, a lesson, a folder; the first scenario where it names none. */
export type Subject = {
	readonly entry: Entry;
	/** `async-tui lesson`: to be chosen from the list. */
	readonly picks: boolean;
};

/** Opens it, where it has to be read: folders, files, lists of addresses. */
export async function pickSubject(
	line: Line,
	surroundings: Surroundings,
	complain: Complain,
): Promise<Subject | undefined> {
	const own = ownKind(line, surroundings);
	complainOfStrangers(line, own, complain);
	if (own) {
		const entry = await pickOwn(line, own, surroundings, complain);
		return entry && {entry, picks: false};
	}

	const input = [...line.input, ...line.behind];
	const [word, another] = input[0] === 'lesson' ? input.slice(1) : input;
	if (another !== undefined) {
		const what = input[0] === 'lesson' ? 'lesson' : 'scenario';
		complain(`give one ${what}, not both ${quoted(word ?? '')} and ${quoted(another)}.`, seeAll(`${what}s`));
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

async function pickOwn(
	line: Line,
	kind: NonNullable<ReturnType<typeof ownKind>>,
	{catalogue}: Surroundings,
	complain: Complain,
): Promise<Entry | undefined> {
	const asked = readOwn(line, kind, complain);
	const found = asked && (await catalogue.openOwn(asked));
	if (found && 'wrong' in found) {
		complain(`${printable(found.wrong)}.`, seeFlags);
		return undefined;
	}

	return found;
}

function pickFolder(word: string, {catalogue}: Surroundings, complain: Complain): Entry | undefined {
	const found = catalogue.openFolder(word);
	if ('wrong' in found) {
		complain(`${found.wrong}.`, 'A lesson is a folder with a lesson.json and the programs it names.');
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
			: didYouMean(word, [...scenarios.map(entry => entry.name), ...commandNames]);
	complain(`unknown scenario ${quoted(word)}.${hint}`, seeAll('scenarios'));
	return undefined;
}

/** Several of them, separated by commas, each once. */
export function pickStrategies(
	given: Given | undefined,
	entry: Entry,
	complain: Complain,
): readonly string[] | undefined {
	if (given === undefined) {
		return undefined;
	}
	if (entry.choice.tasks(0).length === 0) {
		complain('--compare needs a set of tasks: programs and lessons have no strategies.', seeFlags);
		return undefined;
	}
	const names = listOf(given).map(text => pickStrategy({...given, text}, entry, complain));
	if (names.length === 0) {
		complain('--compare needs strategies: --compare sequential,concurrent', seeAll('strategies'));
	}
	return [...new Set(names.flatMap(name => name ?? []))];
}

/** The name of the strategy, or of the version of a lesson, that is given by its name or by its key, 1 to 9. */
export function pickStrategy(
	given: Given | undefined,
	{strategies, lesson, choice}: Entry,
	complain: Complain,
): string | undefined {
	if (given === undefined) {
		return undefined;
	}
	if (choice.own && choice.tasks(0).length === 0) {
		complain('--strategy has no effect here: a program has no strategies.', seeFlags);
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
