/**
 * What the user has chosen: which work, which strategy, what to look at. Pure data, changed only by `update`.
 * It knows nothing of runs and their events; the app compares two sessions and does what differs.
 */
export type Session = {
	/** Names of entries in the lists of scenarios and strategies. */
	readonly scenario: string;
	readonly strategy: string;
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

export const themeNames = ['dark', 'light', 'terminal', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

export const motions = ['full', 'reduced', 'off'] as const;
/** `full`: 20 frames a second. `reduced`: no spinner, 4 a second. `off`: redrawn on events only. */
export type Motion = (typeof motions)[number];
