import type {AdoptedLanes} from './adopted-lanes.ts';
import type {Awaits} from './awaits.ts';
import type {CallStack} from './call-stack.ts';
import {depth} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {HookHandlers, Hooks} from './hooks.ts';
import type {Lanes} from './lanes.ts';
import {markOf} from './marks.ts';
import type {ReturnedPromises} from './returned-promises.ts';
import type {Endings} from './settled-promises.ts';
import type {Positions} from './source-positions.ts';
import type {TopLevelAwaits} from './top-level.ts';
import type {Promises} from './wait-reasons.ts';

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
	readonly hooks: Pick<Hooks, 'frames' | 'isUnseen'>;
	/** Returns the listener for promises that are about to settle. Undefined if there is none. */
	readonly hearSettled: () => ((promise: Promise<unknown>) => void) | undefined;
};

/** Handles events of promises whose creation was observed: lanes resume, leave the thread and end. */
export function createKnownPromises(parts: Parts): Omit<HookHandlers, 'takeValue' | 'made' | 'derived' | 'depthOf'> {
	const {lanes, callStack, promises, positions, generators, awaits, endings, returned} = parts;
	const {topLevelAwaits, adopted, hooks, hearSettled} = parts;
	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;

	return {
		settleValue: awaits.settleValue,
		turned: promises.turned,
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
				lanes.resume(lane, known.awaited && promises.settlerOf(known.awaited, lane)?.id);
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
				adopted?.left(entry.lane, endings.settling);
			}
		},
		settles(promise) {
			if (awaits.settles(promise)) {
				return;
			}

			const known = markOf(promise);
			const lane = known?.lane;
			adopted?.settles(promise, callStack.top());
			if (lane?.state === 'unknown' && !hooks.isUnseen()) {
				generators.meet(callStack.top(), hooks.frames(depth));
			}

			if (known?.isAwaited) {
				const entry = callStack.top();
				known.settledBy = (entry?.by === 'call' ? callStack.at(hooks.frames(depth), scopeOf) : entry)?.lane;
			}

			promises.settles(promise);
			endings.settling(promise, lane);
			hearSettled()?.(promise);
			const top = callStack.top();
			if (lane && top?.lane === lane && top.by === 'call') {
				callStack.leave(top);
			}
		},
		// While the last promise is not yet classified, every report matters.
		isForeign: promise => !adopted && !markOf(promise) && !awaits.isWaiting(),
	};
}
