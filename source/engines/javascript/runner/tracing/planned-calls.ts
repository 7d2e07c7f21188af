import {types} from 'node:util';
import type {CallStack} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Endings} from './settled-promises.ts';
import type {Promises} from './wait-reasons.ts';

/** Events wait while it is not known whether a call is its task's own function. */
export type EventBuffer = {
	readonly buffer: () => void;
	readonly mergeInto: (other: string, task: string) => void;
	readonly flush: () => void;
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
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly endings: Pick<Endings, 'follow'>;
	readonly eventBuffer: EventBuffer;
};

const {isPromise} = types;

export function createCalls({lanes, callStack, promises, endings, eventBuffer}: Parts): Calls {
	let calling: Calling | undefined;

	/** Which lane is the called one, now that it has returned: a plain function may be but another name of an async one. */
	function adopt({lane, first}: Calling, returned: unknown): Lane {
		if (!first || first.lane === lane) {
			return lane;
		}

		if (returned !== first.promise) {
			eventBuffer.flush();
			return lane;
		}

		eventBuffer.mergeInto(first.lane.id, lane.id);
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
			const entry = callStack.enter(lane, 'step');
			let returned: unknown;
			try {
				returned = run();
			} finally {
				calling = outer;
				caller.lane = adopt(own, returned);
				callStack.leave(entry);
			}

			if (isPromise(returned) && promises.lane(returned) !== caller.lane) {
				endings.follow(lane, returned);
			}

			return returned;
		},
	};
}
