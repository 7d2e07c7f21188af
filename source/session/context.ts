import type {ScenarioInfo} from './choices.ts';
import type {RunConfig} from './session.ts';

/** What there is to choose from, and the moment: all that `update` needs to know of the world. */
export type UpdateContext = {
	readonly scenarios: readonly ScenarioInfo[];
	/** Of the lanes that are shown now: how many. */
	readonly lanes: number;
	/** Each row of the key differences, with the names of the lessons that its cells open. */
	readonly differences: readonly {
		readonly javascript: {readonly lesson: string};
		readonly python: {readonly lesson: string};
	}[];
	/** The rows of the comparison, in the order in which they stand there. */
	readonly compared: readonly {
		readonly id: string;
		readonly strategy: string;
		readonly hasEnded: boolean;
		/** The id of its run in the history, once it is over. */
		readonly historyId?: number | undefined;
	}[];
	/** On how many pages the help stands. */
	readonly helpPages: number;
	/** The extensions of the formats that a run can be exported to, in the order of the menu. */
	readonly formats: readonly string[];
	/** How many lines the log has, and how many of them are in sight at once. */
	readonly log: {readonly lines: number; readonly rows: number};
	/** ms on the clock of the present run; undefined when nothing is running. */
	readonly clock: number | undefined;
	readonly playback: Playback;
	/** The runs of the sitting that are over, the last first. */
	readonly history: readonly {readonly id: number; readonly config: RunConfig}[];
	/** Whether there is a run that was started last: none where only saved runs are looked at. */
	readonly hasRun: boolean;
};

/** The runs that are shown, as far as the playhead is concerned. */
export type Playback = {
	/** ms on the clock of the sitting. */
	readonly now: number;
	/** When the first of them began, in ms on the run's clock. */
	readonly start: number;
	/** The last moment that can be shown, in ms on the same clock: while it runs, the present one. */
	readonly end: number;
	/** Whether nothing is missing at its end, as in a file that was cut off. */
	readonly isWhole: boolean;
	/** The moment of the next thing that is seen to happen after this one, or of the one before; undefined where there is none. */
	readonly step: (from: number, by: 1 | -1) => number | undefined;
};
