import type {RunDescription, TraceEvent} from './event.ts';

/**
 * One run, as far as it is known: its description first, then its events in the order of `at`. A trace only grows; once
 * the first process of a command is known, so does its description.
 */
export type Trace = readonly [RunDescription, ...TraceEvent[]];

/** When the last event so far happened, in ms. */
export function lastEventAt(trace: Trace): number {
	return trace.at(-1)?.at ?? 0;
}

/** Returns the description of a run after an event: the first process of a command completes it. */
export function completed(description: RunDescription, event: TraceEvent): RunDescription {
	if (event.type !== 'runtime-ready' || !event.process) {
		return description;
	}
	const {language = description.language, process} = event;
	return {...description, language, process};
}

/** A trace to append to. */
export type TraceWriter = {readonly trace: Trace; readonly append: (event: TraceEvent) => void};

/** Creates a trace to append to. The array stays the same object, so readers can follow it by its length. */
export function createTrace(description: RunDescription): TraceWriter {
	const trace: [RunDescription, ...TraceEvent[]] = [description];
	return {
		trace,
		append(event) {
			trace.push(event);
			trace[0] = completed(trace[0], event);
		},
	};
}
