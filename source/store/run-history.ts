import type {Model} from '../model/model.ts';
import type {Work} from '../session/session.ts';
import {workOf} from '../session/session.ts';
import type {Trace} from '../trace/trace.ts';
import {isRead, readEnded} from './followers.ts';

/** The runs of a sitting that are over. */
export type History = {
	/**
	 * Keeps what is over: the same work in one or two languages at the same moment. What is kept already is not kept again. Where
	 * there are too many events, the oldest runs are given up. `chosen`: what was chosen for it, and may be more.
	 */
	readonly keep: (traces: readonly Trace[], chosen: Work) => void;
	/** The last first; a long one that was saved not before it has been read. */
	readonly runs: () => readonly KeptRun[];
	/** Those of all that are kept, in the order in which they were. */
	readonly traces: () => readonly Trace[];
	readonly run: (id: number | undefined) => KeptRun | undefined;
	/** Those that any of these traces are of, the last first. */
	readonly of: (traces: readonly Trace[]) => readonly KeptRun[];
};

export type KeptRun = {
	/** Its number: the first run that was over is 1. */
	readonly id: number;
	/** One for each language, JavaScript's first. */
	readonly traces: readonly Trace[];
	readonly work: Work;
	/** At their ends, in the same order. Nothing is read before they are asked for. */
	readonly models: () => readonly Model[];
};

/** Events that are kept at most, in all runs together; the last run is kept in any case. */
const mostEvents = 5_000_000;

export function createHistory(most = mostEvents): History {
	let kept: readonly KeptRun[] = [];
	let last = 0;

	return {
		keep(traces, chosen) {
			const isKept = kept.some(run => run.traces.some(trace => traces.includes(trace)));
			if (traces.length === 0 || isKept) {
				return;
			}

			last += 1;
			kept = bounded(
				[{id: last, traces, work: workOf(chosen), models: () => traces.map(trace => readEnded(trace))}, ...kept],
				most,
			);
		},
		runs: () => kept.filter(({traces}) => traces.every(isRead)),
		traces: () => kept.toReversed().flatMap(({traces}) => traces),
		run: id => kept.find(run => run.id === id),
		of: traces => kept.filter(run => run.traces.some(trace => traces.includes(trace))),
	};
}

function bounded([first, ...rest]: readonly KeptRun[], most: number): readonly KeptRun[] {
	let events = first ? eventsOf(first) : 0;
	const fitting = rest.filter(run => {
		events += eventsOf(run);
		return events <= most;
	});
	return first ? [first, ...fitting] : [];
}

function eventsOf({traces}: KeptRun): number {
	return traces.reduce((sum, trace) => sum + trace.length, 0);
}

/** Whether it was aborted from outside: then it did not come to its own end. */
export function wasCancelled(trace: Trace): boolean {
	const end = trace.findLast(({type}) => type === 'run-ended');
	return end?.type === 'run-ended' && end.outcome === 'cancelled';
}
