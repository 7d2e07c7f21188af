import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Promises} from './wait-reasons.ts';

/**
 * Async functions that return a promise instead of awaiting it: `async f() { return g() }`. Their own promise then waits for the
 * other one, with no `await` in any line; V8 tells only that it takes a look at the returned promise, and calls its `then`.
 */
export type ReturnedPromises = {
	/** A promise that belongs to this lane takes its look. Gives whether the lane can be about to wait. */
	readonly beforeResolve: (lane: Lane | undefined) => boolean;
	/** `then` is called on a promise: it is the returned one, if some lane looks. */
	readonly onThen: (promise: Promise<unknown>) => void;
	/** That look is over; what was returned may have been something else that has a `then`. */
	readonly afterResolve: (promise: Promise<unknown>) => void;
};

export function createReturnedPromises(lanes: Lanes, promises: Promises): ReturnedPromises {
	let looking: Lane | undefined;
	return {
		beforeResolve(lane) {
			if (lane?.state !== 'running' || lane.kind === 'generator') {
				return false;
			}

			looking = lane;
			return true;
		},
		onThen(promise) {
			if (looking) {
				promises.expect(promise);
				looking.returned = promise;
				lanes.wait(looking, promises.waitsFor(promise), undefined, looking.leftAt);
				looking = undefined;
			}
		},
		afterResolve(promise) {
			if (looking && promises.lane(promise) === looking) {
				lanes.wait(looking, {kind: 'opaque'}, undefined, looking.leftAt);
				looking = undefined;
			}
		},
	};
}
