import {scenarios} from '../content/scenarios/index.ts';
import {strategies} from '../content/strategies/index.ts';
import {programFolder} from '../paths.ts';
import type {StrategyInfo} from '../session/choices.ts';
import type {LessonVersion} from './lesson-schema.ts';
import {programForLesson, programForTasks} from './program-for-strategy.ts';
import type {LoadedLesson} from './read-lesson.ts';
import {strategyNamed} from './strategy-named.ts';
import type {Workload} from './workload.ts';

/**
 * Creates the workload of a lesson: a built-in scenario under the strategies, or the versions of the lesson's program.
 */
export function workloadFromLesson({name, folder, lesson}: LoadedLesson, key: string, invocation: string): Workload {
	const {title, sentence, group, screen = 'dashboard'} = lesson;
	const about = {name, title, sentence, group, lesson: {screen, language: 'both'}} as const;
	const scenario = scenarios.find(entry => entry.name === lesson.scenario?.name);
	if (scenario) {
		return {
			choice: {...scenario, ...about, strategy: lesson.scenario?.strategy ?? scenario.strategy, strategies},
			strategies,
			program(session, language) {
				const program = programForTasks(scenario, strategyNamed(session, strategies), session, programFolder, language);
				return {...program, description: {...program.description, scenario: {name, title}}};
			},
			lesson,
			key,
			invocation,
		};
	}

	const versions = lesson.versions ?? [];
	const infos = versions.map(strategyInfoOf);
	return {
		choice: {...about, strategy: infos[0]?.name ?? '', limit: 1, tasks: () => [], strategies: infos},
		strategies: infos,
		program(session, language) {
			const version = versions.find(entry => entry.name === session.strategy);
			if (!version) {
				throw new Error(`lesson "${name}" has no version "${session.strategy}"`);
			}

			return programForLesson({name, title, folder}, version, language, session.seed);
		},
		lesson,
		key,
		invocation,
	};
}

/** Returns the description of a version for a session and its screens. */
export function strategyInfoOf({name, title, sentence, javascript, python, nearest}: LessonVersion): StrategyInfo {
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
