import type {Session} from '../session/session.ts';

export type FooterHint = {
	readonly keys: string;
	readonly words: string;
	readonly always: boolean;
	/** Only useful when code or lanes are cut. */
	readonly onlyCut?: boolean;
};

/** What the footer needs besides the session. */
export type HintContext = {
	readonly isLesson: boolean;
	/** How many strategies or versions there are to choose from. */
	readonly choices: number;
	/** Whether the run has ended. */
	readonly isOver: boolean;
	/** Whether it has failed. */
	readonly isFailed?: boolean;
	/** How many lines it has printed. */
	readonly printed: number;
	/** How many processes of a command are observed. Default: one. */
	readonly processes?: number;
	/** Whether it was a process that ran already, and has ended: it cannot run again. */
	readonly isGone?: boolean;
	/** Whether the program reads from the keyboard here, and runs. */
	readonly takesInput?: boolean;
	/** Whether the work exists in the other language, too; so unless false. */
	readonly hasBothLanguages?: boolean;
	/** Whether it is a saved run: then no key runs anything. */
	readonly isSaved?: boolean;
	/** Of an exercise: how many hints are left, and whether a solution can be chosen. */
	readonly exercise?: {readonly hintsLeft: number; readonly isSolutionOpen: boolean; readonly isSolution: boolean};
};

export type HintSession = Pick<Session, 'overlay' | 'screen' | 'zoom' | 'playhead' | 'tasks' | 'returnTo' | 'versus'> &
	Partial<Pick<Session, 'run' | 'strategy' | 'language' | 'waits' | 'calls'>>;
