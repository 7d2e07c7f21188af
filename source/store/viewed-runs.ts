import type {Trace} from '../trace/trace.ts';
import type {ShownRuns} from './live-runs.ts';
import {openRuns} from './live-runs.ts';
import type {History, KeptRun} from './run-history.ts';

/** What is shown: the runs that were started last, or others in their place, while those go on. */
export type Stage = {
	readonly runs: () => ShownRuns;
	/** Whether others are shown than those that were started last. */
	readonly isOpen: () => boolean;
	/** What lies behind the shown runs, where the user has chosen no other and it is not simply the run before. */
	readonly behind: () => readonly KeptRun[];
	/** Shows runs that are over as they were; nothing runs for it. Behind them lie `others`. */
	readonly open: (traces: readonly Trace[], others?: readonly Trace[]) => void;
	/** Back to those that were started last. `isNew`: they are about to start, from what was shown, which then lies behind them. */
	readonly close: (isNew: boolean) => void;
};

export function createStage(present: ShownRuns, history: History): Stage {
	let opened: ShownRuns | undefined;
	let behind: readonly KeptRun[] = [];
	return {
		runs: () => opened ?? present,
		isOpen: () => opened !== undefined,
		behind: () => behind,
		open(traces, others = []) {
			opened = openRuns(traces);
			behind = history.of(others);
		},
		close(isNew) {
			behind = isNew && opened ? history.of(opened.traces()) : [];
			opened = undefined;
		},
	};
}
