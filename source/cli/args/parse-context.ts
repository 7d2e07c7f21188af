import type {Preferences} from '../../storage/preferences.ts';
import type {Catalog} from '../../workloads/catalog.ts';
import type {Environment} from './color-level.ts';

/** What the parser uses of the program, the files and the terminal. */
export type ParseContext = {
	/** The first is the default. */
	readonly scenarios: readonly {readonly name: string}[];
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly {readonly name: string}[];
	/** The names of the lessons. */
	readonly lessons: readonly string[];
	/** The names of the exercises. */
	readonly exercises: readonly string[];
	readonly catalog: Pick<Catalog, 'entry' | 'openFolder' | 'openExercise' | 'openUserWork'>;
	/** Whether the path is that of a folder. */
	readonly isFolder: (path: string) => boolean;
	/** Whether the path is that of a file. */
	readonly isFile: (path: string) => boolean;
	/** Whether the path is that of a pipe, a terminal or a device. */
	readonly isStream: (path: string) => boolean;
	/** Whether a word is the name of an executable, here or on the `PATH`. */
	readonly isCommand: (word: string) => boolean;
	/** Makes a folder the current one. Returns why it cannot, without a period. */
	readonly enterFolder: (path: string) => string | undefined;
	/** The display preferences of earlier sessions. */
	readonly remembered: () => Preferences;
	/** The value of `process.platform`. */
	readonly platform: string;
	/** The environment variables. */
	readonly env: Environment;
	/** Whether the standard input and output are a terminal. */
	readonly isTTY: boolean;
	/** Whether keys can be read from the terminal although the standard input is something else. */
	readonly hasTerminalKeys: () => boolean;
};
