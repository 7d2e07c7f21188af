import type {Scenario} from '../content/scenarios/scenario.ts';
import type {Strategy} from '../content/strategies/strategy.ts';
import type {Engine, Program} from '../engines/engine.ts';
import type {PlannedTask} from '../trace/event.ts';
import type {LessonVersion} from './lesson-schema.ts';
import type {UnreadableProgram} from './read-listings.ts';
import {withListings} from './read-listings.ts';

/** What the user chose to run. */
export type TaskSelection = {
	/** `of` names the scenario's task that a task is a call of; `latency` in ms, absent where it is not for us to choose. */
	readonly tasks: readonly (PlannedTask & {readonly of: string})[];
	readonly limit: number;
	readonly seed: number;
};

/** What the programs of a language are called, and how it spells the names of functions. */
const languageFiles = {
	javascript: {file: 'javascript.js', extension: 'js', spell: (name: string) => name},
	python: {file: 'python.py', extension: 'py', spell: snakeCase},
} as const;

/**
 * The program of a scenario under a strategy. Reads the two files below `home`, the folder that holds `content/scenarios/` and
 * `content/strategies/`. Throws when a task is a call of none of the scenario's tasks, or when a file cannot be read.
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
 * The program of a version of a lesson: one file, which runs as it is, in the lesson's folder. Without files where the version has none
 * in that language: there is nothing to run then, only to show. Throws when the file cannot be read.
 */
export function programForLesson(
	{name, title, folder}: {readonly name: string; readonly title: string; readonly folder: URL},
	version: LessonVersion,
	language: Engine['language'],
	seed: number,
): Program | UnreadableProgram {
	const file = version[language]?.file;
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
	});
}

/** The file of a strategy, below `home`. */
export function strategyFile({name}: Strategy, home: URL, language: Engine['language']) {
	const {file, extension} = languageFiles[language];
	return {
		name: `${name}.${extension}`,
		role: 'strategy',
		url: new URL(`content/strategies/${name}/${file}`, home),
	} as const;
}

/** `fetchUserData(42)` as `fetch_user_data(42)`. */
export function snakeCase(name: string): string {
	return name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
