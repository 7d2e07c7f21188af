import type {Awaits} from './awaits.ts';
import type {CallStack} from './call-stack.ts';
import type {HotTurns} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Endings} from './lane-endings.ts';
import type {Lanes} from './lanes.ts';
import {markOf} from './promise-marks.ts';
import type {Promises} from './promise-notes.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly awaits: Awaits;
	readonly endings: Endings;
};

/**
 * Handles the turns of hot loops that await values, such as `for (;;) await null`. They are only counted. What other
 * resumptions and suspensions need would take most of the time of such a loop, and V8 would compile all of it. Nothing
 * here calls a built-in that a program can replace.
 */
export function createHotTurns({lanes, callStack, promises, awaits, endings}: Parts): HotTurns {
	// The top level can be suspended several times at once.
	const isHot = (lane: Lane | undefined) => lane?.cycles !== undefined && lane.kind !== 'program';

	return {
		has: promise => isHot(markOf(promise)?.suspended),
		isValue: promise => isHot(awaits.laneOfValue(promise)),
		resumed(promise) {
			const mark = markOf(promise);
			const lane = mark?.suspended;
			if (!mark || lane?.state !== 'waiting' || awaits.isInValueAwait() || callStack.top() || endings.areDue()) {
				return false;
			}

			mark.entry = callStack.enter(lane, 'resumption');
			lanes.resumeHot(lane);
			return true;
		},
		suspended: (promise, parent) => !endings.areDue() && !promises.mayConstruct() && awaits.suspendHot(promise, parent),
		left(promise) {
			const mark = markOf(promise);
			const entry = mark?.entry;
			if (!mark || entry?.lane.state !== 'waiting' || callStack.top() !== entry || endings.areDue()) {
				return false;
			}

			mark.entry = undefined;
			callStack.leave(entry);
			return true;
		},
	};
}
