import type {Program} from '../engines/engine.ts';
import type {ScenarioInfo, StrategyInfo} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {RunDescription} from '../trace/event.ts';
import type {Lesson} from './lesson-schema.ts';
import type {UnreadableProgram} from './read-listings.ts';

/** A scenario under the strategies, a lesson, or work of the user's. */
export type Workload = {
	readonly choice: ScenarioInfo;
	/** In the order of `choice.strategies`. */
	readonly strategies: readonly StrategyInfo[];
	/** What a session has chosen of it, in a language; without files where there is no such program in that language. */
	readonly program: (session: Session, language: RunDescription['language']) => Program | UnreadableProgram;
	readonly lesson?: Lesson;
	/** What its progress is kept under. */
	readonly key: string;
	/** What is typed to open it, behind the name of the command. */
	readonly invocation: string;
	/** The folder of the user's program in Python. */
	readonly pythonFolder?: string;
};

/** The entry of that name, which there is: names come from the catalogue. */
export function getWorkload(name: string, catalog: {readonly entry: (name: string) => Workload | undefined}): Workload {
	const found = catalog.entry(name);
	if (!found) {
		throw new Error(`no scenario "${name}"`);
	}

	return found;
}
