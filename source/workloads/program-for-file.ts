import type {Strategy} from '../content/strategies/strategy.ts';
import type {Call, Engine, Program} from '../engines/engine.ts';
import type {TaskSelection} from './program-for-strategy.ts';
import {strategyFile} from './program-for-strategy.ts';
import type {UnreadableProgram} from './read-listings.ts';
import {withListings} from './read-listings.ts';

/**
 * A file of the user, or one of ours that does the user's work, such as requests to URLs. It uses the real network and
 * clock.
 */
export type UserFile = {
	/** The name and the title of the run. */
	readonly scenario: {readonly name: string; readonly title: string};
	/** The displayed name: `jobs.mjs`. */
	readonly name: string;
	readonly url: URL;
	/** The path as the user typed it. */
	readonly typed?: string;
	/** The text when the file was opened. Each run reads the file again, which may be gone by then. */
	readonly text?: string;
	/** The most MB that its process may use. */
	readonly maxMemory?: number;
};

/**
 * Plans functions of a file under a strategy. `calls`: how to call a task, by its `of`. Throws if a task has another
 * `of`.
 */
export function programForUserTasks(
	userFile: UserFile,
	calls: ReadonlyMap<string, TaskCall>,
	strategy: Strategy,
	selection: TaskSelection,
	home: URL,
	language: Engine['language'],
): Program | UnreadableProgram {
	const files = [
		strategyFile(strategy, home, language),
		{name: userFile.name, role: 'scenario', url: userFile.url} as const,
	];
	const called = selection.tasks.map(task => {
		const call = calls.get(task.of);
		if (!call) {
			throw new Error(`"${userFile.name}" has no task "${task.of}"`);
		}

		return {...task, call};
	});
	const program = {
		description: {
			form: 'tasks' as const,
			scenario: userFile.scenario,
			strategy: {name: strategy.name, title: strategy.title, total: strategy.total},
			source: 'measured' as const,
			...(strategy.limited && {limit: selection.limit}),
			seed: selection.seed,
			tasks: called.map(({of: _, call, name, ...planned}) => ({...planned, name: call.spell?.(name) ?? name})),
		},
		files,
		calls: called.map(({id, call}) => ({
			task: id,
			function: call.function,
			arguments: call.arguments,
			replies: [],
		})),
		...(userFile.maxMemory !== undefined && {maxMemory: userFile.maxMemory}),
	};
	return withListings(program, {[userFile.name]: userFile.text});
}

/** How to call a task of the user. `spell`: its name in this language. */
export type TaskCall = Pick<Call, 'function' | 'arguments'> & {readonly spell?: (name: string) => string};

/** Plans a file as it would run alone, with these arguments. */
export function programForFile(
	userFile: UserFile,
	parameters: readonly string[],
	seed: number,
): Program | UnreadableProgram {
	const program = {
		description: {
			form: 'program' as const,
			scenario: userFile.scenario,
			strategy: {name: 'as-it-is', title: 'As is', total: 'settled' as const},
			source: 'measured' as const,
			seed,
			tasks: [],
		},
		files: [{name: userFile.name, role: 'program' as const, url: userFile.url}],
		calls: [],
		...(userFile.typed !== undefined && {typed: userFile.typed}),
		arguments: parameters,
		isOwn: true,
		...(userFile.maxMemory !== undefined && {maxMemory: userFile.maxMemory}),
	};
	return withListings(program, {[userFile.name]: userFile.text});
}
