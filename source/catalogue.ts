import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {didYouMean} from './command-line/suggest.ts';
import type {Program} from './engines/engine.ts';
import {describe, describeProgram} from './engines/program.ts';
import {home} from './home.ts';
import {lessonNames} from './lessons/index.ts';
import type {Lesson, LessonVersion} from './lessons/lesson.ts';
import type {FoundLesson} from './lessons/read-lesson.ts';
import {readLesson} from './lessons/read-lesson.ts';
import type {AskedOwn, Surroundings} from './own/open.ts';
import {strategyOf} from './own/strategy-of.ts';
import {forShell} from './own/typed.ts';
import {scenarios} from './scenarios/index.ts';
import type {Scenario} from './scenarios/scenario.ts';
import type {ScenarioChoice, Session} from './session.ts';
import {strategies} from './strategies/index.ts';
import type {RunDescription} from './trace/event.ts';
import type {StrategyWords} from './view/screens/screen.tsx';

type Language = RunDescription['language'];

/** All that can be opened: our lessons and scenarios, and what the user has named: the folder of a lesson, files, addresses. */
export type Catalogue = {
	/** The lessons group by group, then the scenarios. Reads the lessons that were not read yet. */
	readonly entries: () => readonly Entry[];
	/** The one of that name; reads no other. */
	readonly entry: (name: string) => Entry | undefined;
	/**
	 * Reads the lesson in a folder of the user's, and puts it before all others; it hides one of ours that has its name. Or says in one
	 * line what is wrong with it. `typed`: the folder as the user has named it.
	 */
	readonly openFolder: (typed: string) => Entry | {readonly wrong: string};
	/** Puts files or addresses of the user's before all others, or says in one line why they cannot be run. */
	readonly openOwn: (asked: AskedOwn) => Promise<Entry | {readonly wrong: string}>;
};

/** A scenario under the strategies, a lesson, or work of the user's. */
export type Entry = {
	readonly choice: ScenarioChoice;
	/** In the order of `choice.strategies`. */
	readonly strategies: readonly StrategyWords[];
	/** What a session has chosen of it, in a language; without files where there is no such program in that language. */
	readonly program: (session: Session, language: Language) => Program;
	readonly lesson?: Lesson;
	/** What its progress is kept under. */
	readonly key: string;
	/** What is typed to open it, behind the name of the command. */
	readonly typed: string;
	/** The folder of the user's program in Python. */
	readonly pythonFolder?: string;
};

const known = {scenarios: scenarios.map(({name}) => name), strategies: strategies.map(({name}) => name)};

/** `surroundings`: what it takes to open work of the user's. */
export function createCatalogue(
	surroundings: Pick<Surroundings, 'readInput' | 'findPythonTasks'> = nothing,
): Catalogue {
	const read = new Map<string, Entry>();
	let outside: Entry | undefined;
	const lesson = (name: string) => {
		const entry = read.get(name) ?? ourLesson(name);
		read.set(name, entry);
		return entry;
	};
	return {
		entries() {
			const ours = [...lessonNames.map(lesson), ...scenarioEntries];
			return outside ? [outside, ...ours.filter(({choice}) => choice.name !== outside?.choice.name)] : ours;
		},
		entry(name) {
			return outside?.choice.name === name
				? outside
				: lessonNames.includes(name)
					? lesson(name)
					: scenarioEntries.find(({choice}) => choice.name === name);
		},
		openFolder(typed) {
			const folder = pathToFileURL(`${resolve(typed)}/`);
			const found = readLesson(folder, known);
			if ('wrong' in found) {
				return found;
			}

			outside = entryOfLesson(found, folder.href, forShell(typed));
			return outside;
		},
		async openOwn(asked) {
			const {openOwn} = await import('./own/open.ts');
			const opened = await openOwn(asked, {...surroundings, strategies, home, didYouMean});
			if (!('wrong' in opened)) {
				outside = opened;
			}

			return opened;
		},
	};
}

const nothing = {
	readInput: async () => '',
	findPythonTasks: async () => ({wrong: 'there is no Python to ask'}),
};

function ourLesson(name: string): Entry {
	const found = readLesson(new URL(`lessons/${name}/`, home), known);
	if ('wrong' in found) {
		throw new Error(found.wrong);
	}

	return entryOfLesson(found, name, `lesson ${name}`);
}

const scenarioEntries: readonly Entry[] = scenarios.map(entryOfScenario);

function entryOfScenario(scenario: Scenario): Entry {
	return {
		choice: {...scenario, group: 'Scenarios', strategies},
		strategies,
		program: (session, language) => describe(scenario, strategyOf(session, strategies), session, home, language),
		key: scenario.name,
		typed: scenario.name,
	};
}

function entryOfLesson({name, folder, lesson}: FoundLesson, key: string, typed: string): Entry {
	const {title, sentence, group, screen = 'dashboard'} = lesson;
	const about = {name, title, sentence, group, lesson: {screen, language: 'both'}} as const;
	const scenario = scenarios.find(entry => entry.name === lesson.scenario?.name);
	if (scenario) {
		return {
			choice: {...scenario, ...about, strategy: lesson.scenario?.strategy ?? scenario.strategy, strategies},
			strategies,
			program(session, language) {
				const program = describe(scenario, strategyOf(session, strategies), session, home, language);
				return {...program, description: {...program.description, scenario: {name, title}}};
			},
			lesson,
			key,
			typed,
		};
	}

	const versions = lesson.versions ?? [];
	const words = versions.map(wordsOfVersion);
	return {
		choice: {...about, strategy: words[0]?.name ?? '', limit: 1, tasks: () => [], strategies: words},
		strategies: words,
		program(session, language) {
			const version = versions.find(entry => entry.name === session.strategy);
			if (!version) {
				throw new Error(`lesson "${name}" has no version "${session.strategy}"`);
			}

			return describeProgram({name, title, folder}, version, language, session.seed);
		},
		lesson,
		key,
		typed,
	};
}

function wordsOfVersion({name, title, sentence, javascript, python, nearest}: LessonVersion): StrategyWords {
	const {javascript: noJavaScript, python: noPython} = nearest ?? {};
	return {
		name,
		title,
		sentence,
		construct: {javascript: javascript?.construct ?? '', python: python?.construct ?? ''},
		nearest: {
			...(noJavaScript !== undefined && {javascript: noJavaScript}),
			...(noPython !== undefined && {python: noPython}),
		},
		limited: false,
	};
}
