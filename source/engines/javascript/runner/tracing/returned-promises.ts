import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Promises} from './promise-notes.ts';

/**
 * Handles async functions that return a promise instead of awaiting it: `async f() { return g() }`. Their own promise
 * then waits for the returned one, without an `await` in any line. V8 only reports the job that resolves the function's
 * promise (`PromiseResolveThenableJob`), and the call of `then` in that job.
 */
export type ReturnedPromises = {
	/** Handles the start of that job for a promise of the lane. Returns whether the lane may be about to wait. */
	readonly beforeResolve: (lane: Lane | undefined) => boolean;
	/** Handles a call of `then`. During that job, `promise` is the returned one. */
	readonly onThen: (promise: Promise<unknown>) => void;
	/** Handles the end of that job. Without a call of `onThen`, the returned value was another kind of thenable. */
	readonly afterResolve: (promise: Promise<unknown>) => void;
};

export function createReturnedPromises(lanes: Lanes, promises: Promises): ReturnedPromises {
	let resolvingLane: Lane | undefined;
	return {
		beforeResolve(lane) {
			if (lane?.state !== 'running' || lane.kind === 'generator') {
				return false;
			}

			resolvingLane = lane;
			return true;
		},
		onThen(promise) {
			if (resolvingLane) {
				promises.markAwaited(promise);
				resolvingLane.returnedPromise = promise;
				lanes.wait(resolvingLane, promises.waitsFor(promise), undefined, resolvingLane.returnedAt);
				resolvingLane = undefined;
			}
		},
		afterResolve(promise) {
			if (resolvingLane && promises.lane(promise) === resolvingLane) {
				lanes.wait(resolvingLane, {kind: 'opaque'}, undefined, resolvingLane.returnedAt);
				resolvingLane = undefined;
			}
		},
	};
}
