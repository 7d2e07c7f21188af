import type {Session} from './session.ts';

/** What an update asks the store to do. Plain data. */
export type Effect =
	/**
	 * Starts a run of the selection, and shows it. `isPatient`: waits for the running program to end, and never kills it.
	 */
	| {readonly type: 'start-run'; readonly isPatient?: true}
	/** Replaces the learner's file of an exercise with the start program. */
	| {readonly type: 'restore-file'}
	/** Aborts the current run, because the opened work first asks a question. */
	| {readonly type: 'stop-run'}
	/** Shows a run of the history at its end. */
	| {readonly type: 'show-past'; readonly historyId: number}
	/** Shows the compared runs of one strategy. */
	| {readonly type: 'show-compared'; readonly strategy: string}
	/**
	 * Shows two runs of the history on one clock, by their ids. An undefined id is the run in progress. `plays`: whether
	 * they play from their start.
	 */
	| {
			readonly type: 'show-versus';
			readonly left: number | undefined;
			readonly right: number | undefined;
			readonly plays: boolean;
	  }
	/** Shows another process of the command that was started last. `index`: its position in the list. */
	| {readonly type: 'show-process'; readonly index: number}
	/** Shows the run that was started last. */
	| {readonly type: 'show-live'}
	/** Runs everything that the session compares, unless those runs exist already. */
	| {readonly type: 'compare'}
	/** Aborts an unfinished comparison. */
	| {readonly type: 'leave-comparison'}
	/** Saves the visible run, or all compared runs if their table is open. */
	| {readonly type: 'save'}
	/** Exports the visible run to a file. */
	| {readonly type: 'export'; readonly extension: string}
	| {readonly type: 'copy-command'}
	/** Opens the line of the selected lane in the user's editor. */
	| {readonly type: 'edit'}
	/** Writes to the program's standard input. Undefined: ends the input. */
	| {readonly type: 'write-input'; readonly text: string | undefined}
	| {readonly type: 'cancel-task'; readonly id: string}
	/** Explains why the selected ghost is not drawn, if it is not. */
	| {readonly type: 'explain-ghost'; readonly historyId: number}
	| {readonly type: 'save-preference'; readonly preference: Preference}
	/** Shows the warning about the file of the lesson progress, if any. */
	| {readonly type: 'show-progress-warning'}
	| {readonly type: 'quit'};

/** A setting that is saved for later sessions. */
export type Preference =
	| Required<Pick<Session, 'theme'>>
	| Required<Pick<Session, 'motion'>>
	| Required<Pick<Session, 'keysShown'>>
	| Required<Pick<Session, 'mouse'>>;

/** The next session, and the effects to perform, in this order. */
export type Update = {readonly session: Session; readonly effects: readonly Effect[]};

/** Creates an update. */
export function updated(session: Session, ...effects: readonly Effect[]): Update {
	return {session, effects};
}

/** Returns an update that also shows a notice, if one is given. */
export function withNotice({session, effects}: Update, notice: string | undefined): Update {
	return {session: {...session, ...(notice !== undefined && {notice})}, effects};
}
