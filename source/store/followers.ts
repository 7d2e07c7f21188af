import type {Follower} from '../model/follow.ts';
import {follow} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';

/** All readers of a trace share its followers, so that a long trace is read once in a session. */
const followers = new WeakMap<Trace, TraceReaders>();

/** `end`: the model after so many events. */
type TraceReaders = {
	readonly front: Follower;
	past?: Follower;
	isIndexed?: boolean;
	end?: {readonly events: number; readonly model: Model};
};

function entryOf(trace: Trace): TraceReaders {
	const known = followers.get(trace) ?? {front: follow(trace)};
	followers.set(trace, known);
	return known;
}

/** Returns the follower at the newest moments of a trace, which may grow. */
export function followerOf(trace: Trace): Follower {
	return entryOf(trace).front;
}

/**
 * Returns the model of an ended run at a moment (ms on its clock), by default at its end. The model of the end stays
 * valid; that of another moment only until the next call.
 */
export function modelOfEnded(trace: Trace, moment = Number.POSITIVE_INFINITY): Model {
	const known = entryOf(trace);
	if (moment >= lastEventAt(trace)) {
		known.isIndexed = true;
		if (known.end?.events !== trace.length) {
			known.end = {events: trace.length, model: known.front.at(lastEventAt(trace))};
		}

		return known.end.model;
	}

	known.past ??= known.front.secondReader();
	return known.past.at(moment);
}

/**
 * The most events of a run that is read at once. A longer one is indexed in steps before its end is shown, because
 * reading it would take too long for one key.
 */
const maxEventsAtOnce = 20_000;

/** Events per step: about a millisecond. */
const eventsPerStep = 1000;

/** Indexes an ended run, so that any moment of it can be shown at once. Yields the progress, 0 to 1. */
export function* indexInSteps(trace: Trace): Generator<number, void, void> {
	const known = entryOf(trace);
	for (
		let to = known.front.indexAhead(eventsPerStep);
		to !== Number.POSITIVE_INFINITY;
		to = known.front.indexAhead(eventsPerStep)
	) {
		yield Math.min(1, to / lastEventAt(trace));
	}
	known.isIndexed = true;
}

/** Whether any moment of a run can be shown at once, the end included. */
export function isIndexed(trace: Trace): boolean {
	return trace.length <= maxEventsAtOnce || entryOf(trace).isIndexed === true;
}

/** Returns the last moment up to which an ended run can be shown at once, in ms on its clock. */
export function indexedUntil(trace: Trace): number {
	return isIndexed(trace) ? Number.POSITIVE_INFINITY : entryOf(trace).front.indexAhead(0);
}
