import type {ParseContext} from '../../source/cli/args/parse-context.ts';
import {exerciseNames} from '../../source/content/exercises/index.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';

/** A context for the parser: the built-in content, a terminal, and no folders or files but those in `differs`. */
export function parseContext(differs: Partial<ParseContext> = {}): ParseContext {
	return {
		scenarios,
		strategies,
		lessons: lessonNames,
		exercises: exerciseNames,
		catalog: createCatalog(),
		isFolder: () => false,
		isFile: () => false,
		isStream: () => false,
		isCommand: () => false,
		enterFolder: () => undefined,
		remembered: () => ({}),
		platform: 'linux',
		env: {},
		isTTY: true,
		hasTerminalKeys: () => false,
		...differs,
	};
}
