import type {Thread} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Endings} from './settled-promises.ts';
import type {Promises} from './wait-reasons.ts';

/** Facts wait while it is not known whether a call is its task's own function. */
export type Holding = {
	readonly hold: () => void;
	readonly adopt: (other: string, task: string) => void;
	readonly release: () => void;
};

/** A function of the program that is being called as a lane. `first`: the first async call that it made. */
type Calling = {readonly lane: Lane; first?: {readonly lane: Lane; readonly promise: Promise<unknown>}};

export type Calls = {
	/** The call under way, as long as no async call was met in it. */
	readonly unmatched: () => Calling | undefined;
	/**
	 * Calls a function of the program as that lane: if it is async, or returns what its first async call returned, then that
	 * call is the lane. Of a plain function, the lane ends with the promise that it returns. `caller.lane` may be replaced.
	 */
	readonly call: (caller: {lane: Lane}, run: () => unknown) => unknown;
};

type Parts = {
	readonly lanes: Lanes;
	readonly thread: Thread;
	readonly promises: Promises;
	readonly endings: Pick<Endings, 'follow'>;
	readonly holding: Holding;
};

export function createCalls({lanes, thread, promises, endings, holding}: Parts): Calls {
	let calling: Calling | undefined;

	/** Which lane is the called one, now that it has returned: a plain function may be but another name of an async one. */
	function adopt({lane, first}: Calling, returned: unknown): Lane {
		if (!first || first.lane === lane) {
			return lane;
		}

		if (returned !== first.promise) {
			holding.release();
			return lane;
		}

		holding.adopt(first.lane.id, lane.id);
		lanes.unite(first.lane, lane);
		return first.lane;
	}

	return {
		unmatched: () => (calling?.first ? undefined : calling),
		call(caller, run) {
			const {lane} = caller;
			const outer = calling;
			const own: Calling = {lane};
			calling = own;
			const stretch = thread.enter(lane, 'step');
			let returned: unknown;
			try {
				returned = run();
			} finally {
				calling = outer;
				caller.lane = adopt(own, returned);
				thread.leave(stretch);
			}

			if (returned instanceof Promise && promises.lane(returned) !== caller.lane) {
				endings.follow(lane, returned);
			}

			return returned;
		},
	};
}
