import type {Session} from './session.ts';

/** What an update asks for outside of the session. Plain data; the store performs it. */
export type Effect =
	/** Starts a run of what the session has selected, and shows it. `isPatient`: it never kills the program that runs. */
	| {readonly type: 'start-run'; readonly isPatient?: true}
	/** Replaces the learner's file of an exercise by its start program. */
	| {readonly type: 'restore-file'}
	/** Aborts what runs. Nothing runs until a lesson's question is answered. */
	| {readonly type: 'stop-run'}
	/** Shows a run of the history as it was at its end. */
	| {readonly type: 'show-past'; readonly historyId: number}
	/** Shows the compared runs of a strategy. */
	| {readonly type: 'show-compared'; readonly strategy: string}
	/**
	 * Shows two runs of the history on one clock, by their ids; without an id, the run in progress. `plays`: from their start.
	 */
	| {
			readonly type: 'show-versus';
			readonly left: number | undefined;
			readonly right: number | undefined;
			readonly plays: boolean;
	  }
	/** Shows another process of the command that was started last, by its index. */
	| {readonly type: 'show-process'; readonly index: number}
	/** Shows the run that was started last. */
	| {readonly type: 'show-live'}
	/** Runs all that the session compares, unless it has been compared already. */
	| {readonly type: 'compare'}
	/** Aborts a comparison that is not finished. */
	| {readonly type: 'leave-comparison'}
	/** Saves the visible run, or all compared runs under their table. */
	| {readonly type: 'save'}
	/** Writes the visible run to a file. */
	| {readonly type: 'export'; readonly extension: string}
	| {readonly type: 'copy-command'}
	/** Opens the selected lane's line in the user's editor. */
	| {readonly type: 'edit'}
	/** Writes to the standard input of the program. Undefined: ends it. */
	| {readonly type: 'write-input'; readonly text: string | undefined}
	| {readonly type: 'cancel-task'; readonly id: string}
	/** Explains why the selected ghost is not drawn, if it is not. */
	| {readonly type: 'explain-ghost'; readonly historyId: number}
	| {readonly type: 'save-preference'; readonly preference: Preference}
	/** Shows what is wrong with the file of the lesson progress, if something is. */
	| {readonly type: 'show-progress-warning'}
	| {readonly type: 'quit'};

/** A setting that outlives the session. */
export type Preference =
	| Required<Pick<Session, 'theme'>>
	| Required<Pick<Session, 'motion'>>
	| Required<Pick<Session, 'keysShown'>>;

/** The next session, and the effects to perform, in this order. */
export type Update = {readonly session: Session; readonly effects: readonly Effect[]};

/** Creates an update. */
export function updated(session: Session, ...effects: readonly Effect[]): Update {
	return {session, effects};
}
