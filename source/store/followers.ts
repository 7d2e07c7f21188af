import type {Follower} from '../model/follow.ts';
import {follow} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';

/** Whoever asks for a run reads it with the same reader: a walk over a long trace is made once in a sitting. */
const readers = new WeakMap<Trace, {readonly front: Follower; past?: Follower; isRead?: boolean}>();

function read(trace: Trace) {
	const known = readers.get(trace) ?? {front: follow(trace)};
	readers.set(trace, known);
	return known;
}

/** Reads what has been told of a run, and what comes. */
export function readerOf(trace: Trace): Follower {
	return read(trace).front;
}

/** When the last of what has been told happened, in ms on the run's clock. */
export function lastOf(trace: Trace): number {
	return trace.at(-1)?.at ?? 0;
}

/**
 * A run that is over, at a moment (ms on its clock); at its end, if that is omitted. The model of its end is valid for good, that of a
 * moment until the next call.
 */
export function readEnded(trace: Trace, moment = Number.POSITIVE_INFINITY): Model {
	const known = read(trace);
	if (moment >= lastOf(trace)) {
		known.isRead = true;
		return known.front.at(lastOf(trace));
	}

	known.past ??= known.front.beside();
	return known.past.at(moment);
}

/** Of more events than these the end is not asked for before they have been read in steps: it would take too long for one key. */
const manyEvents = 20_000;

/** How many events are a step: a millisecond or so. */
const step = 1000;

/** Reads a run that is over from its start to its end, so that any moment of it can be shown at once. */
export function* readInSteps(trace: Trace): Generator<number, void, void> {
	const known = read(trace);
	for (let to = known.front.ahead(step); to !== Number.POSITIVE_INFINITY; to = known.front.ahead(step)) {
		yield Math.min(1, to / lastOf(trace));
	}
	known.isRead = true;
}

/** Whether any moment of it can be shown at once, the end, too. */
export function isRead(trace: Trace): boolean {
	return trace.length <= manyEvents || read(trace).isRead === true;
}

/** Up to which moment a run that is over can be shown without a walk, in ms on its clock. */
export function readTo(trace: Trace): number {
	return isRead(trace) ? Number.POSITIVE_INFINITY : read(trace).front.ahead(0);
}
