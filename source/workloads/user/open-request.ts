import type {FoundTask} from './find-javascript-tasks.ts';
import type {FileStart} from './javascript-start.ts';
import type {SourceFile} from './read-program-file.ts';

/** A request to open files. */
export type OpenFilesRequest = {
	readonly kind: 'files';
	/** One path, or one per language. */
	readonly paths: readonly string[];
	/** `--only`: the names of the functions to run as tasks. */
	readonly only: readonly string[] | undefined;
	/** `--tasks`: run all functions that can be tasks. */
	readonly tasks: boolean;
	/** `--main`: run the file itself, without a question. */
	readonly main: boolean;
	/** The arguments after `--`. */
	readonly parameters: readonly string[];
	/** The Python that the user named. */
	readonly python: string | undefined;
	/** The most MB that a process may use. */
	readonly maxMemory: number | undefined;
	/** The folder of `--cwd`, in which the paths were found. */
	readonly folder: string | undefined;
};

/** An opened file and its functions that can be run. */
export type OpenedFile = SourceFile & {
	/** The functions that can be tasks. */
	readonly tasks: readonly FoundTask[];
	/** Where the file starts something by itself. Undefined if it only defines names. */
	readonly starts?: FileStart | undefined;
};
