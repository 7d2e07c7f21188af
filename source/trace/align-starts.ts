import type {TraceEvent} from './event.ts';
import type {Trace} from './trace.ts';

/** Returns when a run started, in ms on its clock. Undefined if it has not started. */
export function startOf(trace: Trace): number | undefined {
	return trace.find(({type}) => type === 'run-started')?.at;
}

/**
 * Returns runs on one clock: two strategies as if they had started at the same moment. The same work in two languages
 * is unchanged, because both runs were started together.
 */
export function alignStarts<Runs extends readonly Trace[]>(traces: Runs): Runs {
	const languages = new Set(traces.map(([{language}]) => language));
	const strategies = new Set(traces.map(([{strategy}]) => strategy.name));
	if (traces.length < 2 || (languages.size > 1 && strategies.size === 1)) {
		return traces;
	}
	const starts = traces.flatMap(trace => startOf(trace) ?? []);
	return traces.map(trace => startAt(trace, Math.min(...starts))) as readonly Trace[] as Runs;
}

const shifted = new WeakMap<Trace, {readonly moment: number; readonly trace: Trace}>();

/**
 * Returns an ended run as if it had started at a moment, in ms; the same object for the same moment. Times before 0
 * become 0.
 */
export function startAt(trace: Trace, moment: number): Trace {
	const start = startOf(trace);
	if (start === undefined || start === moment) {
		return trace;
	}
	const known = shifted.get(trace);
	if (known?.moment === moment) {
		return known.trace;
	}
	const [description, ...events] = trace;
	const moved: Trace = [description, ...events.map(event => shift(event, moment - start))];
	shifted.set(trace, {moment, trace: moved});
	return moved;
}

function shift(event: TraceEvent, by: number): TraceEvent {
	const at = Math.max(0, event.at + by);
	return 'since' in event ? {...event, at, since: Math.max(0, event.since + by)} : {...event, at};
}
