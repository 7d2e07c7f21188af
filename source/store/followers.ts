import type {Follower} from '../model/follow.ts';
import {follow} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';
import {lastEventAt} from '../trace/trace.ts';

/** Whoever asks for a run reads it with the same reader: a walk over a long trace is made once in a sitting. */
const followers = new WeakMap<Trace, {readonly front: Follower; past?: Follower; isIndexed?: boolean}>();

function entryOf(trace: Trace) {
	const known = followers.get(trace) ?? {front: follow(trace)};
	followers.set(trace, known);
	return known;
}

/** Reads what has been told of a run, and what comes. */
export function followerOf(trace: Trace): Follower {
	return entryOf(trace).front;
}

/**
 * A run that is over, at a moment (ms on its clock); at its end, if that is omitted. The model of its end is valid for good, that of a
 * moment until the next call.
 */
export function modelOfEnded(trace: Trace, moment = Number.POSITIVE_INFINITY): Model {
	const known = entryOf(trace);
	if (moment >= lastEventAt(trace)) {
		known.isIndexed = true;
		return known.front.at(lastEventAt(trace));
	}

	known.past ??= known.front.secondReader();
	return known.past.at(moment);
}

/** Of more events than these the end is not asked for before they have been read in steps: it would take too long for one key. */
const manyEvents = 20_000;

/** How many events are a step: a millisecond or so. */
const step = 1000;

/** Reads a run that is over from its start to its end, so that any moment of it can be shown at once. */
export function* indexInSteps(trace: Trace): Generator<number, void, void> {
	const known = entryOf(trace);
	for (let to = known.front.indexAhead(step); to !== Number.POSITIVE_INFINITY; to = known.front.indexAhead(step)) {
		yield Math.min(1, to / lastEventAt(trace));
	}
	known.isIndexed = true;
}

/** Whether any moment of it can be shown at once, the end, too. */
export function isIndexed(trace: Trace): boolean {
	return trace.length <= manyEvents || entryOf(trace).isIndexed === true;
}

/** Up to which moment a run that is over can be shown without a walk, in ms on its clock. */
export function indexedUntil(trace: Trace): number {
	return isIndexed(trace) ? Number.POSITIVE_INFINITY : entryOf(trace).front.indexAhead(0);
}
