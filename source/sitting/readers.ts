import type {Follower} from '../model/follow.ts';
import {follow} from '../model/follow.ts';
import type {Model} from '../model/model.ts';
import type {Trace} from '../trace/trace.ts';

/** Whoever asks for a run reads it with the same reader: a walk over a long trace is made once in a sitting. */
const readers = new WeakMap<Trace, {readonly front: Follower; past?: Follower}>();

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
		return known.front.at(lastOf(trace));
	}

	known.past ??= known.front.beside();
	return known.past.at(moment);
}
