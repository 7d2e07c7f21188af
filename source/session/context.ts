import type {Action} from './action.ts';
import type {ScenarioInfo, ScreenName} from './choices.ts';
import type {RunConfig} from './session.ts';

/** What `update` knows besides the session: what can be selected, and the current moment. */
export type UpdateContext = {
	/** Returns the scenario or lesson of that name. */
	readonly scenario: (name: string) => ScenarioInfo | undefined;
	/** The lessons in the order of the course. `name`: of a `scenario`. */
	readonly course: readonly {readonly name: string; readonly done: boolean}[];
	/** Whether the exercise is done. */
	readonly isExerciseDone: boolean;
	/** What the palette has found, in its order. `idle`: why it would do nothing now. */
	readonly found: readonly {readonly action: Action; readonly idle?: string}[];
	/** The screens of the visible run, in the order of Tab. */
	readonly screens: readonly ScreenName[];
	/** The keys of the rows of calls, and the calls of the opened row, each with the index of its lane. */
	readonly calls: {
		readonly rows: readonly string[];
		readonly lanes: readonly {readonly id: string; readonly lane: number}[];
	};
	/** The open waits as they are listed, each with the index of its oldest lane. */
	readonly waits: readonly {readonly key: string; readonly lane: number}[];
	/** What may be wrong with the program, the worst first. `wait`: the row of the open waits that it is about. */
	readonly findings: readonly {readonly wait: string | undefined}[];
	/** The number of visible lanes. */
	readonly lanes: number;
	/** The tasks of each slot, where a slot has a row in place of its tasks; and the slot of a task. */
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
	/** The extensions of the formats that a run can be exported to, in the order of the menu. */
	readonly formats: readonly string[];
	/** How many lines the log has, and how many of them are visible at once. */
	readonly log: {readonly lines: number; readonly rows: number};
	/** ms on the clock of the visible run. Undefined once it ended. */
	readonly clock: number | undefined;
	readonly playback: Playback;
	/** The observed processes of a command: how many there are, and the index of the shown one. Default: none. */
	readonly processes?: {readonly count: number; readonly shown: number};
	/** The runs of this session that ended, newest first. */
	readonly history: readonly {readonly id: number; readonly config: RunConfig}[];
	/** Whether the program reads from the keyboard here, and still runs. Default: no. */
	readonly takesInput?: boolean;
	/** Whether a run was started. Saved runs alone do not count. */
	readonly hasRun: boolean;
};

/** What the playhead needs to know about the visible runs. */
export type Playback = {
	/** Now, in ms on the clock of this session. */
	readonly now: number;
	/** The start of the first run, in ms on the clock of the runs. */
	readonly start: number;
	/** Whether earlier events are not kept: then `start` is the edge. */
	readonly isCut?: boolean;
	/** The last moment that can be shown, in ms on the clock of the runs. While they run, the current one. */
	readonly end: number;
	/** Whether the end is complete. It is not if the file was cut off. */
	readonly isWhole: boolean;
	/** Returns the moment of the next or the previous visible event. Undefined if there is none. */
	readonly step: (from: number, by: 1 | -1) => number | undefined;
};
