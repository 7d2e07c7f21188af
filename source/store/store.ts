import type {Engine} from '../engines/engine.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Action} from '../session/action.ts';
import type {PaletteItem} from '../session/palette.ts';
import type {Session} from '../session/session.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import type {Trace} from '../trace/trace.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {RunView, RunViews, ShownProps, Size} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import type {EditorCommand} from './editor-command.ts';
import type {ExportQueue} from './export-queue.ts';
import type {Indexing} from './index-saved-runs.ts';
import type {LiveRuns, RunReader} from './live-runs.ts';
import type {PlaybackReader} from './playback.ts';
import type {QuitCause} from './program-shutdown.ts';
import type {RunExit} from './quit-exit.ts';
import type {History} from './run-history.ts';

/** The options of a store. */
export type StoreOptions = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly catalog: Pick<Catalog, 'entries' | 'entry'> & Partial<Pick<Catalog, 'reopen' | 'problemIn'>>;
	/** Runs from before this session. */
	readonly history?: History;
	readonly progress: Progress;
	/** Saves the preferences that keys change. Undefined: they are not saved. */
	readonly preferences?: Pick<PreferencesFile, 'save' | 'takeWarning'>;
	/** Saves the runs while they happen. Undefined: they are not saved. */
	readonly saver?: RunSaver;
	/** How many events of a run are kept at most. Undefined: the default. */
	readonly keep?: number | undefined;
	/** Whether saved runs contain the texts of files. Default: true. */
	readonly savesSource?: boolean;
	/** The environment, which names the user's editor. Default: empty. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly initial: Session;
	readonly glyphs: Glyphs;
	/** The clock of the session, ms. Default: the time since the process started. */
	readonly now?: () => number;
};

/** What the store needs of the component that draws it. */
export type StoreHost = {
	/** Draws the changes. */
	readonly redraw: () => void;
	readonly leave: (exit: RunExit) => void;
	/** Copies a text to the clipboard. */
	readonly copy: (text: string) => void;
	/** Opens an editor, in this terminal if it draws there. Resolves with an error if it cannot be started. */
	readonly openEditor: (command: EditorCommand) => Promise<NodeJS.ErrnoException | undefined>;
	/** The current size of the terminal. */
	readonly size: () => Size;
	/** What the screen shows now, for a still of it. */
	readonly shown: () => ShownProps;
};

/** Holds the session and its runs, dispatches actions and performs their effects. It draws nothing. */
export type Store = {
	readonly getSession: () => Session;
	/** Starts what the session opens with. */
	readonly start: () => void;
	/** Updates the session and performs the effects. */
	readonly dispatch: (action: Action) => void;
	/** Leaves the session, after a program of the user has ended. A second Ctrl+C kills the program. */
	readonly quit: (cause: QuitCause) => void;
	readonly workload: () => Workload;
	/** The visible runs. A language that has not run shows what would run. */
	readonly runViews: () => RunViews;
	/** The moment under the playhead, in ms on the clock of the runs. Undefined: live. */
	readonly moment: () => number | undefined;
	readonly isMoving: () => boolean;
	/** Whether a run that was started last is in progress. */
	readonly isRunning: () => boolean;
	/** Changes whenever something visible changed. */
	readonly version: () => number;
	/** Call it as time passes. A replay that reaches the end returns to live. */
	readonly tick: () => void;
	readonly claimResults: () => readonly ClaimResult[];
	/** When the learner's file of an exercise was saved last: `12:04:31`. Undefined: not in this session. */
	readonly saved: () => string | undefined;
	/** How many files are watched. Undefined: watching is off. */
	readonly watched: () => number | undefined;
	/** Whether the program reads from the keyboard here, and still runs. */
	readonly takesInput: () => boolean;
	/** The items that the palette finds. Empty unless it is open. */
	readonly found: () => readonly PaletteItem[];
	/** The visible runs, live or past. */
	readonly runs: () => RunReader;
	/** The traces of all observed processes of the command that was started last. */
	readonly processes: LiveRuns['processes'];
	readonly playback: PlaybackReader;
	readonly history: History;
	readonly comparison: Comparison;
	/** The file that is being exported, and its progress. */
	readonly writing: ExportQueue['writing'];
	/** The progress of indexing a long saved run, in percent. Undefined: done. */
	readonly indexing: Indexing['percent'];
	/** The run or comparison that was started last, whatever is visible: all its traces, and the view of one of them. */
	readonly lastRun: () => {
		readonly session: Session;
		readonly runView: RunView | undefined;
		readonly traces: readonly Trace[];
	};
	/** Ends all processes. */
	readonly close: () => void;
};
