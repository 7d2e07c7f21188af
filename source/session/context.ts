import type {Action} from './action.ts';
import type {ScenarioInfo, ScreenName} from './choices.ts';
import type {RunConfig, Session} from './session.ts';

/** What `update` needs besides the session: what can be selected, and the current moment. */
export type UpdateContext = {
	/** Returns the scenario or lesson with this name. */
	readonly scenario: (name: string) => ScenarioInfo | undefined;
	/** The lessons in the order of the course. `name` is that of their scenario. */
	readonly course: readonly {readonly name: string; readonly done: boolean}[];
	/** Whether the open exercise is done. */
	readonly isExerciseDone: boolean;
	/** The entries that the palette found, in its order. `idle`: why an entry would do nothing now. */
	readonly found: readonly {readonly action: Action; readonly idle?: string}[];
	/** The screens of the visible run, in the order of Tab. */
	readonly screens: readonly ScreenName[];
	/**
	 * The keys of the listed rows of calls, and the calls of the opened row, or those of the last minute on a dashboard
	 * that shows only that, each with the index of its lane.
	 */
	readonly calls: {
		readonly rows: readonly string[];
		readonly lanes: readonly {readonly id: string; readonly lane: number}[];
	};
	/** The listed open waits, each with the index of its oldest lane. */
	readonly waits: readonly {readonly key: string; readonly lane: number}[];
	/** The findings, most severe first. `wait`: the key of the row of open waits that a finding is about. */
	readonly findings: readonly {readonly wait: string | undefined}[];
	/** The index of the lane whose error Enter opens. Undefined: Enter opens the details of the selected lane. */
	readonly failedLane?: number | undefined;
	/** The number of visible lanes. */
	readonly lanes: number;
	/**
	 * If each slot has a row in place of its tasks: the tasks of each slot, and a function that returns the slot of a
	 * task. Undefined if each task has its own row.
	 */
	readonly slots?:
		| {readonly tasks: readonly (readonly number[])[]; readonly of: (task: number) => number | undefined}
		| undefined;
	/** Each row of the key differences, with the names of the lessons that its cells open. */
	readonly differences: readonly {
		readonly javascript: {readonly lesson: string};
		readonly python: {readonly lesson: string};
	}[];
	/** The rows of the comparison, in the order of its table. */
	readonly compared: readonly {
		readonly id: string;
		readonly strategy: string;
		readonly hasEnded: boolean;
		/** The id of its run in the history. Undefined until it ends. */
		readonly historyId?: number | undefined;
	}[];
	/** The number of help pages. */
	readonly helpPages: number;
	/** The extensions of the export formats, in the order of the menu. */
	readonly formats: readonly string[];
	/** The number of lines in the log, and how many of them are visible at once. */
	readonly log: {readonly lines: number; readonly rows: number};
	/** The current time, in ms on the clock of the visible run. Undefined once the run has ended. */
	readonly clock: number | undefined;
	readonly playback: Playback;
	/** The observed processes of a command: their number, and the index of the visible one. Default: none. */
	readonly processes?: {readonly count: number; readonly shown: number};
	/** The runs of this session that ended, newest first. */
	readonly history: readonly {readonly id: number; readonly config: RunConfig}[];
	/** Whether the program still runs and reads from this keyboard. Default: no. */
	readonly takesInput?: boolean;
	/** Whether a run was started. Opening saved runs does not count. */
	readonly hasRun: boolean;
};

/** The facts about the visible runs that the playhead depends on. */
export type Playback = {
	/** The current time, in ms on the clock of this session. */
	readonly now: number;
	/** The start of the first run, in ms on the clock of the runs. */
	readonly start: number;
	/** Whether the run has dropped its earlier events. Then `start` is the first moment that is still available. */
	readonly isCut?: boolean;
	/** The last moment that can be shown, in ms on the clock of the runs. While they run, the current one. */
	readonly end: number;
	/** Whether the runs are complete up to `end`. A file that was cut off is not. */
	readonly isWhole: boolean;
	/** Returns the moment of the next or the previous visible event. Undefined if there is none. */
	readonly step: (from: number, by: 1 | -1) => number | undefined;
};

/** Returns the scenario of the session. Undefined if the context does not have it. */
export function currentScenario(session: Session, context: UpdateContext): ScenarioInfo | undefined {
	return context.scenario(session.scenario);
}
