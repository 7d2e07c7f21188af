import type {Session} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {RunView} from '../view/props.ts';
import type {Workload} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import {modelOfEnded} from './followers.ts';
import type {LiveRuns} from './live-runs.ts';
import type {History} from './run-history.ts';
import {runViewOf} from './run-views.ts';

/** The run or comparison that was started last, whatever is visible. */
export type LastRun = {
	/** Records that a run or a comparison starts for this session. */
	readonly start: (session: Session, workload: Workload, kind: 'run' | 'comparison') => void;
	/** Returns the session for which that run or comparison was started. */
	readonly session: () => Session;
	readonly workload: () => Workload;
	/** Returns the run in each of its languages, or all compared runs that ended, and the view of one of these. */
	readonly result: () => {readonly runView: RunView | undefined; readonly traces: readonly Trace[]};
};

export function createLastRun(
	first: {readonly session: Session; readonly workload: Workload},
	{
		runs,
		comparison,
		history,
	}: {
		readonly runs: Pick<LiveRuns, 'started' | 'at'>;
		readonly comparison: Pick<Comparison, 'ended'>;
		readonly history: History;
	},
): LastRun {
	let started = first;
	let isComparison = false;
	return {
		start(session, workload, kind) {
			started = {session, workload};
			isComparison = kind === 'comparison';
		},
		session: () => started.session,
		workload: () => started.workload,
		result() {
			const compared = isComparison ? comparison.ended() : [];
			const traces = compared.length > 0 ? compared : runs.started();
			// For a comparison, this is the run of the selected strategy, if it has ended.
			const [trace = traces[0]] = traces.filter(([{strategy}]) => strategy.name === started.session.strategy);
			const model = trace && (compared.length > 0 ? modelOfEnded(trace) : runs.at()[0]);
			return {traces, runView: model && runViewOf(model, history)};
		},
	};
}
