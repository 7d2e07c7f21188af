import type {AdoptedLanes} from './adopted-lanes.ts';
import type {Awaits} from './awaits.ts';
import type {CallStack} from './call-stack.ts';
import {maxFrames} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {HookHandlers, Hooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Endings} from './lane-endings.ts';
import type {Lanes} from './lanes.ts';
import {markOf} from './promise-marks.ts';
import type {Promises} from './promise-notes.ts';
import type {ReturnedPromises} from './returned-promises.ts';
import type {Positions} from './source-positions.ts';
import type {TopLevelAwaits} from './top-level.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly awaits: Awaits;
	readonly endings: Endings;
	readonly returned: ReturnedPromises;
	readonly topLevelAwaits: TopLevelAwaits;
	readonly adopted: AdoptedLanes | undefined;
	readonly hooks: Pick<Hooks, 'frames' | 'isUntraced'>;
	/** Returns the listener for promises that are about to settle. Undefined if there is none. */
	readonly settledListener: () => ((promise: Promise<unknown>) => void) | undefined;
};

/** Handles events of promises whose creation was observed: lanes resume, leave the thread and end. */
export function createKnownPromises(
	parts: Parts,
): Omit<HookHandlers, 'hotTurns' | 'takeValue' | 'made' | 'derived' | 'depthOf'> {
	const {lanes, callStack, promises, positions, generators, awaits, endings, returned} = parts;
	const {topLevelAwaits, adopted, hooks, settledListener} = parts;
	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;
	// While the last promise is not yet classified, every report matters.
	const mayIgnore = () => !adopted && !awaits.isInValueAwait();

	/** Reports the generator on top as created, if it is one of the program that has not been reported yet. */
	function identifyGenerator() {
		const top = callStack.top();
		if (top?.lane.state === 'unknown' && !hooks.isUntraced()) {
			generators.identify(top, hooks.frames(maxFrames));
		}
	}

	/** Returns the lane whose code runs. First ends the calls that have returned a promise, which no hook reports. */
	function laneOnThread(): Lane | undefined {
		const top = callStack.top();
		const entry = top?.by === 'call' ? callStack.at(hooks.frames(maxFrames), scopeOf) : top;
		return entry?.lane;
	}

	function leaveCallOf(lane: Lane) {
		const top = callStack.top();
		if (top?.lane === lane && top.by === 'call') {
			callStack.leave(top);
		}
	}

	return {
		settleSimple(promise) {
			if (awaits.settleValue(promise)) {
				return true;
			}

			const known = markOf(promise);
			return (!known || known.suspended !== undefined) && mayIgnore();
		},
		betweenJobs: promises.betweenJobs,
		resumed(promise) {
			awaits.decide(false);
			const known = markOf(promise);
			if (!known) {
				return;
			}

			const lane = known.suspended;
			if (lane && lane.state !== 'ended') {
				endings.flush();
				callStack.clear();
				known.entry = callStack.enter(lane, 'resumption');
				topLevelAwaits.resumed(lane, promise);
				const {awaited} = known;
				lanes.resume(lane, awaited && (() => promises.settlerOf(awaited, lane)));
			} else if (returned.beforeResolve(known.lane)) {
				callStack.clear();
			} else if (!lane && !known.lane) {
				promises.resolving(promise);
			}
		},
		left(promise) {
			returned.afterResolve(promise);
			promises.resolving(undefined);
			const known = markOf(promise);
			const entry = known?.entry;
			if (known && entry) {
				known.entry = undefined;
				endings.flush();
				callStack.leave(entry);
				topLevelAwaits.left(entry.lane);
				adopted?.left(entry.lane, endings.settles);
			}
		},
		settles(promise) {
			if (awaits.settles(promise)) {
				return;
			}

			const known = markOf(promise);
			const lane = known?.lane;
			adopted?.settles(promise, callStack.top());
			if (lane?.state === 'unknown') {
				identifyGenerator();
			}

			if (known?.isAwaited) {
				const settler = laneOnThread() ?? promises.causeOfReaction();
				known.settledBy = settler === known.executor ? undefined : settler;
			} else if (known && !lane) {
				// Another promise, for which a lane waits, may be settled in a callback of this one.
				known.settledBy ??= callStack.top()?.lane ?? promises.causeOfReaction();
			}

			promises.settles(promise);
			endings.settles(promise, lane);
			settledListener()?.(promise);
			if (lane) {
				leaveCallOf(lane);
			}
		},
		isForeign: promise => !markOf(promise) && mayIgnore(),
	};
}
