import {types} from 'node:util';
import type {CallStack} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Endings} from './lane-endings.ts';
import type {Lanes} from './lanes.ts';
import type {Promises} from './promise-notes.ts';

/** Buffers events until it is known whether a call is its task's own function. */
export type EventBuffer = {
	readonly buffer: () => void;
	readonly mergeInto: (other: string, task: string) => void;
	readonly flush: () => void;
};

/** A function of the program that is being called as a lane. `first`: the first async call that the function made. */
type Calling = {readonly lane: Lane; first?: {readonly lane: Lane; readonly promise: Promise<unknown>}};

export type Calls = {
	/** Returns the call in progress. Undefined once it has made an async call. */
	readonly unmatched: () => Calling | undefined;
	/**
	 * Calls a function of the program as a lane. If the function is async, or returns what its first async call returned,
	 * that async call is the lane, and `caller.lane` may be replaced. The lane of a plain function ends with the promise
	 * that the function returns.
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

	/** Returns the lane of a call that has returned. A plain function may only pass on the promise of an async one. */
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
