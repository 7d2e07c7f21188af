import type {Terminal} from '../app/terminal.ts';
import type {EndSignal} from '../engines/end-program.ts';
import type {NodeSearch} from '../engines/javascript/find-node.ts';
import type {PythonSearch} from '../engines/python/find-python.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {CommandPlace} from '../workloads/user/find-command.ts';
import type {Environment} from './args/color-level.ts';

/** What the commands use of the process and of the user's files. */
export type Deps = {
	readonly streams: {
		readonly stdin: NodeJS.ReadStream;
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
	};
	readonly terminal: Terminal;
	readonly env: Environment;
	/** What the user's commands get from this process. */
	readonly place: () => CommandPlace;
	/** For a bug report: the version of Node.js with its executable, and `linux x64 6.1.0`. */
	readonly system: {readonly node: string; readonly platform: string};
	readonly catalog: Catalog;
	readonly progress: Progress;
	readonly preferences: PreferencesFile;
	/** How to find a Python: the one that the user named, or one for a program in `folder`. */
	readonly pythonSearch: (named: string | undefined, folder?: string) => PythonSearch;
	/** How to find the Node.js of the user's programs. */
	readonly nodeSearch: () => NodeSearch;
	/** Prints a sentence to stderr, after the name of the program. */
	readonly warn: (sentence: string) => void;
	/** Calls back when this process is asked to end, instead of ending it. The result removes the callback. */
	readonly onSignal: (callback: (signal: EndSignal) => void) => () => void;
};
