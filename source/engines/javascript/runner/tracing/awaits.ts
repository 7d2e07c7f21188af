import type {Place, WaitsFor} from '../../../../trace/event.ts';
import type {CallStack, StackEntry} from './call-stack.ts';
import {maxFrames} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {Hooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {ensureMark} from './promise-marks.ts';
import type {Promises} from './promise-notes.ts';
import type {Positions} from './source-positions.ts';
import type {TopLevelAwaits} from './top-level.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly topLevelAwaits: TopLevelAwaits;
	/** Reports the lanes that have ended so far. */
	readonly flush: () => void;
	/** Creates the lane of a call that has none, since it was suspended before its process was observed. */
	readonly adopt?: ((site: NodeJS.CallSite) => Lane | undefined) | undefined;
} & Pick<Hooks, 'frames' | 'frame'>;

/** The promise that V8 makes for the value in `await value`. Stored until V8 makes the promise of the await itself. */
type ValueAwait = {
	readonly promise: Promise<unknown>;
	readonly entry: StackEntry;
	readonly site: NodeJS.CallSite | undefined;
	/** Whether the value is available, so that the lane continues with the next microtasks. If not, it is a thenable. */
	isSettled: boolean;
};

/** A promise of rule 3 of `createAwaits`: the next report of V8 decides whether it stands for a value. */
type Undecided = {
	readonly promise: Promise<unknown>;
	readonly parent: Promise<unknown>;
	readonly entry: StackEntry;
	readonly site: NodeJS.CallSite;
};

/** Distinguishes awaits from other events that V8 reports alike. */
export type Awaits = {
	/**
	 * Handles a promise that was derived from `parent`. `isHandled` is true if the promise belongs to an `await value`, or
	 * may belong to one. Otherwise the caller has to classify the promise; `site` is its topmost frame, if that was read.
	 */
	readonly derived: (
		promise: Promise<unknown>,
		parent: Promise<unknown>,
	) => {readonly isHandled: boolean; readonly site?: NodeJS.CallSite | undefined};
	/** See `HookHandlers`. */
	readonly takeValue: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	/** Handles the settling of a promise that stands for a value. Returns false if it is another one, or may be. */
	readonly settleValue: (promise: Promise<unknown>) => boolean;
	/** Whether a promise derived from `parent` can be classified without reading a frame. */
	readonly isKnown: (parent: Promise<unknown>) => boolean;
	/** Whether V8 may be in the middle of an `await value`, so that its next report matters. */
	readonly isInValueAwait: () => boolean;
	/**
	 * Classifies the last promise, if it is undecided, when V8 reports something else. `isValue`: whether that report
	 * shows that the promise stands for a value.
	 */
	readonly decide: (isValue: boolean) => void;
	/** Returns the lane that awaits the value that the promise stands for. */
	readonly laneOfValue: (promise: Promise<unknown>) => Lane | undefined;
	/**
	 * Handles an `await value` of a hot loop, whose turns are only counted. Returns false if `derived` has to handle the
	 * promise.
	 */
	readonly suspendHot: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	/** Handles a promise that settles. Returns true if the promise only stands for a value. */
	readonly settles: (promise: Promise<unknown>) => boolean;
	/** Handles an `await` of `parent` in a function of the program. `promise`: the one that V8 made for the await. */
	readonly awaited: (promise: Promise<unknown>, parent: Promise<unknown>, site: NodeJS.CallSite) => void;
};

const yields: WaitsFor = {kind: 'yield'};
const opaque: WaitsFor = {kind: 'opaque'};

/**
 * Distinguishes two events that V8 reports alike. It calls `init(P, promise of the lane on top)` for an `await value`
 * in that lane. It also does so for an `await` in the caller of that lane, after the lane has returned (which no hook
 * reports), if the caller awaits the lane's promise. The rules, in order:
 *
 * 1. The lane on top was resumed. It is still running, so P stands for a value.
 * 2. The lane on top is in its first stretch. Only V8 has its promise before it returns, so the frame on top decides.
 *    If that frame is of another function, the lane has returned. If it is of the same function, and that function did
 *    not call itself, P stands for a value.
 * 3. The same function, which called itself: the next report of V8 decides. If P stands for a value, V8 next settles P
 *    or derives another promise from P.
 */
export function createAwaits(parts: Parts): Awaits {
	const {lanes, callStack, promises, positions, generators, topLevelAwaits, frames, frame, flush, adopt} = parts;
	/** Where V8 is in an `await value`: perhaps at its first promise, or after it. Both undefined: anywhere else. */
	let undecided: Undecided | undefined;
	let valueAwait: ValueAwait | undefined;

	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;
	const isOf = (site: NodeJS.CallSite, {scope}: Lane) =>
		!site.isAsync() && site.getFileName() !== null && scopeOf(site) === scope;

	function decide(isValue: boolean) {
		if (!undecided) {
			return;
		}

		const {promise, parent, entry, site} = undecided;
		undecided = undefined;
		if (isValue) {
			valueAwait = {promise, entry, site, isSettled: false};
		} else {
			callStack.drop(entry);
			const known = ensureMark(parent);
			known.hasListener = true;
			if (known.lane) {
				known.lane.isConsumed = true;
			}

			flush();
			awaited(promise, parent, site);
		}
	}

	function derived(promise: Promise<unknown>, parent: Promise<unknown>): ReturnType<Awaits['derived']> {
		decide(undecided?.promise === parent);
		if (valueAwait?.promise === parent) {
			const known = valueAwait;
			valueAwait = undefined;
			return awaitedValue(promise, parent, known);
		}

		if (takeValue(promise, parent)) {
			return {isHandled: true};
		}

		const entry = callStack.top();
		if (!entry || promises.lane(parent) !== entry.lane) {
			return {isHandled: false};
		}

		const site = frame(0);
		const file = site?.getFileName();
		if (!site || !file || !positions.isProgram(file) || scopeOf(site) !== entry.lane.scope) {
			callStack.drop(entry);
			return {isHandled: false, site};
		}

		if (callStack.countSame() > 1) {
			undecided = {promise, parent, entry, site};
		} else {
			valueAwait = {promise, entry, site, isSettled: false};
		}

		return {isHandled: true};
	}

	/** Applies rule 1 of `createAwaits`. Returns true if the promise stands for a value. */
	function takeValue(promise: Promise<unknown>, parent: Promise<unknown>): boolean {
		const entry = callStack.top();
		if (
			undecided ||
			valueAwait?.promise === parent ||
			!entry ||
			entry.by === 'call' ||
			promises.lane(parent) !== entry.lane
		) {
			return false;
		}

		valueAwait = {promise, entry, site: undefined, isSettled: false};
		return true;
	}

	function settleValue(promise: Promise<unknown>): boolean {
		if (undecided || valueAwait?.promise !== promise) {
			return false;
		}

		valueAwait.isSettled = true;
		return true;
	}

	function suspendHot(promise: Promise<unknown>, parent: Promise<unknown>): boolean {
		const entry = valueAwait?.promise === parent && valueAwait.isSettled ? valueAwait.entry : undefined;
		if (undecided || entry?.by !== 'resumption' || entry.lane.state !== 'running' || !lanes.countTurn(entry.lane)) {
			return false;
		}

		valueAwait = undefined;
		ensureMark(promise).suspended = entry.lane;
		return true;
	}

	function awaitedValue(promise: Promise<unknown>, parent: Promise<unknown>, known: ValueAwait) {
		const {entry, isSettled} = known;
		const {lane} = entry;
		if (isSettled && lanes.isHot(lane)) {
			// A hot lane continues at once and is only counted. The line of this await is never shown, so no frame is read.
			flush();
			suspend(lane, promise, parent, yields, undefined, entry);
			return {isHandled: true};
		}

		const site = known.site ?? frame(0);
		if (!site || lane.state === 'unknown' || !isOf(site, lane)) {
			promises.note(parent, yields);
			return {isHandled: false, site};
		}

		flush();
		suspend(lane, promise, parent, isSettled ? yields : opaque, positions.of(site).place, entry);
		return {isHandled: true};
	}

	function awaited(promise: Promise<unknown>, parent: Promise<unknown>, site: NodeJS.CallSite) {
		const {place, scope} = positions.of(site);
		let entry = callStack.top();
		// If the function calls itself, the call on top may have returned, unless that call made the awaited promise.
		const isSure =
			entry?.by !== 'call' || promises.lane(parent)?.callerStretch === entry.serial || callStack.countSame() === 1;
		if (entry?.lane.scope !== scope || !isSure) {
			const sites = frames(maxFrames);
			entry = callStack.at(sites, scopeOf);
			generators.identify(entry, [site, ...sites]);
		}

		const lane =
			entry?.lane.scope === scope
				? entry.lane
				: (topLevelAwaits.laneAt(scope) ?? generators.resumed(scope) ?? adopt?.(site));
		// Undefined at the top level of a module, in a run that has no lane for the top level.
		if (lane) {
			suspend(lane, promise, parent, promises.waitsFor(parent), place, entry);
		}
	}

	function suspend(
		lane: Lane,
		promise: Promise<unknown>,
		parent: Promise<unknown>,
		on: WaitsFor,
		place: Place | undefined,
		entry: StackEntry | undefined,
	) {
		const known = ensureMark(promise);
		known.suspended = lane;
		if (on.kind === 'opaque') {
			known.awaited = parent;
			promises.markAwaited(parent);
		}

		if (lane.state === 'waiting') {
			// A generator that continues at once, since its next value was already requested; or another module.
			lanes.resume(lane);
		}

		topLevelAwaits.suspended(lane, promise, on, place);
		lanes.wait(lane, on, place);
		if (entry?.lane === lane && entry.by === 'call') {
			callStack.leave(entry);
		}
	}

	return {
		derived,
		decide,
		takeValue,
		settleValue,
		isKnown: parent =>
			valueAwait?.promise === parent &&
			(valueAwait.site !== undefined || (valueAwait.isSettled && lanes.isHot(valueAwait.entry.lane))),
		isInValueAwait: () => valueAwait !== undefined || undecided !== undefined,
		awaited,
		laneOfValue: promise => (valueAwait?.promise === promise ? valueAwait.entry.lane : undefined),
		suspendHot,
		settles(promise) {
			decide(undecided?.promise === promise);
			return settleValue(promise);
		},
	};
}
