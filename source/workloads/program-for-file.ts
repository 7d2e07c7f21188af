import type {Strategy} from '../content/strategies/strategy.ts';
import type {Call, Engine, Program} from '../engines/engine.ts';
import type {DescribedFile} from '../trace/event.ts';
import type {Choice} from './program-for-strategy.ts';
import {strategyFile, withText} from './program-for-strategy.ts';

/** A file of the user's, or one that stands for work of the user's, which runs on the real network and clock. */
export type OwnFile = {
	/** Names the run, and the title of what is shown. */
	readonly scenario: {readonly name: string; readonly title: string};
	/** As it is shown: `jobs.mjs`. */
	readonly name: string;
	readonly url: URL;
	/** What it was when it was opened: it is read again for each run, but may be gone by then. */
	readonly text: string;
	/** The folder that it runs in; the present one if it is omitted. */
	readonly folder?: URL;
	/** MB that its process may take. */
	readonly maxMemory?: number;
};

/**
 * Functions of such a file under a strategy. `calls`: how each task is called, by what it is a call `of`, and how its language spells its
 * name. Throws when a task is a call of none of them.
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
			files: files.map(file => (file.url === own.url ? withPresentText(file, own.text) : withText(file))),
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
			strategy: {name: 'as-it-is', title: 'As is', total: 'settled'},
			source: 'measured',
			seed,
			tasks: [],
			files: files.map(file => withPresentText(file, own.text)),
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

/** An editor that saves a file may take it away for a moment. */
function withPresentText(file: Program['files'][number], before: string): DescribedFile {
	try {
		return withText(file);
	} catch {
		return {name: file.name, role: file.role, text: before};
	}
}
