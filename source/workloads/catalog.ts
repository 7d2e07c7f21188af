import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {exerciseNames} from '../content/exercises/index.ts';
import {lessonNames} from '../content/lessons/index.ts';
import {scenarios} from '../content/scenarios/index.ts';
import {strategies} from '../content/strategies/index.ts';
import {programFolder} from '../paths.ts';
import {didYouMean} from '../text/did-you-mean.ts';
import {shellQuote} from '../text/shell-quote.ts';
import type {RunDescription} from '../trace/event.ts';
import {workloadFromExercise} from './exercise-workload.ts';
import {workloadFromLesson} from './lesson-workload.ts';
import type {LoadedExercise} from './read-exercise.ts';
import {readExercise} from './read-exercise.ts';
import {readLesson} from './read-lesson.ts';
import {workloadFromScenario} from './scenario-workload.ts';
import type {OpenRequest} from './user/open.ts';
import type {OpenContext, OpenError} from './user/open-context.ts';
import type {Workload} from './workload.ts';

/** All workloads: built-in lessons and scenarios, and what the user named: a lesson folder, files or URLs. */
export type Catalog = {
	/** Returns the lessons by group, then the scenarios. Reads all lessons. */
	readonly entries: () => readonly Workload[];
	/** Returns the workload with this name. Reads no other. */
	readonly entry: (name: string) => Workload | undefined;
	/**
	 * Reads a lesson from a folder and puts it first. The lesson hides a built-in one of the same name. On failure,
	 * returns one line that says why.
	 */
	readonly openFolder: (path: string) => Workload | {readonly error: string};
	/**
	 * Returns the built-in exercise of a saved run. It names the file that ran, but has no file to run. Undefined if the
	 * run is not of an exercise.
	 */
	readonly exerciseOf: (run: RunDescription) => Workload | undefined;
	/** Returns the built-in exercises. Reads all. */
	readonly exercises: () => readonly LoadedExercise[];
	/**
	 * Opens a built-in exercise, or one from a folder, with the learner's file (an absolute path, which need not exist),
	 * and puts it first. On failure, returns one line that says why.
	 */
	readonly openExercise: (
		exercise: {readonly name: string} | {readonly folder: string},
		file: {readonly path: string; readonly language: 'javascript' | 'python'},
	) => Workload | {readonly error: string};
	/** Opens files or URLs and puts them first. On failure, returns one line that says why. */
	readonly openUserWork: (request: OpenRequest) => Promise<Workload | OpenError>;
	/** Opens the user's own work again, after its files changed. If that fails, the catalog does not change. */
	readonly reopen: () => Promise<Workload | OpenError>;
	/** Returns why a file of the user cannot be parsed, as a sentence without a period. */
	readonly problemIn: (path: string, python: string | undefined) => Promise<string | undefined>;
};

const knownNames = {scenarios: scenarios.map(({name}) => name), strategies: strategies.map(({name}) => name)};

/** Creates the catalog. `given`: what opening the user's own work needs. */
export function createCatalog(
	given: Partial<Pick<OpenContext, 'readInput' | 'stripsTypes' | 'findPythonTasks' | 'findPython' | 'place'>> = {},
): Catalog {
	const context = {...noContext, ...given};
	const lessons = new Map<string, Workload>();
	const exercises = new Map<string, LoadedExercise>();
	let outside: Workload | undefined;
	let requested: OpenRequest | undefined;
	const lesson = (name: string) => {
		const entry = lessons.get(name) ?? builtInLesson(name);
		lessons.set(name, entry);
		return entry;
	};
	const exercise = (name: string) => {
		const found = exercises.get(name) ?? builtInExercise(name);
		exercises.set(name, found);
		return found;
	};
	const open = async (request: OpenRequest) => {
		const {openUserWork} = await import('./user/open.ts');
		const opened = await openUserWork(request, {...context, strategies, home: programFolder, didYouMean});
		if (!('error' in opened)) {
			outside = opened;
		}

		return opened;
	};
	return {
		entries() {
			const builtIn = [...lessonNames.map(lesson), ...scenarioEntries];
			return outside ? [outside, ...builtIn.filter(({choice}) => choice.name !== outside?.choice.name)] : builtIn;
		},
		entry(name) {
			return outside?.choice.name === name
				? outside
				: lessonNames.includes(name)
					? lesson(name)
					: scenarioEntries.find(({choice}) => choice.name === name);
		},
		openFolder(path) {
			const folder = pathToFileURL(`${resolve(path)}/`);
			const found = readLesson(folder, knownNames);
			if ('error' in found) {
				return found;
			}

			outside = workloadFromLesson(found, folder.href, shellQuote(path));
			return outside;
		},
		exerciseOf({scenario: {name}, language, files}) {
			if (!exerciseNames.includes(name)) {
				return undefined;
			}

			const ran = {path: files[0]?.name ?? '', language};
			const {file: _file, ...saved} = workloadFromExercise(exercise(name), ran, `exercise ${name}`);
			return saved;
		},
		exercises: () => exerciseNames.map(exercise),
		openExercise(wanted, file) {
			const isOwn = 'folder' in wanted;
			const found = isOwn ? readExercise(pathToFileURL(`${resolve(wanted.folder)}/`)) : exercise(wanted.name);
			if ('error' in found) {
				return found;
			}

			outside = workloadFromExercise(found, file, `exercise ${isOwn ? shellQuote(wanted.folder) : wanted.name}`);
			return outside;
		},
		async openUserWork(request) {
			const opened = await open(request);
			requested = request;
			return opened;
		},
		reopen: async () => (requested ? await open(requested) : {error: 'nothing to open again'}),
		async problemIn(path, python) {
			const {findProblem} = await import('./user/find-problem.ts');
			return await findProblem(path, python, context);
		},
	};
}

const noContext = {
	readInput: async () => '',
	stripsTypes: async () => Boolean(process.features.typescript),
	findPythonTasks: async () => ({error: 'no Python found'}),
	findPython: async () => ({error: 'no Python found'}),
	place: () => ({cwd: process.cwd(), env: process.env}),
};

function builtInLesson(name: string): Workload {
	const found = readLesson(new URL(`content/lessons/${name}/`, programFolder), knownNames);
	if ('error' in found) {
		throw new Error(found.error);
	}

	return workloadFromLesson(found, name, `lesson ${name}`);
}

function builtInExercise(name: string): LoadedExercise {
	const found = readExercise(new URL(`content/exercises/${name}/`, programFolder));
	if ('error' in found) {
		throw new Error(found.error);
	}

	return found;
}

const scenarioEntries: readonly Workload[] = scenarios.map(workloadFromScenario);
