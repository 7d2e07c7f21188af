import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Finding} from '../model/analysis/findings/finding.ts';
import type {ListedWait} from '../model/analysis/waiting/listed.ts';
import type {Model} from '../model/model.ts';
import type {Narration} from '../model/narration/narrate.ts';
import type {NarratedEvent} from '../model/narration/recent-events.ts';
import type {AxisOptions} from '../model/projections/axis.ts';
import type {CallRow} from '../model/projections/calls.ts';
import type {ScrubMark} from '../model/scrub-marks.ts';
import type {LanguageDifference, LessonInfo, ScreenName, StrategyInfo, ThemeName} from '../session/choices.ts';
import type {PaletteItem} from '../session/palette.ts';
import type {Session} from '../session/session.ts';
import type {Glyphs} from './glyphs.ts';
import type {Line} from './line.ts';
import type {Theme} from './theme.ts';

/** A run at one moment, and the runs that it is compared with. */
export type RunView = {
	/** The run at the visible moment. Before the run starts, only its description. */
	readonly model: Model;
	/** The previous run, or the one that the user selected. Drawn as a ghost if it did the same work and ended well. */
	readonly previous: Model | undefined;
	/** The number of `previous` in the history. Undefined if `previous` is the run just before this one. */
	readonly ghostId: number | undefined;
	/** A sequential run of the same work, for the speed-up and the forecast. */
	readonly sequential: Model | undefined;
	/**
	 * The run at its end, wherever the playhead is, for statements about the whole run. Undefined until all visible runs
	 * have ended.
	 */
	readonly modelAtEnd: Model | undefined;
};

export type RunViews = readonly [RunView, RunView?];

/** Everything that a screen is drawn from. The same props give the same screen. */
export type ScreenProps = {
	/** The visible run, or two at the same moment: JavaScript and then Python, or two strategies. */
	readonly runs: RunViews;
	readonly session: Session;
	/** The screens of the run, in the order of Tab. Undefined: those of a built-in run. */
	readonly screens?: readonly ScreenName[] | undefined;
	/** The findings about the user's own program, most severe first. */
	readonly findings?: readonly Finding[] | undefined;
	/** The listed calls. Undefined unless the Calls screen is visible. */
	readonly calls?: readonly CallRow[] | undefined;
	/** The listed open waits. Undefined unless the Waiting screen is visible. */
	readonly waits?: readonly ListedWait[] | undefined;
	/** The strategies, or the versions of a lesson's program, in the order of their keys, 1 to 9. */
	readonly strategies: readonly StrategyInfo[];
	/** The hints for the footer, most useful first. */
	readonly hints: readonly Hint[];
	readonly help: readonly HelpGroup[];
	/** The last events of the first run, oldest first. */
	readonly events?: readonly NarratedEvent[] | undefined;
	/** The program in the language that does not run, as it is before its start. */
	readonly other?: Model | undefined;
	/** The finished runs of this session, at their ends, latest first. */
	readonly finished?: readonly Model[] | undefined;
	/** The keys that act now and that this session has not used, for the narration. The most instructive first. */
	readonly untried?: readonly {readonly keys: string; readonly words: string}[] | undefined;
	/** The entries that the palette found. Empty unless the palette is open. */
	readonly found: readonly PaletteItem[];
	/** The lessons, for the screen that shows their titles. */
	readonly course?: readonly {readonly name: string; readonly title: string; readonly group: string}[];
	/** The open lesson. Undefined if the scenario is not a lesson. */
	readonly lesson?: LessonProps | undefined;
	/** The open exercise. Undefined if the workload is not an exercise. */
	readonly exercise?: ExerciseProps | undefined;
	readonly keyDifferences: readonly LanguageDifference[];
	/** The replay. Undefined while the newest moment is shown. */
	readonly scrub?: Scrub | undefined;
	/** The finished runs of this session, at their ends, latest first. `id`: the number of the run. */
	readonly history?:
		| readonly {readonly id: number; readonly models: readonly Model[]; readonly isShown: boolean}[]
		| undefined;
	/** The observed processes of a command, in the order in which they connected. Undefined unless their list is open. */
	readonly processes?: readonly {readonly model: Model; readonly isShown: boolean}[] | undefined;
	/**
	 * The compared runs in the order in which they run. The model of a run that has not started has only its description.
	 */
	readonly compared?: {readonly models: readonly Model[]; readonly hasEnded: boolean} | undefined;
	/** The formats to save the run in, by file extension. Undefined unless the export menu is open. */
	readonly formats?: readonly {readonly extension: string; readonly words: string}[] | undefined;
	/** Whether the run is a saved one. Then no key starts a run. */
	readonly isSaved?: boolean | undefined;
	/** The number of watched files, which run again when one is saved. Undefined if files are not watched. */
	readonly watched?: number | undefined;
	/** The file that is being written, and its progress. */
	readonly writing?: {readonly file: string; readonly percent: number} | undefined;
	/** How much of a long saved run has been read, in percent. The rest cannot be shown yet. */
	readonly reading?: number | undefined;
	/**
	 * The last key pressed, by the name that `inkKeyNames` returns, and what the key does. Defined only for a moment, and
	 * only if pressed keys are displayed.
	 */
	readonly pressed?: {readonly key: string; readonly words: string} | undefined;
	readonly size: Size;
	readonly theme: Theme;
	/** Each theme on its own background. Undefined unless the list of themes is open. */
	readonly samples?: Readonly<Record<ThemeName, Theme>> | undefined;
	readonly glyphs: Glyphs;
	/** Makes the user's files in a row clickable. Undefined: the terminal opens no links. */
	readonly withLinks?: ((line: Line) => Line) | undefined;
	/** Counts frames with full motion. Undefined with reduced or no motion. */
	readonly spinner?: number | undefined;
};

/** The props that do not depend on the terminal or the recording. */
/** Whether the screen takes keys, and so names them. A recording does not. */
export const takesKeys = ({hints}: Pick<ScreenProps, 'hints'>): boolean => hints.length > 0;

export type ShownProps = Omit<ScreenProps, 'size' | 'theme' | 'glyphs' | 'pressed' | 'spinner'>;

/** Returns the views with a change applied to each. */
export function mapRuns([first, second]: RunViews, change: (run: RunView) => RunView): RunViews {
	return second ? [change(first), change(second)] : [change(first)];
}

/** Returns the models of the visible runs. */
export function modelsOf(runs: RunViews): readonly Model[] {
	return runs.flatMap(run => run?.model ?? []);
}

/** The props of a part that draws one run. `runs` still contains all visible runs. */
export type RunProps = ScreenProps & RunView;

/** Returns the props of a part that draws one run, by default the first. */
export function runProps(props: ScreenProps, run: RunView = props.runs[0]): RunProps {
	return {...props, ...run};
}

/** Returns the props of a part that draws one run, without the other run. */
export function onlyRun(props: ScreenProps, run: RunView): RunProps {
	return {...props, ...run, runs: [run]};
}

/** Returns what the axis of a run depends on. With a playhead, the axis is that of the whole run. */
export function axisOptions({
	scrub,
	modelAtEnd,
	session,
}: Pick<RunProps, 'scrub' | 'modelAtEnd' | 'session'>): AxisOptions {
	const {fit} = session;
	return scrub ? {fit, whole: modelAtEnd, length: modelAtEnd ? 0 : scrub.end - scrub.startedAt} : {fit};
}

/** The state of a replay. `at`: the playhead, in ms on the clock of the runs. */
export type Scrub = {
	readonly at: number;
	/** The end of the runs, or the newest moment while they run. */
	readonly end: number;
	/** When the first of the runs started. No earlier moment is shown. */
	readonly startedAt: number;
	/** The speed of the replay: 2 is twice as fast as the run. */
	readonly speed: number;
	/** Whether the playhead moves. */
	readonly plays: boolean;
	/** Whether the runs are still in progress. */
	readonly isRunning: boolean;
	/** The marks on the bar, in any order. */
	readonly marks: readonly ScrubMark[];
	/** The latest event at the playhead, as a sentence. */
	readonly narration?: Narration | undefined;
};

/** The size of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};

export type Hint = {
	readonly keys: string;
	readonly words: string;
	/** Whether the hint is never dropped, however narrow the terminal. */
	readonly always: boolean;
	/** Shows the hint only if code or lanes are cut, if the help has several pages, or if a list has rows. */
	readonly onlyIf?: 'cut' | 'pages' | 'rows' | 'either';
};

export type HelpGroup = {
	readonly title: string;
	readonly rows: readonly {readonly keys: string; readonly words: string}[];
};

/** A lesson, and the results of its claims. */
export type LessonProps = LessonInfo & {
	/**
	 * The claims about this version in the languages that run, as far as they can be checked. Empty until the runs have
	 * ended.
	 */
	readonly claimResults: readonly ClaimResult[];
};

/** An exercise, and how far the learner has come. */
export type ExerciseProps = {
	readonly title: string;
	readonly task: string;
	/** The hints that are shown. */
	readonly hints: readonly string[];
	readonly hintCount: number;
	/** The file that runs: the learner's, or the solution's. */
	readonly file: string;
	readonly language: 'javascript' | 'python';
	readonly isSolution: boolean;
	/** The claims: the goal of each, and the result of the last run. `result` is undefined until a run has ended. */
	readonly claims: readonly {readonly goal: string; readonly result: ClaimResult | undefined}[];
	/** Whether the exercise was done, now or earlier. */
	readonly isDone: boolean;
	/** When the learner's file was last saved: `12:04:31`. */
	readonly saved: string | undefined;
	/** The name of the next exercise. */
	readonly next: string | undefined;
};
