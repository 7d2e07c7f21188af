import type {RunDescription, TraceEvent} from '../trace/event.ts';
import type {Trace, TraceWriter} from '../trace/trace.ts';
import {createTrace} from '../trace/trace.ts';
import type {Follower} from './follow.ts';
import {follow} from './follow.ts';

/** How many events of a run are kept at most, unless the user says otherwise. */
export const defaultKeep = 200_000;

/** The next trace is read so many events at a time, beside as many new ones as this. */
const [readAtOnce, readEvery] = [1024, 256];

/**
 * Collects the events of a run into a trace that can forget the oldest: then `trace` is another one. Creates a window of the last `keep` events of a program; at least half of them are there once there were so many. What is open
 * is always kept, and the aggregates count from the run's start. A run below half of `keep` is complete, and so is each set of
 * tasks: its work is known. `isShort`: whether memory is short when half is dropped; `keep` is halved then, and `onShort` gets the
 * ms that are still kept.
 */
export function createEventWindow(
	description: RunDescription,
	{keep = defaultKeep, isShort = () => false, onShort, followerOf = memoized(follow)}: WindowOptions = {},
): TraceWriter {
	let half = keep / 2;
	let shown = begin(description, []);
	let next: Generation | undefined;
	if (description.form !== 'program') return shown;

	function turn(): void {
		shown = next ?? shown;
		next = begin(description, followerOf(shown.trace).checkpoint());
	}

	return {
		get trace() {
			return shown.trace;
		},
		append(event) {
			shown.append(event);
			next?.append(event);
			if (next && next.trace.length % readEvery === 0) followerOf(next.trace).indexAhead(readAtOnce);
			const newest = next ?? shown;
			if (event.type === 'run-ended' || newest.trace.length - newest.before < half) return;
			turn();
			if (half > minHalf && isShort()) {
				half /= 2;
				onShort?.(event.at - (shown.trace[shown.before]?.at ?? 0));
			}
		},
	};
}

/** Where memory is short, `keep` is not halved below twice this. */
const minHalf = 5000;

/** `keep`: at most so many events. */
export type KeepOptions = {
	readonly keep?: number | undefined;
	readonly isShort?: () => boolean;
	readonly onShort?: (ms: number) => void;
};

/** `followerOf`: shares the followers of the traces with other readers. */
export type WindowOptions = KeepOptions & {readonly followerOf?: (trace: Trace) => Follower};

function memoized(create: typeof follow): (trace: Trace) => Follower {
	const known = new WeakMap<Trace, Follower>();
	return trace => {
		const follower = known.get(trace) ?? create(trace);
		known.set(trace, follower);
		return follower;
	};
}

/** `before`: how many events bring about what was open at its start. */
type Generation = TraceWriter & {readonly before: number};

function begin(description: RunDescription, events: readonly TraceEvent[]): Generation {
	const written = createTrace(description);
	for (const event of events) written.append(event);
	return {...written, before: events.length};
}
