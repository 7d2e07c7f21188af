import type {Strategy} from '../../content/strategies/strategy.ts';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';

import type {CommandPlace} from './find-command.ts';

/** Why something cannot be opened: one line without a period. */
export type OpenError = {
	readonly error: string;
	/** The exit code of async-tui. Default: 2. */
	/** What to do, if the flags do not help. */
	readonly hint?: string;
	readonly exitCode?: number;
};

/** What opening the user's work needs. */
export type OpenContext = {
	readonly strategies: readonly Strategy[];
	/** The folder that contains `content/` and `workloads/`. */
	readonly home: URL;
	/** Reads all of standard input. */
	readonly readInput: () => Promise<string>;
	/** Whether the user's Node.js runs TypeScript by removing its types. */
	readonly stripsTypes: () => Promise<boolean>;
	/** Finds the tasks of a Python file, without running it. `named`: the Python that the user named. */
	readonly findPythonTasks: (path: string, named: string | undefined) => Promise<PythonTasks>;
	/** Finds the Python that the user named, or one for a program in this folder. */
	readonly findPython: (
		named: string | undefined,
		folder: string,
	) => Promise<{readonly executable: string} | OpenError>;
	/** Where commands run. */
	readonly place: () => CommandPlace;
	/** Formats ` Did you mean "…"?`, or an empty text. */
	readonly didYouMean: (word: string, candidates: readonly string[]) => string;
};
