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

/**
 * What the user has selected: what to run, how to run it and what to display. Plain data that knows nothing of runs;
 * `update` changes it.
 */
export type Session = {
	/** Names in the lists of scenarios and strategies. */
	readonly scenario: string;
	readonly strategy: string;
	/** One language, or both at the same moment. */
	readonly language: LanguageChoice;
	/** The strategies or versions that are beside each other on one clock, the left and the right. Undefined: one is shown. */
	readonly versus?: readonly [string, string];
	/** Whether the user selected the language, so that a lesson does not change it. */
	readonly languageChosen?: boolean;
	readonly limit: number;
	readonly seed: number;
	/** The planned tasks with the user's changes. None if the programs run unchanged. */
	readonly tasks: readonly SessionTask[];
	/** Counts the runs that were started. 0: none yet (`--paused`, or a lesson without an answer). */
	readonly run: number;
	/** The index of the selected lane. */
	readonly selected: number;
	readonly screen: ScreenName;
	/** Whether the verdict takes the place of the code once the run ended. Undefined: only in a lesson. */
	readonly verdict?: boolean;
	/** How the calls of a program are listed. Undefined: by function, the oldest first. */
	readonly calls?: CallsView;
	/** How the open waits are listed. Undefined: by line, the oldest first. */
	readonly waits?: WaitsView;
	/** What fills the lower part of the screen. Undefined: code and lanes share it. */
	readonly zoom?: Zoom;
	/** The answer to the question of the lesson. Undefined before it is given. */
	readonly answer?: Answer;
	/** How many hints of the exercise are shown. Undefined: none. */
	readonly hints?: number;
	/** Whether the next key for it replaces the learner's file by the start program. */
	readonly restarts?: boolean;
	/** The selected cell of the key differences. Column 0 is JavaScript. */
	readonly cell: {readonly row: number; readonly column: 0 | 1};
	/** The moment of the replay. Undefined while live. The run continues either way. */
	readonly playhead?: Playhead;
	/** The speed of the replay: 2 is twice as fast as the run. Undefined: 1. */
	readonly speed?: number;
	/** The id of the visible run of the history. Undefined: the run that was started last. */
	readonly historyId?: number;
	/** The selection for the run that was started last, to return to from a past run. */
	readonly returnTo?: RunConfig & Pick<Session, 'run'>;
	/** The id of the run that is the ghost of the same work. Undefined: the previous run. */
	readonly ghost?: number;
	/** The names of the scenarios that were opened before, the last first. */
	readonly recent?: readonly string[];
	/** The open overlay. */
	readonly overlay?: Overlay;
	/** The names of the strategies to compare. Undefined: all that differ. */
	readonly compare?: readonly string[];
	/** Grows each time that the comparison runs again. */
	readonly comparison?: number;
	readonly theme: ThemeName;
	readonly motion: Motion;
	/** Whether to display each key that is pressed, for an audience. */
	readonly keysShown?: boolean;
	/** Whether the time axis is the other one than usual: fitted to the run, or the whole sum. */
	readonly fit?: boolean;
	/** The keys that were used in this session and that the narration need not offer. */
	readonly tried?: readonly string[];
	/** Shown once instead of the narration: what a key has done, or why it cannot. */
	readonly notice?: string;
	/** Whether the work runs again when one of its files is saved. */
	readonly watch?: boolean;
	/** What is wrong with a saved file, until a save mends it. The last run stays visible. */
	readonly broken?: string;
	/** What is asked about the user's file until the first run. */
	readonly question?: string;
};

/** How the calls of a program are listed, and which of them is selected. */
export type CallsView = {
	/** The key of the selected row. Undefined: the first. */
	readonly selected?: string;
	readonly grouping?: CallGrouping;
	readonly order?: CallOrder;
	/** A text that each row has to contain. */
	readonly filter?: string;
	/** The row whose calls are shown as lanes, and the id of the selected call. Undefined: the rows. */
	readonly opened?: {readonly key: string; readonly selected?: string};
	/** What the axis of the lanes shows. Undefined: 10 s. */
	readonly span?: CallSpan;
};

/** How the open waits of a program are listed, and which of them is selected. */
export type WaitsView = {
	/** The key of the selected row. Undefined: the first. */
	readonly selected?: string;
	readonly grouping?: WaitGrouping;
	readonly order?: WaitOrder;
	/** A text that each row has to contain. */
	readonly filter?: string;
	/** Whether the code takes the place of the reasons. */
	readonly code?: boolean;
};

/** The moment of a replay. */
export type Playhead = {
	/** ms on the run's clock. While it plays: where it was at `since`. */
	readonly at: number;
	/** While it plays: ms on the clock of this session. */
	readonly since?: number;
};

/**
 * Returns the moment under the playhead, in ms on the run's clock. `now` is on the clock of this session. Undefined:
 * live.
 */
export function playheadTime(
	{playhead, speed = 1}: Pick<Session, 'playhead' | 'speed'>,
	now: number,
): number | undefined {
	return playhead && playhead.at + (playhead.since === undefined ? 0 : (now - playhead.since) * speed);
}

/** The selection for a run. It suffices to repeat the run. */
export type RunConfig = Pick<
	Session,
	'scenario' | 'strategy' | 'language' | 'limit' | 'seed' | 'tasks' | 'answer' | 'versus'
>;

/** Returns the selection of a session without the rest. */
export function runConfigOf({scenario, strategy, language, limit, seed, tasks, answer, versus}: RunConfig): RunConfig {
	return {scenario, strategy, language, limit, seed, tasks, ...(answer && {answer}), ...(versus && {versus})};
}

/** A task of the scenario with the user's changes. */
export type SessionTask = {
	/** Unique: the scenario task's id, or `profile-2` for an added one. */
	readonly id: string;
	readonly name: string;
	/** The id of the scenario's task that it calls. */
	readonly of: string;
	/** ms. Undefined for real tasks, whose latency only a run shows. */
	readonly latency?: number;
	readonly fails?: boolean;
	/** ms. */
	readonly timeout?: number;
	/** ms. */
	readonly blocks?: number;
};

export type Overlay =
	/** `page`: 0 is the first. `over`: the overlay that is visible again when the help closes. */
	| {readonly kind: 'help'; readonly page?: number; readonly over?: CoveredOverlay}
	| {readonly kind: 'details'}
	| QuestionOverlay
	| {readonly kind: 'find'; readonly filter: string; readonly selected: number}
	| ComparisonOverlay
	/** The runs of this session that ended. `selected`: an id. Undefined: the newest. */
	| {readonly kind: 'history'; readonly selected?: number}
	/** The themes. The selected one is that of the session. `before`: to take the choice back. */
	| {readonly kind: 'themes'; readonly before: ThemeName; readonly over?: CoveredOverlay}
	/** The filter of the calls or of the open waits is being typed. */
	| {readonly kind: 'filter'}
	/** A line for the standard input of the program is being typed. */
	| {readonly kind: 'input'; readonly text: string}
	/** What may be wrong with the program. `selected`: an index. */
	| {readonly kind: 'findings'; readonly selected: number}
	/** The processes of a command. `selected`: an index. Undefined: the shown one. */
	| {readonly kind: 'processes'; readonly selected?: number}
	/** The formats to export the visible runs to. `selected`: an index. */
	| {readonly kind: 'export'; readonly selected: number; readonly over?: CoveredOverlay}
	/** What the program printed. `first`: the index of the first visible line. Undefined: follow the end. */
	| {readonly kind: 'log'; readonly first?: number; readonly ofLane?: boolean};

/** What replaces the dashboard, so that help, themes and the export menu lie over it. */
export type CoveredOverlay = ComparisonOverlay | QuestionOverlay;

/** The question of a lesson before its first run. `selected`: an index into the letters. */
export type QuestionOverlay = {readonly kind: 'question'; readonly selected: number};

/** All strategies or versions in a table, one run each. `selected`: the id of a row. */
export type ComparisonOverlay = {readonly kind: 'compare'; readonly selected?: string};

/** Returns the table of the comparison, also while another overlay covers it. */
export function comparisonIn(session: Pick<Session, 'overlay'>): ComparisonOverlay | undefined {
	const below = covered(session.overlay);
	return below?.kind === 'compare' ? below : undefined;
}

/** Returns the screen that is shown, which the table of a comparison replaces. */
export function screenIn(session: Pick<Session, 'overlay' | 'screen'>): ScreenName | 'compare' {
	return comparisonIn(session) ? 'compare' : session.screen;
}

/** Returns the question of a lesson, also while another overlay covers it. */
export function questionIn(session: Pick<Session, 'overlay'>): QuestionOverlay | undefined {
	const below = covered(session.overlay);
	return below?.kind === 'question' ? below : undefined;
}

/** Returns what help, themes or the export menu cover; of any other overlay, itself. */
function covered(overlay: Overlay | undefined): Overlay | undefined {
	return overlay?.kind === 'help' || overlay?.kind === 'themes' || overlay?.kind === 'export' ? overlay.over : overlay;
}

/** Returns what a new overlay should lie over. */
export function coverable({overlay}: Pick<Session, 'overlay'>): {readonly over?: CoveredOverlay} {
	const below = covered(overlay);
	return below?.kind === 'compare' || below?.kind === 'question' ? {over: below} : {};
}

/** The fields that decide which runs a session compares. */
export const comparedFields = ['scenario', 'language', 'limit', 'seed', 'tasks', 'compare', 'comparison'] as const;

/**
 * Creates a session that opens a scenario. A lesson without an answer, and a file that runs nothing by itself, ask their
 * question first, and run nothing.
 */
export function startSession(
	scenario: ScenarioInfo,
	options: Pick<Session, 'strategy' | 'language' | 'limit' | 'seed' | 'run' | 'theme' | 'motion'> &
		Partial<Pick<Session, 'languageChosen' | 'answer' | 'cell' | 'zoom' | 'keysShown' | 'recent' | 'watch'>>,
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

/** Closes the overlay. What it covered is visible again. */
export function closeOverlay(session: Session): Session {
	const {overlay, ...rest} = session;
	const below = covered(overlay);
	return below && below !== overlay ? {...rest, overlay: below} : rest;
}
