import type {RunDescription, TraceEvent} from './event.ts';

/** One run, as far as it has been told: its description first, then what happened, in the order of `at`. Only ever grows. */
export type Trace = readonly [RunDescription, ...TraceEvent[]];

/** A trace that is being written. The array is the same object throughout, so readers can follow it by its length. */
export function createTrace(description: RunDescription): {
	readonly trace: Trace;
	readonly append: (event: TraceEvent) => void;
} {
	const trace: [RunDescription, ...TraceEvent[]] = [description];
	return {
		trace,
		append(event) {
			trace.push(event);
		},
	};
}
