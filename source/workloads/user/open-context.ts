import type {Strategy} from '../../content/strategies/strategy.ts';
import type {PythonTasks} from '../../engines/python/find-tasks.ts';

/** Why it cannot be opened: one line without a full stop. */
export type OpenError = {readonly error: string};

/** What is needed of the world to open it. */
export type OpenContext = {
	readonly strategies: readonly Strategy[];
	/** The folder that holds `content/` and `workloads/`. */
	readonly home: URL;
	/** All of the standard input, as text. */
	readonly readInput: () => Promise<string>;
	/** The tasks of a Python file, by its text alone. `named`: the Python that the user has named. */
	readonly findPythonTasks: (path: string, named: string | undefined) => Promise<PythonTasks>;
	/** ` Did you mean "…"?`, or nothing. */
	readonly didYouMean: (word: string, candidates: readonly string[]) => string;
};
