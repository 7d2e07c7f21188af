import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {lessonNames} from '../content/lessons/index.ts';
import {scenarios} from '../content/scenarios/index.ts';
import {strategies} from '../content/strategies/index.ts';
import {home} from '../paths.ts';
import {didYouMean} from '../text/did-you-mean.ts';
import {forShell} from '../text/shell-quote.ts';
import {entryOfLesson} from './lesson-workload.ts';
import {readLesson} from './read-lesson.ts';
import {entryOfScenario} from './scenario-workload.ts';
import type {AskedOwn} from './user/open.ts';
import type {Surroundings} from './user/open-context.ts';
import type {Entry} from './workload.ts';

/** All that can be opened: our lessons and scenarios, and what the user has named: the folder of a lesson, files, addresses. */
export type Catalogue = {
	/** The lessons group by group, then the scenarios. Reads the lessons that were not read yet. */
	readonly entries: () => readonly Entry[];
	/** The one of that name; reads no other. */
	readonly entry: (name: string) => Entry | undefined;
	/**
	 * Reads the lesson in a folder of the user's, and puts it before all others; it hides one of ours that has its name. Or says in one
	 * line what is wrong with it. `typed`: the folder as the user has named it.
	 */
	readonly openFolder: (typed: string) => Entry | {readonly wrong: string};
	/** Puts files or addresses of the user's before all others, or says in one line why they cannot be run. */
	readonly openOwn: (asked: AskedOwn) => Promise<Entry | {readonly wrong: string}>;
};

const known = {scenarios: scenarios.map(({name}) => name), strategies: strategies.map(({name}) => name)};

/** `surroundings`: what it takes to open work of the user's. */
export function createCatalogue(
	surroundings: Pick<Surroundings, 'readInput' | 'findPythonTasks'> = nothing,
): Catalogue {
	const read = new Map<string, Entry>();
	let outside: Entry | undefined;
	const lesson = (name: string) => {
		const entry = read.get(name) ?? ourLesson(name);
		read.set(name, entry);
		return entry;
	};
	return {
		entries() {
			const ours = [...lessonNames.map(lesson), ...scenarioEntries];
			return outside ? [outside, ...ours.filter(({choice}) => choice.name !== outside?.choice.name)] : ours;
		},
		entry(name) {
			return outside?.choice.name === name
				? outside
				: lessonNames.includes(name)
					? lesson(name)
					: scenarioEntries.find(({choice}) => choice.name === name);
		},
		openFolder(typed) {
			const folder = pathToFileURL(`${resolve(typed)}/`);
			const found = readLesson(folder, known);
			if ('wrong' in found) {
				return found;
			}

			outside = entryOfLesson(found, folder.href, forShell(typed));
			return outside;
		},
		async openOwn(asked) {
			const {openOwn} = await import('./user/open.ts');
			const opened = await openOwn(asked, {...surroundings, strategies, home, didYouMean});
			if (!('wrong' in opened)) {
				outside = opened;
			}

			return opened;
		},
	};
}

const nothing = {
	readInput: async () => '',
	findPythonTasks: async () => ({wrong: 'no Python found'}),
};

function ourLesson(name: string): Entry {
	const found = readLesson(new URL(`content/lessons/${name}/`, home), known);
	if ('wrong' in found) {
		throw new Error(found.wrong);
	}

	return entryOfLesson(found, name, `lesson ${name}`);
}

const scenarioEntries: readonly Entry[] = scenarios.map(entryOfScenario);
