import type {TraceEvent} from '../trace/event.ts';
import type {Trace} from '../trace/trace.ts';

/**
 * Where a viewer who goes from event to event stops. A moment shows all that happened up to it, so events of one moment
 * are one step. Indexes are of the trace; each costs a search, and a look at the events between that change no picture.
 */

/** Index of the last event at or before that moment (ms on the run's clock); 0, the description, where there is none. */
export function lastAt(trace: Trace, moment: number): number {
	return Math.max(0, firstAfter(trace, moment) - 1);
}

/** Index of the first event after that moment that a viewer cares about; undefined at the end. */
export function nextStep(trace: Trace, moment: number): number | undefined {
	for (let index = firstAfter(trace, moment); index < trace.length; index++) {
		if (isStep(trace[index])) return index;
	}
	return undefined;
}

/** Index of the last event before that moment that a viewer cares about; undefined at the beginning. */
export function previousStep(trace: Trace, moment: number): number | undefined {
	for (let index = firstFrom(trace, moment) - 1; index > 0; index--) {
		if (isStep(trace[index])) return index;
	}
	return undefined;
}

/** Whether something is seen to happen: to a lane, to the run, or on the thread. Beats go on all the time. */
export function isStep(event: TraceEvent | undefined): boolean {
	return event !== undefined && event.type !== 'loop-beat' && event.type !== 'run-described';
}

function firstAfter(trace: Trace, moment: number): number {
	return search(trace, at => at > moment);
}

function firstFrom(trace: Trace, moment: number): number {
	return search(trace, at => at >= moment);
}

/** Index of the first event whose time is `beyond`; time never falls. */
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
