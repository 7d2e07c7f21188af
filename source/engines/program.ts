import {readFileSync} from 'node:fs';
import type {LessonVersion} from '../lessons/lesson.ts';
import type {Scenario} from '../scenarios/scenario.ts';
import type {Strategy} from '../strategies/strategy.ts';
import type {DescribedFile, PlannedTask} from '../trace/event.ts';
import type {Call, Engine, Program} from './engine.ts';

/** What the user chose to run. */
export type Choice = {
	/** `of` names the scenario's task that a task is a call of; `latency` in ms, absent where it is not for us to choose. */
	readonly tasks: readonly (PlannedTask & {readonly of: string})[];
	readonly limit: number;
	readonly seed: number;
};

/** What the programs of a language are called, and how it spells the names of functions. */
const languages = {
	javascript: {file: 'javascript.js', ending: 'js', spell: (name: string) => name},
	python: {file: 'python.py', ending: 'py', spell: snakeCase},
} as const;

/**
 * The program of a scenario under a strategy. Reads the two files below `home`, the folder that holds `scenarios/` and
 * `strategies/`. Throws when a task is a call of none of the scenario's tasks, or when a file cannot be read.
 */
export function describe(
	scenario: Scenario,
	strategy: Strategy,
	choice: Choice,
	home: URL,
	language: Engine['language'] = 'javascript',
): Program {
	const {file, ending, spell} = languages[language];
	const files = [
		strategyFile(strategy, home, language),
		{name: `${scenario.name}.${ending}`, role: 'scenario', url: new URL(`scenarios/${scenario.name}/${file}`, home)},
	] as const;
	const work = new Map(scenario.tasks(choice.seed).map(task => [task.id, task]));

	return {
		description: {
			form: 'tasks',
			scenario: {name: scenario.name, title: scenario.title},
			strategy: {name: strategy.name, title: strategy.title, total: strategy.total},
			source: 'simulated',
			...(strategy.limited && {limit: choice.limit}),
			seed: choice.seed,
			tasks: choice.tasks.map(({of, ...planned}) => ({...planned, name: spell(planned.name)})),
			files: files.map(withText),
		},
		files,
		calls: choice.tasks.map(({id, of, latency = 0}) => {
			const task = work.get(of);
			if (!task) {
				throw new Error(`scenario "${scenario.name}" has no task "${of}"`);
			}

			return {task: id, function: spell(task.function), arguments: task.arguments(latency), replies: task.replies};
		}),
	};
}

/**
 * The program of a version of a lesson: one file, which runs as it is, in the lesson's folder. Without files where the version has none
 * in that language: there is nothing to run then, only to show. Throws when the file cannot be read.
 */
export function describeProgram(
	{name, title, folder}: {readonly name: string; readonly title: string; readonly folder: URL},
	version: LessonVersion,
	language: Engine['language'],
	seed: number,
): Program {
	const file = version[language]?.file;
	const files = file === undefined ? [] : [{name: file, role: 'program' as const, url: new URL(file, folder)}];
	return {
		description: {
			form: 'program',
			scenario: {name, title},
			strategy: {name: version.name, title: version.title, total: 'settled'},
			// Its author has chosen them.
			source: 'simulated',
			seed,
			tasks: [],
			files: files.map(withText),
		},
		files,
		calls: [],
		folder,
	};
}

/** A file of the user's, or one that stands for work of the user's, which runs on the real network and clock. */
export type OwnFile = {
	/** Names the run, and the title of what is shown. */
	readonly scenario: {readonly name: string; readonly title: string};
	/** As it is shown: `jobs.mjs`. */
	readonly name: string;
	readonly url: URL;
	/** The folder that it runs in; the present one if it is omitted. */
	readonly folder?: URL;
	/** MB that its process may take. */
	readonly maxMemory?: number;
};

/**
 * Functions of such a file under a strategy. `calls`: how each task is called, by what it is a call `of`, and how its language spells its
 * name. Throws when a task is a call of none of them, or when a file cannot be read.
 */
export function describeCalls(
	own: OwnFile,
	calls: ReadonlyMap<string, OwnCall>,
	strategy: Strategy,
	choice: Choice,
	home: URL,
	language: Engine['language'],
): Program {
	const files = [strategyFile(strategy, home, language), {name: own.name, role: 'scenario', url: own.url} as const];
	const called = choice.tasks.map(task => {
		const call = calls.get(task.of);
		if (!call) {
			throw new Error(`"${own.name}" has no task "${task.of}"`);
		}

		return {...task, call};
	});
	return {
		description: {
			form: 'tasks',
			scenario: own.scenario,
			strategy: {name: strategy.name, title: strategy.title, total: strategy.total},
			source: 'measured',
			...(strategy.limited && {limit: choice.limit}),
			seed: choice.seed,
			tasks: called.map(({of: _, call, name, ...planned}) => ({...planned, name: call.spell?.(name) ?? name})),
			files: files.map(withText),
		},
		files,
		calls: called.map(({id, call}) => ({
			task: id,
			function: call.function,
			arguments: call.arguments,
			replies: [],
		})),
		...surroundings(own),
	};
}

/** How a task of the user's is called. `spell`: its name in this language. */
export type OwnCall = Pick<Call, 'function' | 'arguments'> & {readonly spell?: (name: string) => string};

/** Such a file as it would run alone, with these arguments behind its name. */
export function describeAlone(own: OwnFile, parameters: readonly string[], seed: number): Program {
	const files = [{name: own.name, role: 'program' as const, url: own.url}];
	return {
		description: {
			form: 'program',
			scenario: own.scenario,
			strategy: {name: 'as-it-is', title: 'As it is', total: 'settled'},
			source: 'measured',
			seed,
			tasks: [],
			files: files.map(withText),
		},
		files,
		calls: [],
		arguments: parameters,
		...surroundings(own),
	};
}

function surroundings({folder, maxMemory}: OwnFile) {
	return {...(folder && {folder}), ...(maxMemory !== undefined && {maxMemory})};
}

function strategyFile({name}: Strategy, home: URL, language: Engine['language']) {
	const {file, ending} = languages[language];
	return {name: `${name}.${ending}`, role: 'strategy', url: new URL(`strategies/${name}/${file}`, home)} as const;
}

function withText({url, ...shown}: Program['files'][number]): DescribedFile {
	return {...shown, text: readFileSync(url, 'utf8')};
}

/** `fetchUserData(42)` as `fetch_user_data(42)`. */
export function snakeCase(name: string): string {
	return name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
