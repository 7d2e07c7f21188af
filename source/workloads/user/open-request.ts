import type {FoundTask} from './find-javascript-tasks.ts';
import type {SourceFile} from './read-program-file.ts';

/** A request to open files. */
export type OpenFilesRequest = {
	readonly kind: 'files';
	/** One path, or one per language. */
	readonly paths: readonly string[];
	/** The names of the tasks to run. Undefined: all. */
	readonly only: readonly string[] | undefined;
	/** `--main`: run the whole file, whatever it exports. */
	readonly main: boolean;
	/** The arguments after `--`. */
	readonly parameters: readonly string[];
	/** The Python that the user named. */
	readonly python: string | undefined;
	/** The most MB that a process may use. */
	readonly maxMemory: number | undefined;
};

/** An opened file with what it runs. */
export type OpenedFile = SourceFile & {
	/** Empty: the file runs as a program. */
	readonly tasks: readonly FoundTask[];
	/** Why there are no tasks, if that was not asked for: the rest of a sentence. */
	readonly reason?: string;
};
