import type {Program} from '../engines/engine.ts';
import type {ScenarioInfo, StrategyInfo} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {RunDescription} from '../trace/event.ts';
import type {Exercise} from './exercise-schema.ts';
import type {Lesson} from './lesson-schema.ts';
import type {UnreadableProgram} from './read-listings.ts';

/** The files of the user's work. More become known while it runs. */
export type WatchedFiles = {
	/** Absolute paths. */
	readonly files: readonly string[];
	/** The folder that the names of described files are relative to. */
	readonly folder: string;
	/** The Python that the user named. */
	readonly python: string | undefined;
};

/** Anything that can be run: a scenario under the strategies, a lesson, or the user's own work. */
export type Workload = {
	readonly choice: ScenarioInfo;
	/** In the order of `choice.strategies`. */
	readonly strategies: readonly StrategyInfo[];
	/** The program that a session chose, in a language. Without files if there is none in that language. */
	readonly program: (session: Session, language: RunDescription['language']) => Program | UnreadableProgram;
	readonly lesson?: Lesson;
	readonly exercise?: Exercise;
	/** The learner's file of an exercise: its absolute path, and the program that it starts as a copy of. */
	readonly file?: {readonly path: string; readonly start: URL};
	/** The key of its progress. */
	readonly key: string;
	/** The words that open it, after `async-tui`. */
	readonly invocation: string;
	/** The files that are watched for changes. Undefined if it cannot run again when a file is saved. */
	readonly watched?: WatchedFiles;
	/** The folder of the user's Python program. */
	readonly pythonFolder?: string;
};

/** Returns the workload with this name. Throws if there is none: names come from the catalog. */
export function getWorkload(name: string, catalog: {readonly entry: (name: string) => Workload | undefined}): Workload {
	const found = catalog.entry(name);
	if (!found) {
		throw new Error(`no scenario "${name}"`);
	}

	return found;
}
