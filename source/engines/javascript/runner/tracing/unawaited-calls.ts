import {append} from '../append.ts';
import type {Lane} from './lane.ts';

/** So many calls are kept before those that have ended are dropped. */
const few = 16;

/** More calls that nothing listens to are not named with a wait. */
const most = 32;

/** Notes that a lane has called another. */
export function noteCall(caller: Lane, call: Lane): void {
	if (caller.state === 'ended') {
		return;
	}

	caller.calls ??= [];
	const last = caller.calls.length - 1;
	if (isOver(caller.calls[last])) {
		// One call after the other.
		caller.calls[last] = call;
	} else if (append(caller.calls, call) >= caller.callsKept) {
		caller.calls = stillOpen(caller.calls);
		caller.callsKept = Math.max(few, 2 * caller.calls.length);
	}
}

/** Drops what a lane that has ended has called, unless something waited for the lane: then its open calls go to its caller. */
export function leaveCalls(lane: Lane): void {
	if (lane.calls) {
		const left = lane.isHeard ? stillOpen(lane.calls) : [];
		lane.calls = left.length > 0 ? left : undefined;
	}
}

/**
 * Returns the ids of the open calls of a lane whose results nothing has asked for, neither an `await` nor `then`: whatever the lane
 * waits for, it is not for them. Undefined if there are none, or too many to name.
 */
export function unawaitedCalls(lane: Lane): string[] | undefined {
	if (!lane.calls || lane.calls.every(isOver)) {
		lane.calls = undefined;
		return undefined;
	}

	lane.calls = stillOpen(lane.calls);
	const unawaited = lane.calls.filter(({isHeard, held}) => !isHeard && !held);
	return unawaited.length > 0 && unawaited.length <= most ? unawaited.map(({id}) => id) : undefined;
}

function isOver(call: Lane | undefined): boolean {
	return call?.state === 'ended' && !call.calls;
}

/** The calls that have not ended, and those that are left of the ones that have. */
function stillOpen(calls: readonly Lane[]): Lane[] {
	return calls.flatMap(call => (call.state === 'ended' ? stillOpen(call.calls ?? []) : [call]));
}
