import type {ThemeName} from './choices.ts';

/** What a key asks for. `update` applies it to the session. */
export type Action =
	| RunAction
	| WatchAction
	| PlayheadAction
	| TaskAction
	| ViewAction
	| OverlayAction
	| BackgroundReport;

/** The terminal has reported its background. `theme`: the one that suits it. */
export type BackgroundReport = {readonly type: 'report-background'; readonly theme: ThemeName};

/** What concerns the files that are watched. */
export type WatchAction =
	| {readonly type: 'toggle-watch'}
	/** The work was opened again, and runs. `before`: the ids of the tasks that it had. */
	| {readonly type: 'reload'; readonly before: readonly string[]; readonly notice?: string}
	/** What is wrong with a saved file. Undefined: nothing any more. */
	| {readonly type: 'report-broken'; readonly text: string | undefined};

export type RunAction =
	| {readonly type: 'choose-strategy'; readonly index: number}
	| {readonly type: 'change-limit'; readonly by: number}
	| {readonly type: 'toggle-sequential'}
	/** Puts two strategies beside each other on one clock, or closes them. */
	| {readonly type: 'toggle-versus'}
	/** A run of the two has ended. */
	| {readonly type: 'continue-versus'}
	| {readonly type: 'next-language'}
	| {readonly type: 'run-again'}
	| {readonly type: 'run-reseeded'}
	| {readonly type: 'save'}
	| {readonly type: 'copy'}
	| {readonly type: 'edit'}
	| {readonly type: 'cancel-task'}
	| {readonly type: 'open-scenario'; readonly name: string}
	/** Opens the next lesson that is not done, or the one before. */
	| {readonly type: 'open-lesson'; readonly by: 1 | -1}
	/** Shows the next hint of an exercise. Of the user's program, opens the line for its input. */
	| {readonly type: 'next-hint'}
	/** Asks, and at the second time replaces the learner's file by the start program. */
	| {readonly type: 'start-over'}
	| {readonly type: 'quit'};

export type PlayheadAction =
	/** Pauses, or plays on from there. A run that has ended plays from its start. */
	| {readonly type: 'toggle-pause'}
	/** ms on the run's clock. */
	| {readonly type: 'seek'; readonly by: number}
	| {readonly type: 'go-to'; readonly end: 'start' | 'present'}
	/** To the next or the previous visible event. */
	| {readonly type: 'step'; readonly by: 1 | -1}
	| {readonly type: 'change-speed'; readonly by: 1 | -1};

/** Changes of the selected task. */
export type TaskAction =
	| {readonly type: 'change-latency'; readonly by: number}
	| {readonly type: 'what-if'; readonly change: 'fails' | 'timeout' | 'blocks'}
	| {readonly type: 'add-task'}
	| {readonly type: 'remove-task'};

export type ViewAction =
	| {readonly type: 'select'; readonly by: number}
	| {readonly type: 'select-beside'; readonly by: 1 | -1}
	/** Shows a row of the key differences. */
	| {readonly type: 'show-difference'; readonly row: number}
	| {readonly type: 'next-screen'; readonly by: 1 | -1}
	| {readonly type: 'toggle-verdict'}
	/** Lists the rows of the screen in another order, or put together in another way. */
	| {readonly type: 'next-order'}
	| {readonly type: 'next-grouping'}
	/** Shows more or less of the time of a program's calls. */
	| {readonly type: 'next-span'}
	| {readonly type: 'next-zoom'}
	| {readonly type: 'toggle-fit'}
	| {readonly type: 'next-motion'}
	| {readonly type: 'toggle-keys'}
	| {readonly type: 'notice'; readonly text: string}
	| {readonly type: 'clear-notice'};

export type OverlayAction =
	| {readonly type: 'open-details'}
	| {readonly type: 'open-find'}
	| {readonly type: 'toggle-help'}
	| {readonly type: 'toggle-log'}
	| {readonly type: 'toggle-compare'}
	| {readonly type: 'toggle-history'}
	| {readonly type: 'toggle-export'}
	| {readonly type: 'toggle-findings'}
	/** Opens or closes the list of the processes of a command. */
	| {readonly type: 'toggle-processes'}
	| {readonly type: 'toggle-themes'}
	/** Selects the run under the cursor of the history as the ghost, or deselects it. */
	| {readonly type: 'choose-ghost'}
	/** Ends the standard input of the program. */
	| {readonly type: 'end-input'}
	| {readonly type: 'compare-again'}
	| {readonly type: 'back'}
	/** Answers the question of a lesson, and runs. */
	| {readonly type: 'answer'; readonly answer: 'a' | 'b' | 'c'}
	| ListAction
	| FilterAction;

/** In an overlay with a list: the palette, the answers to a question, the rows of a table, the lines of the log. */
export type ListAction = {readonly type: 'select-listed'; readonly by: number} | {readonly type: 'choose-listed'};

export type FilterAction = {readonly type: 'type'; readonly text: string} | {readonly type: 'erase'};
