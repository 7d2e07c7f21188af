import type {Session} from '../session/session.ts';

export type FooterHint = {
	readonly keys: string;
	readonly words: string;
	readonly always: boolean;
	/**
	 * Shows the hint only if code or lanes are cut, if the help has several pages, if a list has rows, or if the screen
	 * has room for either the reasons or the code.
	 */
	readonly onlyIf?: 'cut' | 'pages' | 'rows' | 'either';
};

/** What the footer depends on besides the session. */
export type HintContext = {
	readonly isLesson: boolean;
	/** The number of strategies or versions to choose from. */
	readonly choices: number;
	/** Whether the run has ended. */
	readonly hasEnded: boolean;
	/** Whether the run has failed. */
	readonly isFailed?: boolean;
	/** Whether the runtime could not start, so nothing ran. */
	readonly hasNotStarted?: boolean;
	/** Whether Enter opens the details of a task that failed. */
	readonly opensError?: boolean;
	/** The number of lines that the run has printed. */
	readonly printed: number;
	/** The number of observed processes of a command. Default: one. */
	readonly processes?: number;
	/** Whether the run observed a process that was already running and has now ended. Such a run cannot be repeated. */
	readonly hasAttachedProcessEnded?: boolean;
	/** Whether the program runs and reads from this keyboard. */
	readonly takesInput?: boolean;
	/** Whether the work exists in the other language, too. Undefined: it does. */
	readonly hasBothLanguages?: boolean;
	/** Whether the screen Waiting lists a call, or hides all by a filter. Undefined: it does. */
	readonly hasWaits?: boolean;
	/** Whether the run is a saved one. Then no key starts a run. */
	readonly isSaved?: boolean;
	/** For an exercise: how many hints are left, whether a solution can be chosen, and whether one is chosen. */
	readonly exercise?: {readonly hintsLeft: number; readonly isSolutionOpen: boolean; readonly isSolution: boolean};
};

export type HintSession = Pick<Session, 'overlay' | 'screen' | 'zoom' | 'playhead' | 'tasks' | 'returnTo' | 'versus'> &
	Partial<Pick<Session, 'run' | 'strategy' | 'language' | 'waits' | 'calls' | 'verdict'>>;

/** Creates a hint. `always`: whether it is never dropped, however narrow the terminal. */
export const hint = (keys: string, words: string, always = false): FooterHint => ({keys, words, always});

/** The hints that are never dropped. */
export const alwaysHints: readonly FooterHint[] = [hint('?', 'help', true), hint('q', 'quit', true)];
