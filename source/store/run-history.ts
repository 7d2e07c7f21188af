import type {Model} from '../model/model.ts';
import type {RunConfig} from '../session/session.ts';
import {runConfigOf} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import {isIndexed, modelOfEnded} from './followers.ts';

/** The runs of a sitting that are over. */
export type History = {
	/**
	 * Keeps what is over: the same work in one or two languages at the same moment. What is kept already is not kept again. Where
	 * there are too many events, the oldest runs are given up. `chosen`: what was chosen for it, and may be more.
	 */
	readonly add: (traces: readonly Trace[], selected: RunConfig) => void;
	/** The last first; a long one that was saved not before it has been read. */
	readonly runs: () => readonly HistoryEntry[];
	/** Those of all that are kept, in the order in which they were. */
	readonly traces: () => readonly Trace[];
	readonly run: (id: number | undefined) => HistoryEntry | undefined;
	/** Those that any of these traces are of, the last first. */
	readonly of: (traces: readonly Trace[]) => readonly HistoryEntry[];
};

export type HistoryEntry = {
	/** Its number: the first run that was over is 1. */
	readonly id: number;
	/** One for each language, JavaScript's first. */
	readonly traces: readonly Trace[];
	readonly config: RunConfig;
	/** At their ends, in the same order. Nothing is read before they are asked for. */
	readonly models: () => readonly Model[];
};

/** Events that are kept at most, in all runs together; the last run is kept in any case. */
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

/** Whether it was aborted from outside: then it did not come to its own end. */
export function wasCancelled(trace: Trace): boolean {
	const end = trace.findLast(({type}) => type === 'run-ended');
	return end?.type === 'run-ended' && end.outcome === 'cancelled';
}
