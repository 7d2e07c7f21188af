import type {
	Answer,
	CallGrouping,
	CallOrder,
	CallSpan,
	LanguageChoice,
	Motion,
	ScenarioInfo,
	ScreenName,
	ThemeName,
	WaitGrouping,
	WaitOrder,
	Zoom,
} from './choices.ts';
import type {Overlay} from './overlay.ts';
import {coveredBy} from './overlay.ts';

/**
 * The user's selection: what to run, how to run it and what to display. Plain data without any runs; only `update`
 * changes it.
 */
export type Session = {
	/** A name in the list of scenarios, and one in the list of strategies. */
	readonly scenario: string;
	readonly strategy: string;
	/** One language, or both at once. */
	readonly language: LanguageChoice;
	/**
	 * The left and the right strategy or version, if two are beside each other on one clock. Undefined if one is shown.
	 */
	readonly versus?: readonly [string, string];
	/** Whether the user selected the language. Then a lesson does not change it. */
	readonly languageChosen?: boolean;
	readonly limit: number;
	readonly seed: number;
	/** The planned tasks with the user's changes. Empty if the programs run unchanged. */
	readonly tasks: readonly SessionTask[];
	/** The number of runs that were started. 0: none yet (`--paused`, or a lesson without an answer). */
	readonly run: number;
	/** The index of the selected lane. */
	readonly selected: number;
	/** The run, by its number, in which the user moved the selection last. Undefined: in none. */
	readonly selectedIn?: number;
	/** The row at the top of the list in which the selection moved last. Undefined if the list is centered. */
	readonly top?: number;
	readonly screen: ScreenName;
	/** Whether the verdict replaces the code once the run has ended. Undefined: only in a lesson. */
	readonly verdict?: boolean;
	/** How the calls of a program are listed. Undefined: by function, the oldest first. */
	readonly calls?: CallsView;
	/** How the open waits are listed. Undefined: by line, the oldest first. */
	readonly waits?: WaitsView;
	/** What fills the lower part of the screen. Undefined: code and lanes share it. */
	readonly zoom?: Zoom;
	/** The answer to the question of the lesson. Undefined before the user answers. */
	readonly answer?: Answer;
	/** The number of hints of the exercise that are shown. Undefined: none. */
	readonly hints?: number;
	/** Whether the next press of `u` replaces the learner's file with the start program. */
	readonly isRestartPending?: boolean;
	/** The selected cell of the key differences. Column 0 is JavaScript. */
	readonly cell: {readonly row: number; readonly column: 0 | 1};
	/** The moment of the replay. Undefined while live. A run in progress continues either way. */
	readonly playhead?: Playhead;
	/** The speed of the replay: 2 is twice as fast as the run. Undefined: 1. */
	readonly speed?: number;
	/** The id of the visible run of the history. Undefined: the run that was started last. */
	readonly historyId?: number;
	/** What was selected for the run that was started last. Esc returns to it from a past run. */
	readonly returnTo?: RunConfig & Pick<Session, 'run'>;
	/** The id of the run that is the ghost for the same work. Undefined: the previous run. */
	readonly ghost?: number;
	/** The names of the scenarios that were open before, latest first. */
	readonly recent?: readonly string[];
	/** The open overlay. */
	readonly overlay?: Overlay;
	/** The names of the strategies to compare. Undefined: all that differ for these tasks. */
	readonly compare?: readonly string[];
	/** Incremented each time the comparison runs again. */
	readonly comparison?: number;
	readonly theme: ThemeName;
	readonly motion: Motion;
	/** Whether to display each key that is pressed, for an audience. */
	readonly keysShown?: boolean;
	/** Whether clicks and the wheel act. */
	readonly mouse?: boolean;
	/**
	 * Whether `0` has switched the time axis away from its default. The axis is either fitted to the run or as long as
	 * the whole sum.
	 */
	readonly fit?: boolean;
	/** The keys that were used in this session, which the narration no longer suggests. */
	readonly tried?: readonly string[];
	/** Shown in place of the narration: what a key did, or why it cannot. */
	readonly notice?: string;
	/** Whether the work runs again when one of its files is saved. */
	readonly watch?: boolean;
	/** What is wrong with a saved file, until a later save fixes it. The last run stays visible. */
	readonly broken?: string;
	/** The question about the user's file, shown until the first run. */
	readonly question?: string;
};

/** How the calls of a program are listed, and which one is selected. */
export type CallsView = {
	/** The key of the selected row. Undefined: the first. */
	readonly selected?: string;
	readonly grouping?: CallGrouping;
	readonly order?: CallOrder;
	/** The text that a row must contain to be listed. */
	readonly filter?: string;
	/** The row whose calls are shown as lanes, and the id of the selected call. Undefined if the rows are shown. */
	readonly opened?: {readonly key: string; readonly selected?: string};
	/** The id of the selected call on the dashboard, where that shows the last minute. Undefined: the first. */
	readonly recent?: string;
	/** How much time the axis of the lanes shows. Undefined: 10 s. */
	readonly span?: CallSpan;
};

/** How the open waits of a program are listed, and which row is selected. */
export type WaitsView = {
	/** The key of the selected row. Undefined: the first. */
	readonly selected?: string;
	readonly grouping?: WaitGrouping;
	readonly order?: WaitOrder;
	/** The text that a row must contain to be listed. */
	readonly filter?: string;
	/** Whether the code replaces the reasons. */
	readonly code?: boolean;
};

/** The position of a replay. */
export type Playhead = {
	/** ms on the run's clock. While the replay plays: the position at `since`. */
	readonly at: number;
	/** When the replay started to play, in ms on the clock of this session. Undefined while it is paused. */
	readonly since?: number;
};

/**
 * Returns the moment under the playhead, in ms on the run's clock. `now` is on the clock of this session. Undefined
 * while live.
 */
export function playheadTime(
	{playhead, speed = 1}: Pick<Session, 'playhead' | 'speed'>,
	now: number,
): number | undefined {
	return playhead && playhead.at + (playhead.since === undefined ? 0 : (now - playhead.since) * speed);
}

/** The part of a session that decides what a run does. It is enough to repeat the run. */
export type RunConfig = Pick<
	Session,
	'scenario' | 'strategy' | 'language' | 'limit' | 'seed' | 'tasks' | 'answer' | 'versus'
>;

/** Returns the part of a session that decides what its run does. */
export function runConfigOf({scenario, strategy, language, limit, seed, tasks, answer, versus}: RunConfig): RunConfig {
	return {scenario, strategy, language, limit, seed, tasks, ...(answer && {answer}), ...(versus && {versus})};
}

/** A task of the scenario with the user's changes. */
export type SessionTask = {
	/** Unique: the id of the scenario's task, or `profile-2` for an added task. */
	readonly id: string;
	readonly name: string;
	/** The id of the scenario's task that this task calls. */
	readonly of: string;
	/** ms. Undefined for real tasks, whose latency only a run shows. */
	readonly latency?: number;
	readonly fails?: boolean;
	/** The time limit, in ms. */
	readonly timeout?: number;
	/** How long the task blocks the thread, in ms. */
	readonly blocks?: number;
};

/** The fields that decide which runs a session compares. */
export const comparedFields = ['scenario', 'language', 'limit', 'seed', 'tasks', 'compare', 'comparison'] as const;

/**
 * Creates a session that opens a scenario. A lesson without an answer, and a file that runs nothing by itself, first
 * ask their question, and run nothing.
 */
export function startSession(
	scenario: ScenarioInfo,
	options: Pick<Session, 'strategy' | 'language' | 'limit' | 'seed' | 'run' | 'theme' | 'motion'> &
		Partial<Pick<Session, 'languageChosen' | 'answer' | 'cell' | 'zoom' | 'keysShown' | 'mouse' | 'recent' | 'watch'>>,
): Session {
	const {lesson, user} = scenario;
	const asksQuestion = lesson !== undefined && options.answer === undefined;
	const ownLanguage = (lesson ?? user)?.language ?? options.language;
	const language = options.languageChosen && !user?.missing ? options.language : ownLanguage;
	const notice = (language === 'both' ? user?.both : undefined) ?? user?.notice;
	return {
		cell: {row: 0, column: 0},
		...options,
		scenario: scenario.name,
		language,
		tasks: tasksOf(scenario, options.seed),
		selected: 0,
		screen: lesson?.screen ?? 'dashboard',
		...(notice && {notice}),
		...(user?.question && {run: 0, question: user.question.keys}),
		...(asksQuestion && {run: 0, overlay: {kind: 'question', selected: 0}}),
	};
}

/** Returns the scenario's tasks for a seed, unchanged. */
export function tasksOf(scenario: Pick<ScenarioInfo, 'tasks'>, seed: number): readonly SessionTask[] {
	return scenario
		.tasks(seed)
		.map(({id, name, latency}) => ({id, name, of: id, ...(latency !== undefined && {latency})}));
}

/** Closes the overlay. The overlay that it covered is visible again. */
export function closeOverlay(session: Session): Session {
	const {overlay, ...rest} = session;
	const below = coveredBy(overlay);
	return below ? {...rest, overlay: below} : rest;
}
