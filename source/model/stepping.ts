import type {TraceEvent} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';

/**
 * Finds the events at which stepping through a run stops. A moment shows everything up to and including it, so all
 * events of one moment are one step. Indexes are positions in the trace. Each search is binary, and then skips events
 * that change nothing on screen.
 */

/**
 * Returns the index of the last event at or before a moment (ms on the run's clock); 0, the description, if there is
 * none.
 */
export function lastAt(trace: Trace, moment: number): number {
	return Math.max(0, firstAfter(trace, moment) - 1);
}

/** Returns the index of the first event after a moment at which stepping stops. Undefined at the end. */
export function nextStep(trace: Trace, moment: number): number | undefined {
	for (let index = firstAfter(trace, moment); index < trace.length; index++) {
		if (isStep(trace[index])) return index;
	}
	return undefined;
}

/** Returns the index of the last event before a moment at which stepping stops. Undefined at the start. */
export function previousStep(trace: Trace, moment: number): number | undefined {
	for (let index = firstFrom(trace, moment) - 1; index > 0; index--) {
		if (isStep(trace[index])) return index;
	}
	return undefined;
}

/**
 * Returns whether an event is visible: on a lane, for the run, or on the thread. Beats are not, as they occur all the
 * time.
 */
export function isStep(event: TraceEvent | undefined): boolean {
	return event !== undefined && event.type !== 'loop-beat' && event.type !== 'run-described';
}

function firstAfter(trace: Trace, moment: number): number {
	return search(trace, at => at > moment);
}

function firstFrom(trace: Trace, moment: number): number {
	return search(trace, at => at >= moment);
}

/** Returns the index of the first event whose time is `beyond`. The times must be in ascending order. */
function search(trace: Trace, beyond: (at: number) => boolean): number {
	let low = 0;
	let high = trace.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (beyond((trace[middle] as TraceEvent).at)) high = middle;
		else low = middle + 1;
	}
	return low;
}
