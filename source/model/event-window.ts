import type {RunDescription, TraceEvent} from '../trace/event.ts';
import type {Trace, TraceWriter} from '../trace/trace.ts';
import {createTrace} from '../trace/trace.ts';
import type {Follower} from './follow.ts';
import {follow} from './follow.ts';

/** How many events of a run a window holds by default. */
export const defaultKeep = 200_000;

/** The next trace is indexed in portions: 1024 events for every 256 new ones. */
const [readAtOnce, readEvery] = [1024, 256];

/**
 * Collects the events of a run in a trace that drops the oldest: `trace` is then a new object. For a program, holds a
 * window of at most the last `keep` events, and of at least half as many once there have been that many. Open tasks are
 * never dropped, and aggregates count from the start of the run. A run with fewer than half of `keep` events is
 * complete. So is every set of tasks, because the amount of its work is known. `isShort`: whether memory is short when
 * half of the events are dropped; `keep` is then halved, and `onShort` receives the length of the remaining window in
 * ms.
 */
export function createEventWindow(
	description: RunDescription,
	{keep = defaultKeep, isShort = () => false, onShort, followerOf = memoized()}: WindowOptions = {},
): TraceWriter {
	let half = keep / 2;
	let shown = begin(description, []);
	let next: Generation | undefined;
	if (description.form !== 'program') return shown;

	function turn(): void {
		shown = next ?? shown;
		next = begin(shown.trace[0], followerOf(shown.trace).checkpoint());
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

/** `keep` is not halved below twice this when memory is short. */
const minHalf = 5000;

/** How much to keep. `keep`: at most this many events. */
export type KeepOptions = {
	readonly keep?: number | undefined;
	readonly isShort?: () => boolean;
	readonly onShort?: (ms: number) => void;
};

/** Options of a window. `followerOf`: shares the followers of the traces with other readers. */
export type WindowOptions = KeepOptions & {readonly followerOf?: (trace: Trace) => Follower};

/** Returns a function that creates one follower for each trace. */
function memoized(): (trace: Trace) => Follower {
	const known = new WeakMap<Trace, Follower>();
	return trace => {
		const follower = known.get(trace) ?? follow(trace);
		known.set(trace, follower);
		return follower;
	};
}

/**
 * One of the two overlapping traces that take turns as the window. `before`: how many of its events recreate what was
 * open at its start.
 */
type Generation = TraceWriter & {readonly before: number};

function begin(description: RunDescription, events: readonly TraceEvent[]): Generation {
	const written = createTrace(description);
	for (const event of events) written.append(event);
	return {...written, before: events.length};
}
