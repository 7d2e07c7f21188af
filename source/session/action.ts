import type {ThemeName} from './choices.ts';

/** The meaning of a key, as data. `update` applies it to the session. */
export type Action =
	| RunAction
	| WatchAction
	| PlayheadAction
	| TaskAction
	| ViewAction
	| OverlayAction
	| BackgroundReport;

/** Reports that the terminal has named its background. `theme`: the theme for that background. */
export type BackgroundReport = {readonly type: 'report-background'; readonly theme: ThemeName};

/** Actions on watched files. */
export type WatchAction =
	| {readonly type: 'toggle-watch'}
	/** Runs work whose files were read again. `before`: the ids of the tasks that the work had before. */
	| {readonly type: 'reload'; readonly before: readonly string[]; readonly notice?: string}
	/** Reports what is wrong with a saved file. `text` is undefined once nothing is wrong. */
	| {readonly type: 'report-broken'; readonly text: string | undefined};

export type RunAction =
	| {readonly type: 'choose-strategy'; readonly index: number}
	| {readonly type: 'change-limit'; readonly by: number}
	| {readonly type: 'toggle-sequential'}
	/** Shows two strategies beside each other on one clock, or closes the pair. */
	| {readonly type: 'toggle-versus'}
	/** Reports that one run of the pair has ended. */
	| {readonly type: 'continue-versus'}
	| {readonly type: 'next-language'}
	| {readonly type: 'run-again'}
	| {readonly type: 'run-reseeded'}
	| {readonly type: 'save'}
	| {readonly type: 'copy'}
	| {readonly type: 'edit'}
	| {readonly type: 'cancel-task'}
	| {readonly type: 'open-scenario'; readonly name: string}
	/** Opens the next lesson that is not done, or the previous lesson. */
	| {readonly type: 'open-lesson'; readonly by: 1 | -1}
	/** Shows the next hint of an exercise. For the user's own program, opens the line for its input. */
	| {readonly type: 'next-hint'}
	/**
	 * In an exercise, asks for confirmation, and the second time replaces the learner's file with the start program.
	 * Elsewhere, clears the what-ifs.
	 */
	| {readonly type: 'start-over'}
	| {readonly type: 'quit'};

export type PlayheadAction =
	/** Pauses, or resumes from the same moment. A run that has ended plays from its start. */
	| {readonly type: 'toggle-pause'}
	/** Moves the playhead by a number of ms on the run's clock. */
	| {readonly type: 'seek'; readonly by: number}
	| {readonly type: 'go-to'; readonly end: 'start' | 'live'}
	/** Moves the playhead to the next or the previous visible event. */
	| {readonly type: 'step'; readonly by: 1 | -1}
	| {readonly type: 'change-speed'; readonly by: 1 | -1};

/** Changes to the selected task. */
export type TaskAction =
	| {readonly type: 'change-latency'; readonly by: number}
	| {readonly type: 'what-if'; readonly change: 'fails' | 'timeout' | 'blocks'}
	| {readonly type: 'add-task'}
	| {readonly type: 'remove-task'};

export type ViewAction =
	/** Moves the selection. `top`: the row at the top of the list after that. Undefined: the list is centered. */
	| {readonly type: 'select'; readonly by: number; readonly top?: number}
	| {readonly type: 'select-beside'; readonly by: 1 | -1}
	/** Selects a row of the key differences, and a column if one is named, and shows their screen. */
	| {readonly type: 'show-difference'; readonly row: number; readonly column?: 0 | 1}
	| {readonly type: 'next-screen'; readonly by: number}
	| {readonly type: 'toggle-verdict'}
	/** Lists the rows of the screen in the next order, or grouped in the next way. */
	| {readonly type: 'next-order'}
	| {readonly type: 'next-grouping'}
	/** Changes how much time the axis of a program's calls shows. */
	| {readonly type: 'next-span'}
	| {readonly type: 'next-zoom'}
	| {readonly type: 'toggle-fit'}
	| {readonly type: 'next-motion'}
	| {readonly type: 'toggle-keys'}
	/** Switches the mouse on or off. */
	| {readonly type: 'toggle-mouse'}
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
	/** Makes the run under the cursor of the history the ghost, or deselects it. */
	| {readonly type: 'choose-ghost'}
	/** Ends the program's standard input. */
	| {readonly type: 'end-input'}
	| {readonly type: 'compare-again'}
	| {readonly type: 'back'}
	/** Answers the question of a lesson, and starts the run. */
	| {readonly type: 'answer'; readonly answer: 'a' | 'b' | 'c'}
	| ListAction
	| FilterAction;

/**
 * Keys for an overlay with a list: the palette, the answers to a question, the rows of a table, the lines of the log.
 */
export type ListAction =
	| {readonly type: 'select-listed'; readonly by: number; readonly top?: number}
	| {readonly type: 'choose-listed'};

export type FilterAction = {readonly type: 'type'; readonly text: string} | {readonly type: 'erase'};
