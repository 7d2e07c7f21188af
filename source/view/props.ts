import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Model} from '../model/model.ts';
import type {Narration} from '../model/narration/narrate.ts';
import type {ScrubMark} from '../model/scrub-marks.ts';
import type {CatalogItem, LanguageDifference, LessonInfo, StrategyInfo} from '../session/choices.ts';
import type {Session} from '../session/session.ts';
import type {Glyphs} from './glyphs.ts';
import type {Theme} from './theme.ts';

/** Everything that a screen is drawn from. The same props give the same screen. */
export type ScreenProps = {
	/** The run at the moment shown. Before the start, a model of the description alone. */
	readonly model: Model;
	/** The previous run, drawn as a ghost if it did the same work and reached its end. */
	readonly previous?: Model | undefined;
	/** The number of the previous run in the history, if it is not the run just before. */
	readonly ghost?: number | undefined;
	/** The same work in Python at the same moment, if both languages run; `model` is then the run in JavaScript. */
	readonly beside?: Model | undefined;
	/** The previous run in Python, if both languages run. */
	readonly previousBeside?: Model | undefined;
	readonly ghostBeside?: number | undefined;
	/** A sequential run of the same work, for the speed-up and the forecast, in each language. */
	readonly sequential?: Model | undefined;
	readonly sequentialBeside?: Model | undefined;
	readonly session: Session;
	/** The strategies, or the versions of a lesson's program, in the order of their keys, 1 to 9. */
	readonly strategies: readonly StrategyInfo[];
	/** The keys for the footer, most useful first. */
	readonly hints: readonly Hint[];
	readonly help: readonly HelpGroup[];
	/** What the filter of the picker has found. */
	readonly found: readonly CatalogItem[];
	/** Undefined if the scenario is not a lesson. */
	readonly lesson?: LessonProps | undefined;
	readonly keyDifferences: readonly LanguageDifference[];
	/** The replay. Undefined while the newest moment is shown. */
	readonly scrub?: Scrub | undefined;
	/**
	 * The shown runs at their ends, wherever the playhead is, for the texts on the whole run. Undefined while one still
	 * runs.
	 */
	readonly whole?: {readonly model: Model; readonly beside?: Model | undefined} | undefined;
	/** The finished runs of this session, at their ends, latest first. `id`: the number of a run. */
	readonly history?:
		| readonly {readonly id: number; readonly models: readonly Model[]; readonly isShown: boolean}[]
		| undefined;
	/** The compared runs in the order in which they run. A run that has not started is the model of its description. */
	readonly compared?: {readonly models: readonly Model[]; readonly isOver: boolean} | undefined;
	/** The formats to save the run in, by file extension. Undefined unless the export menu is open. */
	readonly formats?: readonly {readonly extension: string; readonly words: string}[] | undefined;
	/** Whether the run is a saved one: then no key starts a run. */
	readonly isSaved?: boolean | undefined;
	/** The file that is being written, and its progress. */
	readonly writing?: {readonly file: string; readonly percent: number} | undefined;
	/** How much of a long saved run has been read, in percent. The rest cannot be shown yet. */
	readonly reading?: number | undefined;
	/**
	 * The last key pressed, by its name in `keys.ts`, and what it does. Only for a moment, and only if keys are
	 * displayed.
	 */
	readonly pressed?: {readonly key: string; readonly words: string} | undefined;
	readonly size: Size;
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	/** Counts the frames with full motion. Undefined without. */
	readonly spinner?: number | undefined;
};

/** The playhead, in ms on the clock of the runs. */
export type Scrub = {
	readonly at: number;
	/** The end of the runs, or the newest moment while they run. */
	readonly end: number;
	/** When the first of the runs started. Nothing before it is shown. */
	readonly startedAt: number;
	/** The speed of the replay: 2 is twice as fast as the run. */
	readonly speed: number;
	/** Whether the playhead moves. */
	readonly plays: boolean;
	/** Whether the runs are still in progress. */
	readonly isRunning: boolean;
	/** In any order. */
	readonly marks: readonly ScrubMark[];
	/** The latest event as a sentence. */
	readonly narration?: Narration | undefined;
};

/** The size of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

export type Hint = {
	readonly keys: string;
	readonly words: string;
	/** Never dropped, however narrow the terminal. */
	readonly always: boolean;
	/** Only useful when code or lanes are cut. */
	readonly onlyCut?: boolean;
};

export type HelpGroup = {
	readonly title: string;
	readonly rows: readonly {readonly keys: string; readonly words: string}[];
};

/** A lesson, and what its claims came to. */
export type LessonProps = LessonInfo & {
	/**
	 * The claims about this version in the languages that run, as far as they can be checked. Empty until the runs have
	 * ended.
	 */
	readonly claimResults: readonly ClaimResult[];
};
