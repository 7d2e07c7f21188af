import type {Strategy} from '../../content/strategies/strategy.ts';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';

/** Why something cannot be opened: one line without a period. */
export type OpenError = {readonly error: string};

/** What opening the user's work needs. */
export type OpenContext = {
	readonly strategies: readonly Strategy[];
	/** The folder that holds `content/` and `workloads/`. */
	readonly home: URL;
	/** Reads all of standard input. */
	readonly readInput: () => Promise<string>;
	/** Finds the tasks of a Python file, without running it. `named`: the Python that the user named. */
	readonly findPythonTasks: (path: string, named: string | undefined) => Promise<PythonTasks>;
	/** Formats ` Did you mean "…"?`, or an empty text. */
	readonly didYouMean: (word: string, candidates: readonly string[]) => string;
};
