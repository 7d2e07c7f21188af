import type {Entry} from '../catalogue.ts';
import type {PythonTasks} from '../engines/python/tasks.ts';
import type {Strategy} from '../strategies/strategy.ts';
import type {AskedFiles} from './files.ts';
import {openFiles} from './files.ts';
import type {AskedUrls} from './urls.ts';
import {openUrls} from './urls.ts';

/** What the user has named that is no scenario or lesson. */
export type AskedOwn = AskedFiles | AskedUrls;

/** Why it cannot be opened: one line without a full stop. */
export type Wrong = {readonly wrong: string};

/** What is needed of the world to open it. */
export type Surroundings = {
	readonly strategies: readonly Strategy[];
	/** The folder that holds `strategies/` and `own/`. */
	readonly home: URL;
	/** All of the standard input, as text. */
	readonly readInput: () => Promise<string>;
	/** The tasks of a Python file, by its text alone. `named`: the Python that the user has named. */
	readonly findPythonTasks: (path: string, named: string | undefined) => Promise<PythonTasks>;
	/** ` Did you mean "…"?`, or nothing. */
	readonly didYouMean: (word: string, candidates: readonly string[]) => string;
};

/** Files or addresses of the user's as an entry to choose. Reads files, and runs nothing of them. */
export function openOwn(asked: AskedOwn, surroundings: Surroundings): Promise<Entry | Wrong> {
	return asked.kind === 'urls' ? openUrls(asked, surroundings) : openFiles(asked, surroundings);
}
