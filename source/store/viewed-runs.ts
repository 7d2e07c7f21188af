import type {Trace} from '../trace/trace.ts';
import type {RunReader} from './live-runs.ts';
import {readerForPastRuns} from './live-runs.ts';
import type {History, HistoryEntry} from './run-history.ts';
import type {VersusRun} from './versus-reader.ts';
import {readerForVersus} from './versus-reader.ts';

/** Decides which runs are visible: those that were started last, or past ones while the former continue. */
export type ViewedRuns = {
	readonly runs: () => RunReader;
	/** Whether past runs are visible. */
	readonly isPast: () => boolean;
	/**
	 * Returns the entries that the visible runs are compared with, unless the user selected a ghost. Empty: the previous
	 * run.
	 */
	readonly baselines: () => readonly HistoryEntry[];
	/** Shows ended runs without running anything. `others`: the runs to compare them with. */
	readonly showPast: (traces: readonly Trace[], others?: readonly Trace[]) => void;
	/** Shows two ended runs on one clock; a side without one shows the run in progress, if that is of its strategy. */
	readonly showVersus: (left: Trace | undefined, right: Trace | undefined, running: VersusRun) => void;
	/**
	 * Shows the runs that were started last. `isNew`: they are about to start, and are compared with what was visible.
	 */
	readonly showLive: (isNew: boolean) => void;
};

export function createViewedRuns(live: RunReader, history: History): ViewedRuns {
	let past: RunReader | undefined;
	let baselines: readonly HistoryEntry[] = [];
	return {
		runs: () => past ?? live,
		isPast: () => past !== undefined,
		baselines: () => baselines,
		showPast(traces, others = []) {
			past = readerForPastRuns(traces);
			baselines = history.of(others);
		},
		showVersus(left, right, running) {
			const ended = left ?? right;
			past =
				left && right
					? readerForPastRuns([left, right])
					: readerForVersus(live, {running, past: ended, isPastLeft: left !== undefined});
			baselines = [];
		},
		showLive(isNew) {
			baselines = isNew && past ? history.of(past.traces()) : [];
			past = undefined;
		},
	};
}
