import type {Trace} from '../trace/trace.ts';
import type {RunReader} from './live-runs.ts';
import {readerForPastRuns} from './live-runs.ts';
import type {History, HistoryEntry} from './run-history.ts';

/** What is shown: the runs that were started last, or others in their place, while those go on. */
export type ViewedRuns = {
	readonly runs: () => RunReader;
	/** Whether others are shown than those that were started last. */
	readonly isPast: () => boolean;
	/** What lies behind the shown runs, where the user has chosen no other and it is not simply the run before. */
	readonly baselines: () => readonly HistoryEntry[];
	/** Shows runs that are over as they were; nothing runs for it. Behind them lie `others`. */
	readonly showPast: (traces: readonly Trace[], others?: readonly Trace[]) => void;
	/** Back to those that were started last. `isNew`: they are about to start, from what was shown, which then lies behind them. */
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
		showLive(isNew) {
			baselines = isNew && past ? history.of(past.traces()) : [];
			past = undefined;
		},
	};
}
