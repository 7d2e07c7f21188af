import type {FoundTask} from './find-javascript-tasks.ts';
import type {SourceFile} from './read-program-file.ts';

/** Programs of the user's. */
export type OpenFilesRequest = {
	readonly kind: 'files';
	/** One, or one for each language. */
	readonly paths: readonly string[];
	/** Names of the tasks to run; undefined: all. */
	readonly only: readonly string[] | undefined;
	/** `--main`: as it would run alone, whatever it exports. */
	readonly main: boolean;
	/** What stands behind `--`. */
	readonly parameters: readonly string[];
	/** The Python that the user has named. */
	readonly python: string | undefined;
	/** MB that a process may take. */
	readonly maxMemory: number | undefined;
};

/** What files come to: what each of them has to run. */
export type OpenedFile = SourceFile & {
	/** None: it runs as it is. */
	readonly tasks: readonly FoundTask[];
	/** Why it has none, if that was not asked for: the rest of a sentence. */
	readonly reason?: string;
};
