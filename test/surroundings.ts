import {createCatalogue} from '../source/catalogue/catalogue.ts';
import type {Surroundings} from '../source/command-line/surroundings.ts';
import {lessonNames} from '../source/lessons/index.ts';
import {scenarios} from '../source/scenarios/index.ts';
import {strategies} from '../source/strategies/index.ts';

/** What a command line is read in: all that is ours, no folders or files but those that are named as such, a terminal. */
export function surroundings(differs: Partial<Surroundings> = {}): Surroundings {
	return {
		scenarios,
		strategies,
		lessons: lessonNames,
		catalogue: createCatalogue(),
		isFolder: () => false,
		isFile: () => false,
		remembered: () => ({}),
		env: {},
		isTTY: true,
		...differs,
	};
}
