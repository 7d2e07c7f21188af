import type {Session} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import type {Entry} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import {readEnded} from './followers.ts';
import type {Runs} from './live-runs.ts';
import type {History} from './run-history.ts';
import type {Picture} from './run-views.ts';
import {pictureOf} from './run-views.ts';

/** What was run last, whatever is shown. */
export type LastRun = {
	/** It starts now, for this session: a run, or a comparison of several. */
	readonly starts: (session: Session, entry: Entry, kind: 'run' | 'comparison') => void;
	/** What it was started for. */
	readonly session: () => Session;
	readonly entry: () => Entry;
	/** The run in each of its languages, or all runs of a comparison that are over; and one of them. */
	readonly told: () => {readonly picture: Picture | undefined; readonly traces: readonly Trace[]};
};

export function createLastRun(
	first: {readonly session: Session; readonly entry: Entry},
	{
		runs,
		comparison,
		history,
	}: {
		readonly runs: Pick<Runs, 'traces' | 'at'>;
		readonly comparison: Pick<Comparison, 'ended'>;
		readonly history: History;
	},
): LastRun {
	let started = first;
	let isComparison = false;
	return {
		starts(session, entry, kind) {
			started = {session, entry};
			isComparison = kind === 'comparison';
		},
		session: () => started.session,
		entry: () => started.entry,
		told() {
			const compared = isComparison ? comparison.ended() : [];
			const traces = compared.length > 0 ? compared : runs.traces();
			// Of a comparison, the run of the chosen strategy, if it is over.
			const [told = traces[0]] = traces.filter(([{strategy}]) => strategy.name === started.session.strategy);
			const model = told && (compared.length > 0 ? readEnded(told) : runs.at()[0]);
			return {traces, picture: model && pictureOf(model, history)};
		},
	};
}
