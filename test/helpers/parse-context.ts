import type {Surroundings} from '../../source/cli/args/parse-context.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {createCatalogue} from '../../source/workloads/catalog.ts';

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
