import type {FormatOptions} from '../exports/recording/format-options.ts';
import type {SampleOptions} from '../exports/recording/sample-frames.ts';
import type {Demand} from '../model/analysis/check/demand.ts';
import type {Step} from '../recorder/key-script.ts';
import type {Answer, LanguageChoice, Motion, ThemeName, Zoom} from '../session/choices.ts';
import type {Size} from '../view/props.ts';
import type {ColorLevel} from './args/color-level.ts';
import type {Shell} from './commands/completion/shells.ts';

/** A parsed command line. */
export type Command =
	| RunCommand
	| ReplayCommand
	| ExportCommand
	| RecordCommand
	| CheckCommand
	| ListCommand
	| ListExercisesCommand
	| CheckExercisesCommand
	| CompletionCommand
	| VersionCommand
	| {readonly kind: 'help'}
	| UsageError;

/**
 * How a run is shown: on the screen, in sentences for a screen reader, as lines, or, with `passthrough`, not at all
 * because the program has the terminal.
 */
export type OutputMode = 'screen' | 'screen-reader' | 'plain' | 'json' | 'passthrough';

/** The modes without keys: lines on the standard output. */
export type PrintMode = Extract<OutputMode, 'plain' | 'json'>;

/** `async-tui dashboard -s sequential`: a run to show or to print. */
export type RunCommand = {
	readonly kind: 'run';
	/** The name of a workload of the catalog. */
	readonly scenario: string;
	/** Whether to open the list of lessons: `async-tui lesson`. */
	readonly picks: boolean;
	readonly strategy: string;
	/** Whether the command line names the strategy. */
	readonly strategyChosen: boolean;
	readonly language: LanguageChoice;
	/** Whether the user chose the language. */
	readonly languageChosen: boolean;
	/** The answer to the question of a lesson. */
	readonly answer: Answer | undefined;
	/** The Python that the user named. Undefined: search for one. */
	readonly python: string | undefined;
	/** 1 to `maxLimit`. */
	readonly limit: number;
	/** 0 to `maxSeed`. */
	readonly seed: number;
	/** The strategies to run in sequence. Undefined: only `strategy`. */
	readonly compare: readonly string[] | undefined;
	/** Whether the standard input is the program's, and keys come from the terminal itself. */
	readonly keysFromTerminal: boolean;
	readonly paused: boolean;
	/** Whether to run again when a file is saved. */
	readonly watch: boolean;
	/** The theme to use unless the terminal reports its background. */
	readonly theme: ThemeName;
	/** Whether the theme depends on the background of the terminal. */
	readonly asksBackground: boolean;
	readonly ascii: boolean;
	readonly motion: Motion;
	readonly zoom: Zoom | undefined;
	readonly showKeys: boolean;
	readonly mouse: boolean;
	/** Where the last run is saved at the end. Undefined: nowhere. */
	readonly saveTo: NamedOutput | undefined;
	/** Whether the terminal rings when a long run ends. */
	readonly bell: boolean;
	/** How many events of a program are kept in memory; infinite: all. Undefined: the default. */
	readonly keep: number | undefined;
	/** Whether saved runs contain the texts of files. */
	readonly savesSource: boolean;
	/** For `chalk.level`. */
	readonly color: ColorLevel;
	readonly output: OutputMode;
};

/** `async-tui run.ndjson`: saved runs to replay. */
export type ReplayCommand = Pick<
	RunCommand,
	'paused' | 'theme' | 'asksBackground' | 'ascii' | 'motion' | 'zoom' | 'showKeys' | 'mouse' | 'color' | 'output'
> & {
	readonly kind: 'replay';
	/** At least one. */
	readonly files: readonly string[];
	/** Whether runs of the same work are shown beside each other. Two runs always are. */
	readonly beside: boolean;
};

/** `async-tui export run.ndjson -o run.svg`. */
export type ExportCommand = {
	readonly kind: 'export';
	/** The files of the saved runs. */
	readonly files: readonly string[];
	readonly outputs: readonly OutputOptions[];
	/** Warnings to print before the work starts. */
	readonly warnings: readonly string[];
	/** The excerpt, in ms on the clock of the runs, which follow one another. Undefined: their start and their end. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly speed: number;
	/** Whether runs of the same work are shown beside each other. */
	readonly beside: boolean;
};

/** Saved runs to record. */
export type SavedRuns = {
	readonly kind: 'saved';
	readonly files: readonly string[];
	readonly beside: boolean;
	/** The place in the tape that names the files: `demo.tape, line 1`. Undefined: the command line names them. */
	readonly place: string | undefined;
};

/** `async-tui record --keys "1 wait 2 wait" -o demo.gif`, with what to record. */
export type RecordCommand = {
	readonly kind: 'record';
	/** What to run, or the files of the saved runs to play. */
	readonly work: RunCommand | SavedRuns;
	readonly steps: readonly Step[];
	/** The time limit of the whole recording, in ms. */
	readonly deadline: number;
	/** At least one. All show the same frames. */
	readonly outputs: readonly [OutputOptions, ...OutputOptions[]];
	/** Warnings to print before the work starts. */
	readonly warnings: readonly string[];
};

/** `async-tui check pool.py --overlap 'load & parse'`: judges a run of the user's program, or a saved one. */
export type CheckCommand = {
	readonly kind: 'check';
	readonly work: RunCommand | {readonly kind: 'saved'; readonly file: string};
	readonly demands: readonly Demand[];
	/** The file of an earlier run to compare with. */
	readonly baseline: string | undefined;
	/**
	 * `forMs`: ms from the start of the program until it is stopped, which is not a failure. `deadlineMs`: ms within
	 * which it must end.
	 */
	readonly forMs?: number | undefined;
	readonly deadlineMs?: number;
	/** The exit code that the program should have. */
	readonly exit: number;
	/** The folder of the program, relative to the current one. */
	readonly folder: string;
	readonly json: boolean;
	readonly ascii: boolean;
};

/** A file to write: `-o FILE`. */
export type NamedOutput = {
	readonly file: string;
	/** Whether an existing file is overwritten. */
	readonly force: boolean;
};

/** The appearance and playback of images and recordings. Undefined: the default of the format. */
export type AppearanceOptions = Omit<FormatOptions, 'v2'> & Pick<SampleOptions, 'tailMs' | 'keyBar'>;

/** The file that `export` and `record` write, and how. */
export type OutputOptions = NamedOutput &
	AppearanceOptions & {
		/** One of the `exportFormats`, or `ndjson`: the runs of a recording. */
		readonly format: string;
		readonly size: Size;
		readonly theme: ThemeName;
		readonly ascii: boolean;
		readonly motion: Motion;
		/** Frames per second. */
		readonly fps: number;
		/** Version 2 of `.cast`. */
		readonly v2: boolean;
	};

export type ListCommand = {readonly kind: 'list'; readonly json: boolean; readonly ascii: boolean};

/** `async-tui exercise`: lists the exercises. */
export type ListExercisesCommand = {readonly kind: 'list-exercises'; readonly json: boolean; readonly ascii: boolean};

/** `async-tui exercise hand-in/`: checks the files of a class. */
export type CheckExercisesCommand = {
	readonly kind: 'check-exercises';
	readonly folder: string;
	readonly json: boolean;
	readonly ascii: boolean;
	readonly python: string | undefined;
};

export type CompletionCommand = {readonly kind: 'completion'; readonly shell: Shell};

export type VersionCommand = {
	readonly kind: 'version';
	readonly verbose: boolean;
	/** The Python that the user named. */
	readonly python?: string;
};

/**
 * Two lines for stderr, without the last line break: what is wrong, and where to see more. `code`: the exit code, 2 by
 * default.
 */
export type UsageError = {readonly kind: 'usage-error'; readonly message: string; readonly code?: number};
