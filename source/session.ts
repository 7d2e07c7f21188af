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
	readonly limit: number;
	readonly seed: number;
	/** The work as the user has changed it. */
	readonly tasks: readonly ChosenTask[];
	/** Grows by one each time that a run has to start. 0: nothing was started yet (`--paused`). */
	readonly run: number;
	/** Index into `tasks`. */
	readonly selected: number;
	/** The picture stands still at this moment (ms on the run's clock); the run goes on. */
	readonly frozenAt?: number;
	/** What lies over the dashboard. */
	readonly overlay?: Overlay;
	readonly theme: ThemeName;
	readonly motion: Motion;
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
	/** ms. */
	readonly latency: number;
	readonly fails?: boolean;
	/** ms. */
	readonly timeout?: number;
	/** ms. */
	readonly blocks?: number;
};

export type Overlay =
	| {readonly kind: 'help'}
	| {readonly kind: 'details'}
	| {readonly kind: 'find'; readonly filter: string; readonly selected: number};

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
	| {readonly type: 'next-theme'}
	| {readonly type: 'next-motion'}
	| {readonly type: 'notice'; readonly text: string};

export type OverlayAction =
	| {readonly type: 'open-details'}
	| {readonly type: 'open-find'}
	| {readonly type: 'toggle-help'}
	| {readonly type: 'back'}
	| FindAction;

export type FindAction =
	| {readonly type: 'type'; readonly text: string}
	| {readonly type: 'erase'}
	| {readonly type: 'select-found'; readonly by: number}
	| {readonly type: 'choose-found'};

/** What there is to choose from, and the moment: all that `update` needs to know of the world. */
export type World = {
	readonly scenarios: readonly ScenarioChoice[];
	readonly strategies: readonly {readonly name: string; readonly title: string; readonly limited: boolean}[];
	/** ms on the clock of the present run; undefined when nothing is running. */
	readonly clock: number | undefined;
};

/** A scenario, as far as a session is concerned. */
export type ScenarioChoice = {
	readonly name: string;
	readonly title: string;
	readonly sentence: string;
	readonly strategy: string;
	readonly limit: number;
	readonly tasks: (seed: number) => readonly {readonly id: string; readonly name: string; readonly latency: number}[];
};

/** A new session with a scenario. */
export function startSession(
	scenario: ScenarioChoice,
	options: Pick<Session, 'strategy' | 'language' | 'limit' | 'seed' | 'run' | 'theme' | 'motion'>,
): Session {
	return {...options, scenario: scenario.name, tasks: tasksOf(scenario, options.seed), selected: 0};
}

/** The scenario's own tasks for a seed, unchanged. */
export function tasksOf(scenario: Pick<ScenarioChoice, 'tasks'>, seed: number): readonly ChosenTask[] {
	return scenario.tasks(seed).map(({id, name, latency}) => ({id, name, of: id, latency}));
}
