import {basename, dirname} from 'node:path';
import {pathToFileURL} from 'node:url';
import {exerciseNames} from '../content/exercises/index.ts';
import type {Program} from '../engines/engine.ts';
import type {RunDescription} from '../trace/event.ts';
import type {LessonVersion} from './lesson-schema.ts';
import {strategyInfoOf} from './lesson-workload.ts';
import type {LoadedExercise} from './read-exercise.ts';
import type {UnreadableProgram} from './read-listings.ts';
import {withListings} from './read-listings.ts';
import type {Workload} from './workload.ts';

type Language = RunDescription['language'];

/** How long a learner's program may take, in ms. */
const timeLimit = 10_000;

/** The extensions of learners' files. A `package.json` nearby cannot turn an `.mjs` file into a CommonJS module. */
export const exerciseExtensions = {javascript: '.mjs', python: '.py'} as const;

/**
 * Creates the workload of an exercise and a learner's file (an absolute path). The version `start` is that file;
 * `solution` is the exercise's own.
 */
export function workloadFromExercise(
	{name, folder, exercise}: LoadedExercise,
	file: {readonly path: string; readonly language: Language},
	invocation: string,
): Workload {
	const {title, sentence, versions} = exercise;
	const infos = versions.map(strategyInfoOf);
	return {
		choice: {
			name,
			title,
			sentence,
			group: 'Exercises',
			strategy: 'start',
			limit: 1,
			tasks: () => [],
			strategies: infos,
			exercise: {
				hints: exercise.exercise.hints.length,
				language: file.language,
				file: basename(file.path),
				next: exerciseNames[exerciseNames.indexOf(name) + 1 || exerciseNames.length],
			},
		},
		strategies: infos,
		program({strategy, seed}, language) {
			const version = versions.find(each => each.name === strategy);
			return version && language === file.language
				? programOf({name, title}, version, language, seed, version.name === 'start' ? file.path : folder)
				: programOf({name, title}, versions[0], language, seed, undefined);
		},
		exercise,
		file: {path: file.path, start: new URL(versions[0][file.language]?.file ?? '', folder)},
		key: `exercise:${name}:${file.language}`,
		invocation,
	};
}

/** `at`: the path of the file, or the URL of its folder. Undefined if the language has no program. */
function programOf(
	scenario: {readonly name: string; readonly title: string},
	version: LessonVersion,
	language: Language,
	seed: number,
	at: string | URL | undefined,
): Program | UnreadableProgram {
	const {file = '', needs} = version[language] ?? {};
	const isLearners = typeof at === 'string';
	const name = isLearners ? basename(at) : file;
	const files =
		at === undefined ? [] : [{name, role: 'program' as const, url: isLearners ? pathToFileURL(at) : new URL(file, at)}];
	return withListings({
		description: {
			form: 'program',
			scenario,
			strategy: {name: version.name, title: version.title, total: 'settled'},
			source: 'measured',
			seed,
			tasks: [],
		},
		files,
		calls: [],
		...(at !== undefined && {folder: isLearners ? pathToFileURL(`${dirname(at)}/`) : at}),
		...(needs !== undefined && {needs}),
		timeLimit,
	});
}
