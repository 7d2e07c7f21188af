import type {Answer, LanguageChoice, Motion, ScenarioInfo, ScreenName, ThemeName, Zoom} from './choices.ts';

/**
 * What the user has chosen: which work, which strategy, what to look at. Pure data, changed only by `update`.
 * It knows nothing of runs and their events; the app compares two sessions and does what differs.
 */
export type Session = {
	/** Names of entries in the lists of scenarios and strategies. */
	readonly scenario: string;
	readonly strategy: string;
	/** What runs it: one language, or both at the same moment. */
	readonly language: LanguageChoice;
	/** Whether that was the user's choice, so that a lesson leaves it as it is. */
	readonly languageChosen?: boolean;
	readonly limit: number;
	readonly seed: number;
	/** The work as the user has changed it; none where the programs run as they are. */
	readonly tasks: readonly SessionTask[];
	/** Grows by one each time that a run has to start. 0: nothing was started yet (`--paused`, a lesson that has not been answered). */
	readonly run: number;
	/** Index into the lanes that are shown. */
	readonly selected: number;
	readonly screen: ScreenName;
	/** Whether the lower part shows what happened instead of the code, once the run is over; undefined: only of a lesson's. */
	readonly verdict?: boolean;
	/** What has the whole lower part of the screen; undefined: code and lanes share it. */
	readonly zoom?: Zoom;
	/** To the question of the lesson that the scenario is; undefined until it is given. */
	readonly answer?: Answer;
	/** The selected cell of the key differences; column 0 is JavaScript's. */
	readonly cell: {readonly row: number; readonly column: 0 | 1};
	/** The moment that is shown, where it is not the present one; the run goes on. */
	readonly playhead?: Playhead;
	/** Of the replay: 2 is twice as fast as it happened; undefined: 1. */
	readonly speed?: number;
	/** The id of the run of the history that is shown; undefined: what was started last. */
	readonly historyId?: number;
	/** What was chosen for the run that was started last, while one of the history is shown in its place: to come back to. */
	readonly returnTo?: RunConfig & Pick<Session, 'run'>;
	/** The id of the run of the history that lies behind those of the same work; undefined: the run before. */
	readonly ghost?: number;
	/** What lies over the dashboard. */
	readonly overlay?: Overlay;
	/** Names of the strategies to compare; undefined: all that are worth it. */
	readonly compare?: readonly string[];
	/** Grows by one each time that what was compared has to run anew. */
	readonly comparison?: number;
	readonly theme: ThemeName;
	readonly motion: Motion;
	/** Whether the last key and what it does are to be seen, for those who look on. */
	readonly keysShown?: boolean;
	/** Said once in place of the narration: what a key could not do, or has done. */
	readonly notice?: string;
};

/** Where in the run one looks. */
export type Playhead = {
	/** ms on the run's clock: where it stands; while it plays, where it was at `since`. */
	readonly at: number;
	/** While it plays: ms on the clock of the sitting. */
	readonly since?: number;
};

/** The moment under the playhead, in ms on the run's clock; `now`: on the clock of the sitting. Undefined: the present. */
export function playheadTime(
	{playhead, speed = 1}: Pick<Session, 'playhead' | 'speed'>,
	now: number,
): number | undefined {
	return playhead && playhead.at + (playhead.since === undefined ? 0 : (now - playhead.since) * speed);
}

/** What was chosen for a run: with it the same can be run again. */
export type RunConfig = Pick<Session, 'scenario' | 'strategy' | 'language' | 'limit' | 'seed' | 'tasks' | 'answer'>;

/** What a session has chosen; whatever else it is about is left out. */
export function runConfigOf({scenario, strategy, language, limit, seed, tasks, answer}: RunConfig): RunConfig {
	return {scenario, strategy, language, limit, seed, tasks, ...(answer && {answer})};
}

/** A task of the scenario with the user's changes. */
export type SessionTask = {
	/** Unique: the scenario task's id, or `profile-2` for an added one. */
	readonly id: string;
	readonly name: string;
	/** The id of the scenario's task that it is a call of. */
	readonly of: string;
	/** ms; absent where the world decides: only a run can tell. */
	readonly latency?: number;
	readonly fails?: boolean;
	/** ms. */
	readonly timeout?: number;
	/** ms. */
	readonly blocks?: number;
};

export type Overlay =
	/** `page`: 0 is the first. `over`: the table that it lies over, and that is there again when it is closed. */
	| {readonly kind: 'help'; readonly page?: number; readonly over?: ComparisonOverlay}
	| {readonly kind: 'details'}
	/** The lesson's question, before its first run. `selected`: index into its answers, the last of which is "I don't know". */
	| {readonly kind: 'question'; readonly selected: number}
	| {readonly kind: 'find'; readonly filter: string; readonly selected: number}
	| ComparisonOverlay
	/** The runs of the sitting that are over. `selected`: the id of one; undefined: the last. */
	| {readonly kind: 'history'; readonly selected?: number}
	/** What the run that is shown can be written as. `selected`: an index. */
	| {readonly kind: 'export'; readonly selected: number}
	/** What the program printed. `first`: index of the first line in sight; undefined: the end, also when more comes. */
	| {readonly kind: 'log'; readonly first?: number; readonly ofLane?: boolean};

/** All strategies or versions in a table, each run for it. `selected`: the id of a row. */
export type ComparisonOverlay = {readonly kind: 'compare'; readonly selected?: string};

/** The table of the comparison, also under the help. */
export function comparisonIn({overlay}: Pick<Session, 'overlay'>): ComparisonOverlay | undefined {
	const below = overlay?.kind === 'help' ? overlay.over : overlay;
	return below?.kind === 'compare' ? below : undefined;
}

/** The fields that decide which runs a session compares. */
export const comparedFields = ['scenario', 'language', 'limit', 'seed', 'tasks', 'compare', 'comparison'] as const;

/** A session that opens a scenario. A lesson whose question has no answer yet asks it first, and runs nothing. */
export function startSession(
	scenario: ScenarioInfo,
	options: Pick<Session, 'strategy' | 'language' | 'limit' | 'seed' | 'run' | 'theme' | 'motion'> &
		Partial<Pick<Session, 'languageChosen' | 'answer' | 'cell' | 'zoom' | 'keysShown'>>,
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
		...(asksQuestion && {run: 0, overlay: {kind: 'question', selected: 0}}),
	};
}

/** The scenario's own tasks for a seed, unchanged. */
export function tasksOf(scenario: Pick<ScenarioInfo, 'tasks'>, seed: number): readonly SessionTask[] {
	return scenario
		.tasks(seed)
		.map(({id, name, latency}) => ({id, name, of: id, ...(latency !== undefined && {latency})}));
}

/** Closes the overlay. Under a help page over a comparison, its table is visible again. */
export function closeOverlay(session: Session): Session {
	const {overlay, ...rest} = session;
	return overlay?.kind === 'help' && overlay.over ? {...rest, overlay: overlay.over} : rest;
}
