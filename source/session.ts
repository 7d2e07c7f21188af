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
	readonly tasks: readonly ChosenTask[];
	/** Grows by one each time that a run has to start. 0: nothing was started yet (`--paused`, a lesson that has not been answered). */
	readonly run: number;
	/** Index into the lanes that are shown. */
	readonly selected: number;
	readonly screen: ScreenName;
	/** Whether the lower part shows what happened instead of the code, once the run is over; undefined: only of a lesson's. */
	readonly verdict?: boolean;
	/** To the question of the lesson that the scenario is; undefined until it is given. */
	readonly answer?: Answer;
	/** The selected cell of the key differences; column 0 is JavaScript's. */
	readonly cell: {readonly row: number; readonly column: 0 | 1};
	/** The picture stands still at this moment (ms on the run's clock); the run goes on. */
	readonly frozenAt?: number;
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

/** A task of the scenario with the user's changes. */
export type ChosenTask = {
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
	| {readonly kind: 'help'}
	| {readonly kind: 'details'}
	/** The lesson's question, before its first run. `selected`: index into its answers, the last of which is "I don't know". */
	| {readonly kind: 'question'; readonly selected: number}
	| {readonly kind: 'find'; readonly filter: string; readonly selected: number}
	/** All strategies or versions in a table, each run for it. `selected`: the id of a row. */
	| {readonly kind: 'compare'; readonly selected?: string}
	/** What the program printed. `first`: index of the first line in sight; undefined: the end, also when more comes. */
	| {readonly kind: 'log'; readonly first?: number; readonly ofLane?: boolean};

export const screenNames = ['dashboard', 'loop', 'differences'] as const;
/** The run, the event loop that it runs on, and the table of what differs between the languages. */
export type ScreenName = (typeof screenNames)[number];

export const answers = ['a', 'b', 'c', 'unsure'] as const;
export type Answer = (typeof answers)[number];

export const languageChoices = ['javascript', 'python', 'both'] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export const themeNames = ['dark', 'light', 'terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const motions = ['full', 'reduced', 'off'] as const;
/** `full`: 20 frames a second. `reduced`: no spinner, 4 a second. `off`: redrawn on events only. */
export type Motion = (typeof motions)[number];

/** What a key asks for. `quit` and `cancel-task` are for the app alone: they change nothing here. */
export type Action = RunAction | WorkAction | LookAction | OverlayAction;

export type RunAction =
	| {readonly type: 'choose-strategy'; readonly index: number}
	| {readonly type: 'change-limit'; readonly by: number}
	| {readonly type: 'toggle-sequential'}
	| {readonly type: 'next-language'}
	| {readonly type: 'run-again'}
	| {readonly type: 'run-reseeded'}
	| {readonly type: 'toggle-pause'}
	| {readonly type: 'cancel-task'}
	| {readonly type: 'quit'};

/** Changes of the selected task. */
export type WorkAction =
	| {readonly type: 'change-latency'; readonly by: number}
	| {readonly type: 'what-if'; readonly change: 'fails' | 'timeout' | 'blocks'}
	| {readonly type: 'add-task'}
	| {readonly type: 'remove-task'};

export type LookAction =
	| {readonly type: 'select'; readonly by: number}
	| {readonly type: 'select-beside'; readonly by: 1 | -1}
	| {readonly type: 'next-screen'; readonly by: 1 | -1}
	| {readonly type: 'toggle-verdict'}
	| {readonly type: 'next-theme'}
	| {readonly type: 'next-motion'}
	| {readonly type: 'toggle-keys'}
	| {readonly type: 'notice'; readonly text: string}
	| {readonly type: 'unsay'};

export type OverlayAction =
	| {readonly type: 'open-details'}
	| {readonly type: 'open-find'}
	| {readonly type: 'toggle-help'}
	| {readonly type: 'toggle-log'}
	| {readonly type: 'toggle-compare'}
	| {readonly type: 'compare-again'}
	| {readonly type: 'back'}
	| ListAction
	| FilterAction;

/** In an overlay that lists something: what was found, the answers to a question, the rows of a table, printed lines. */
export type ListAction = {readonly type: 'select-listed'; readonly by: number} | {readonly type: 'choose-listed'};

export type FilterAction = {readonly type: 'type'; readonly text: string} | {readonly type: 'erase'};

/** What there is to choose from, and the moment: all that `update` needs to know of the world. */
export type World = {
	readonly scenarios: readonly ScenarioChoice[];
	/** Of the lanes that are shown now: how many. */
	readonly lanes: number;
	/** Each row of the key differences, with the names of the lessons that its cells open. */
	readonly differences: readonly {
		readonly javascript: {readonly lesson: string};
		readonly python: {readonly lesson: string};
	}[];
	/** The rows of the comparison, in the order in which they stand there. */
	readonly compared: readonly {readonly id: string; readonly strategy: string; readonly hasEnded: boolean}[];
	/** How many lines the log has, and how many of them are in sight at once. */
	readonly log: {readonly lines: number; readonly rows: number};
	/** ms on the clock of the present run; undefined when nothing is running. */
	readonly clock: number | undefined;
};

/** A scenario, as far as a session is concerned. */
export type ScenarioChoice = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	/** Where the picker lists it. */
	readonly group: string;
	readonly strategy: string;
	readonly limit: number;
	/** None where its programs run as they are. */
	readonly tasks: (seed: number) => readonly Pick<ChosenTask, 'id' | 'name' | 'latency'>[];
	/** In the order of their keys: the strategies, or the versions of its program. */
	readonly strategies: readonly {readonly name: string; readonly title: string; readonly limited: boolean}[];
	/** Whether it is a lesson: it opens with its question, on this screen, in both languages unless the user has chosen. */
	readonly lesson?: {readonly screen: ScreenName; readonly language: LanguageChoice};
	/** Of what is the user's own. */
	readonly own?: OwnChoice;
};

/** What is the user's own runs in the language of its file, or, if it is there in both, in what the user chooses. */
export type OwnChoice = {
	readonly language: LanguageChoice;
	/** Why it runs in no other language, if so. */
	readonly missing?: string;
	/** What is worth saying before it runs in both. */
	readonly both?: string;
	/** What is worth saying when it opens. */
	readonly notice?: string;
};

/** A session that opens a scenario. A lesson whose question has no answer yet asks it first, and runs nothing. */
export function startSession(
	scenario: ScenarioChoice,
	options: Pick<Session, 'strategy' | 'language' | 'limit' | 'seed' | 'run' | 'theme' | 'motion'> &
		Partial<Pick<Session, 'languageChosen' | 'answer' | 'cell' | 'keysShown'>>,
): Session {
	const {lesson, own} = scenario;
	const asks = lesson !== undefined && options.answer === undefined;
	const suited = (lesson ?? own)?.language ?? options.language;
	const language = options.languageChosen && !own?.missing ? options.language : suited;
	const notice = (language === 'both' ? own?.both : undefined) ?? own?.notice;
	return {
		cell: {row: 0, column: 0},
		...options,
		scenario: scenario.name,
		language,
		tasks: tasksOf(scenario, options.seed),
		selected: 0,
		screen: lesson?.screen ?? 'dashboard',
		...(notice && {notice}),
		...(asks && {run: 0, overlay: {kind: 'question', selected: 0}}),
	};
}

/** The scenario's own tasks for a seed, unchanged. */
export function tasksOf(scenario: Pick<ScenarioChoice, 'tasks'>, seed: number): readonly ChosenTask[] {
	return scenario
		.tasks(seed)
		.map(({id, name, latency}) => ({id, name, of: id, ...(latency !== undefined && {latency})}));
}
