import {append} from '../append.ts';
import type {Lane} from './lane.ts';

/** The list of calls grows to at least this length before ended calls are dropped. */
const minPruneLength = 16;

/** With more unawaited calls than this, none of them is named with a wait. */
const maxNamedCalls = 32;

/** Records that a lane has called another. */
export function noteCall(caller: Lane, call: Lane): void {
	if (caller.state === 'ended') {
		return;
	}

	caller.calls ??= [];
	const last = caller.calls.length - 1;
	if (hasEnded(caller.calls[last])) {
		// Sequential calls take a single place in the list.
		caller.calls[last] = call;
	} else if (append(caller.calls, call) >= caller.pruneCallsAt) {
		caller.calls = openCalls(caller.calls);
		caller.pruneCallsAt = Math.max(minPruneLength, 2 * caller.calls.length);
	}
}

/** Drops the calls of an ended lane. If anything waited for the lane, its open calls remain, as calls of its caller. */
export function leaveCalls(lane: Lane): void {
	if (lane.calls) {
		const left = lane.isConsumed ? openCalls(lane.calls) : [];
		lane.calls = left.length > 0 ? left : undefined;
	}
}

/**
 * Returns the ids of the open calls of a lane whose results nothing has asked for with `await` or `then`: the lane does
 * not wait for these calls. Excludes calls that a package made for the lane, as in `retry(load)`. Undefined if there are
 * none, or too many to name.
 */
export function unawaitedCalls(lane: Lane): string[] | undefined {
	if (!lane.calls || lane.calls.every(hasEnded)) {
		lane.calls = undefined;
		return undefined;
	}

	lane.calls = openCalls(lane.calls);
	const unawaited = lane.calls.filter(call => !mayBeAwaited(call) && !call.held);
	return unawaited.length > 0 && unawaited.length <= maxNamedCalls ? unawaited.map(({id}) => id) : undefined;
}

/** Whether a lane may have waited for the result of another, which it called. */
export function mayHaveAwaited(lane: Lane, call: Lane): boolean {
	return mayBeAwaited(call) && Boolean(lane.calls?.includes(call));
}

function mayBeAwaited({isConsumed, isCalledByPackage}: Lane): boolean {
	return isConsumed || isCalledByPackage;
}

function hasEnded(call: Lane | undefined): boolean {
	return call?.state === 'ended' && !call.calls;
}

/** Returns the calls that have not ended. An ended call is replaced by its own open calls. */
function openCalls(calls: readonly Lane[]): Lane[] {
	return calls.flatMap(call => (call.state === 'ended' ? openCalls(call.calls ?? []) : [call]));
}
