import type {Scenario} from '../content/scenarios/scenario.ts';
import type {Strategy} from '../content/strategies/strategy.ts';
import type {Engine, Program} from '../engines/engine.ts';
import type {PlannedTask} from '../trace/event.ts';
import type {LessonVersion} from './lesson-schema.ts';
import type {UnreadableProgram} from './read-listings.ts';
import {withListings} from './read-listings.ts';

/** The tasks that the user chose to run. */
export type TaskSelection = {
	/** `of`: the id of the scenario's task that is called. `latency`: ms, undefined for real work. */
	readonly tasks: readonly (PlannedTask & {readonly of: string})[];
	readonly limit: number;
	readonly seed: number;
};

/** The file names of a language, and its spelling of function names. */
const languageFiles = {
	javascript: {file: 'javascript.js', extension: 'js', spell: (name: string) => name},
	python: {file: 'python.py', extension: 'py', spell: snakeCase},
} as const;

/**
 * Plans a scenario under a strategy. Reads both files below `home`, the folder with `content/scenarios/` and
 * `content/strategies/`. Throws if the scenario does not have a task, or if a file cannot be read.
 */
export function programForTasks(
	scenario: Scenario,
	strategy: Strategy,
	selection: TaskSelection,
	home: URL,
	language: Engine['language'] = 'javascript',
): Program | UnreadableProgram {
	const {file, extension, spell} = languageFiles[language];
	const files = [
		strategyFile(strategy, home, language),
		{
			name: `${scenario.name}.${extension}`,
			role: 'scenario',
			url: new URL(`content/scenarios/${scenario.name}/${file}`, home),
		},
	] as const;
	const work = new Map(scenario.tasks(selection.seed).map(task => [task.id, task]));

	return withListings({
		description: {
			form: 'tasks',
			scenario: {name: scenario.name, title: scenario.title},
			strategy: {name: strategy.name, title: strategy.title, total: strategy.total},
			source: 'simulated',
			...(strategy.limited && {limit: selection.limit}),
			seed: selection.seed,
			tasks: selection.tasks.map(({of, ...planned}) => ({...planned, name: spell(planned.name)})),
		},
		files,
		calls: selection.tasks.map(({id, of, latency = 0}) => {
			const task = work.get(of);
			if (!task) {
				throw new Error(`scenario "${scenario.name}" has no task "${of}"`);
			}

			return {task: id, function: spell(task.function), arguments: task.arguments(latency), replies: task.replies};
		}),
	});
}

/**
 * Plans a version of a lesson: one file, unchanged, in the lesson's folder. Without files if the version has no program
 * in the language: then it can be shown, but not run. Throws if the file cannot be read.
 */
export function programForLesson(
	{name, title, folder}: {readonly name: string; readonly title: string; readonly folder: URL},
	version: LessonVersion,
	language: Engine['language'],
	seed: number,
): Program | UnreadableProgram {
	const {file, needs} = version[language] ?? {};
	const files = file === undefined ? [] : [{name: file, role: 'program' as const, url: new URL(file, folder)}];
	return withListings({
		description: {
			form: 'program',
			scenario: {name, title},
			strategy: {name: version.name, title: version.title, total: 'settled'},
			source: 'measured',
			seed,
			tasks: [],
		},
		files,
		calls: [],
		folder,
		...(needs !== undefined && {needs}),
	});
}

/** The file of a strategy below `home`. */
export function strategyFile({name}: Strategy, home: URL, language: Engine['language']) {
	const {file, extension} = languageFiles[language];
	return {
		name: `${name}.${extension}`,
		role: 'strategy',
		url: new URL(`content/strategies/${name}/${file}`, home),
	} as const;
}

/** Converts `fetchUserData(42)` to `fetch_user_data(42)`. */
export function snakeCase(name: string): string {
	return name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
