import type {Model} from '../model/model.ts';
import type {RunConfig} from '../session/session.ts';
import {runConfigOf} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import {isIndexed, modelOfEnded} from './followers.ts';

/** The runs of this session that ended. */
export type History = {
	/**
	 * Adds ended runs: the same work in one or two languages at the same moment. Known runs are ignored. With too many
	 * events the oldest runs are dropped. `selected`: the selection that they ran with.
	 */
	readonly add: (traces: readonly Trace[], selected: RunConfig) => void;
	/** Newest first. A long saved run is listed once it is indexed. */
	readonly runs: () => readonly HistoryEntry[];
	/** All their traces, oldest first. */
	readonly traces: () => readonly Trace[];
	readonly run: (id: number | undefined) => HistoryEntry | undefined;
	/** The entries that have one of these traces, newest first. */
	readonly of: (traces: readonly Trace[]) => readonly HistoryEntry[];
};

export type HistoryEntry = {
	/** Its number. The first run that ends is 1. */
	readonly id: number;
	/** One for each language, JavaScript's first. */
	readonly traces: readonly Trace[];
	readonly config: RunConfig;
	/** Returns the models of the traces at their ends, in the same order. Read on demand. */
	readonly models: () => readonly Model[];
};

/** The most events in all runs together. The newest run always stays. */
const defaultMaxEvents = 5_000_000;

export function createHistory(maxEvents = defaultMaxEvents): History {
	let entries: readonly HistoryEntry[] = [];
	let last = 0;

	return {
		add(traces, selected) {
			const isKnown = entries.some(run => run.traces.some(trace => traces.includes(trace)));
			if (traces.length === 0 || isKnown) {
				return;
			}

			last += 1;
			entries = dropOldest(
				[
					{id: last, traces, config: runConfigOf(selected), models: () => traces.map(trace => modelOfEnded(trace))},
					...entries,
				],
				maxEvents,
			);
		},
		runs: () => entries.filter(({traces}) => traces.every(isIndexed)),
		traces: () => entries.toReversed().flatMap(({traces}) => traces),
		run: id => entries.find(run => run.id === id),
		of: traces => entries.filter(run => run.traces.some(trace => traces.includes(trace))),
	};
}

function dropOldest([first, ...rest]: readonly HistoryEntry[], maxEvents: number): readonly HistoryEntry[] {
	let events = first ? eventsOf(first) : 0;
	const fitting = rest.filter(run => {
		events += eventsOf(run);
		return events <= maxEvents;
	});
	return first ? [first, ...fitting] : [];
}

function eventsOf({traces}: HistoryEntry): number {
	return traces.reduce((sum, trace) => sum + trace.length, 0);
}

/** Whether a run was aborted, so that it did not reach its own end. */
export function wasCancelled(trace: Trace): boolean {
	const end = trace.findLast(({type}) => type === 'run-ended');
	return end?.type === 'run-ended' && end.outcome === 'cancelled';
}
