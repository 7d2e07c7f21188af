import {scenarios} from '../content/scenarios/index.ts';
import {strategies} from '../content/strategies/index.ts';
import {home} from '../paths.ts';
import type {StrategyWords} from '../view/screens/screen.tsx';
import type {LessonVersion} from './lesson-schema.ts';
import {describe, describeProgram} from './program-for-strategy.ts';
import type {FoundLesson} from './read-lesson.ts';
import {strategyOf} from './strategy-named.ts';
import type {Entry} from './workload.ts';

/** A lesson under the strategies where it is about a scenario of ours, else with the versions of its program. */
export function entryOfLesson({name, folder, lesson}: FoundLesson, key: string, typed: string): Entry {
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
