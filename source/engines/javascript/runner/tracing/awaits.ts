import type {Place, WaitsFor} from '../../../../trace/event.ts';
import type {CallStack, StackEntry} from './call-stack.ts';
import {depth} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {Hooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {mark} from './marks.ts';
import type {Positions} from './source-positions.ts';
import type {TopLevelAwaits} from './top-level.ts';
import type {Promises} from './wait-reasons.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly topLevelAwaits: TopLevelAwaits;
	readonly frames: Hooks['frames'];
	/** Reports what has ended so far. */
	readonly flush: () => void;
	/** The lane of a call that is met for the first time, where calls can have been suspended before. */
	readonly adopt?: ((site: NodeJS.CallSite) => Lane | undefined) | undefined;
};

/** The promise that V8 makes for the value in `await value`, until the await's own promise follows. */
type ValueAwait = {
	readonly promise: Promise<unknown>;
	readonly entry: StackEntry;
	readonly site: NodeJS.CallSite | undefined;
	/** It holds its value, so the lane goes on in this turn of the microtasks. Otherwise the value has a `then` of its own. */
	isSettled: boolean;
};

/** Awaits, distinguished from what looks like one. */
export type Awaits = {
	/**
	 * A promise was made of another. Returns true if that was for the value in `await value`, or may have been; false if the promise
	 * has still to be looked at, for which `site` is the topmost frame, if it is known.
	 */
	readonly derived: (
		promise: Promise<unknown>,
		parent: Promise<unknown>,
	) => {readonly taken: boolean; readonly site?: NodeJS.CallSite | undefined};
	/** See `HookHandlers`. */
	readonly takeValue: (promise: Promise<unknown>, parent: Promise<unknown>) => boolean;
	readonly settleValue: (promise: Promise<unknown>) => boolean;
	/** Whether no frame is needed to know what a promise is that is made of this one. */
	readonly isKnown: (parent: Promise<unknown>) => boolean;
	/** Whether it depends on the next reports what the promise of the last one is. */
	readonly isWaiting: () => boolean;
	/** V8 reports something else: what was in doubt is decided. `isValue`: it shows that the promise stands for a value. */
	readonly decide: (isValue: boolean) => void;
	/** A promise settles. Returns true if it only stands for a value. */
	readonly settles: (promise: Promise<unknown>) => boolean;
	/** A function of the program awaits `parent`, for which V8 made `promise`. */
	readonly awaited: (promise: Promise<unknown>, parent: Promise<unknown>, site: NodeJS.CallSite) => void;
};

const yields: WaitsFor = {kind: 'yield'};
const opaque: WaitsFor = {kind: 'opaque'};

/**
 * Distinguishes what V8 reports in the same way: `init(P, promise of the lane on top)` is made for `await value`, and by who called that
 * lane, if it has returned (which nothing reports) and its promise is awaited. The rules, in order:
 *
 * 1. The lane on top was resumed: it is alive, so P stands for a value.
 * 2. It is in its first stretch: nobody but V8 has its promise before it returns. So the frame on top decides. Another function: it has
 *    returned. The same function, which did not call itself: a value.
 * 3. The same function, which called itself: what V8 reports next decides. It settles P, or makes another promise of it, if it is a value.
 */
export function createAwaits(parts: Parts): Awaits {
	const {lanes, callStack, promises, positions, generators, topLevelAwaits, frames, flush, adopt} = parts;
	let value: ValueAwait | undefined;
	let doubt: (Omit<ValueAwait, 'isSettled'> & {parent: Promise<unknown>; site: NodeJS.CallSite}) | undefined;

	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;
	const isOf = (site: NodeJS.CallSite, {scope}: Lane) =>
		!site.isAsync() && site.getFileName() !== null && scopeOf(site) === scope;

	function decide(isValue: boolean) {
		if (!doubt) {
			return;
		}

		const {promise, parent, entry, site} = doubt;
		doubt = undefined;
		if (isValue) {
			value = {promise, entry, site, isSettled: false};
		} else {
			callStack.drop(entry);
			const known = mark(parent);
			known.hasListener = true;
			if (known.lane) {
				known.lane.isHeard = true;
			}

			flush();
			awaited(promise, parent, site);
		}
	}

	function derived(promise: Promise<unknown>, parent: Promise<unknown>): ReturnType<Awaits['derived']> {
		decide(doubt?.promise === parent);
		if (value?.promise === parent) {
			const known = value;
			value = undefined;
			return awaitedValue(promise, parent, known);
		}

		if (takeValue(promise, parent)) {
			return {taken: true};
		}

		const entry = callStack.top();
		if (!entry || promises.lane(parent) !== entry.lane) {
			return {taken: false};
		}

		const [site] = frames(1);
		const file = site?.getFileName();
		if (!site || !file || !positions.isProgram(file) || scopeOf(site) !== entry.lane.scope) {
			callStack.drop(entry);
			return {taken: false, site};
		}

		if (callStack.countSame() > 1) {
			doubt = {promise, parent, entry, site};
		} else {
			value = {promise, entry, site, isSettled: false};
		}

		return {taken: true};
	}

	/** Of a lane that was resumed. */
	function takeValue(promise: Promise<unknown>, parent: Promise<unknown>): boolean {
		const entry = callStack.top();
		if (doubt || value?.promise === parent || !entry || entry.by === 'call' || promises.lane(parent) !== entry.lane) {
			return false;
		}

		value = {promise, entry, site: undefined, isSettled: false};
		return true;
	}

	function awaitedValue(promise: Promise<unknown>, parent: Promise<unknown>, known: ValueAwait) {
		const {entry, isSettled} = known;
		const {lane} = entry;
		if (isSettled && lanes.isHot(lane)) {
			// It goes on at once, and nothing is reported of it alone: its line is never shown.
			flush();
			suspend(lane, promise, parent, yields, undefined, entry);
			return {taken: true};
		}

		const site = known.site ?? frames(1)[0];
		if (!site || lane.state === 'unknown' || !isOf(site, lane)) {
			promises.note(parent, yields);
			return {taken: false, site};
		}

		flush();
		suspend(lane, promise, parent, isSettled ? yields : opaque, positions.of(site).place, entry);
		return {taken: true};
	}

	function awaited(promise: Promise<unknown>, parent: Promise<unknown>, site: NodeJS.CallSite) {
		const {place, scope} = positions.of(site);
		let entry = callStack.top();
		// Of a function that calls itself the call on top may have returned, unless it has itself made what is awaited.
		const isSure =
			entry?.by !== 'call' || promises.lane(parent)?.calledIn === entry.serial || callStack.countSame() === 1;
		if (entry?.lane.scope !== scope || !isSure) {
			const sites = frames(depth);
			entry = callStack.at(sites, scopeOf);
			generators.meet(entry, [site, ...sites]);
		}

		const lane =
			entry?.lane.scope === scope
				? entry.lane
				: (topLevelAwaits.laneAt(scope) ?? generators.resumed(scope) ?? adopt?.(site));
		// None: at the top level of a module, in a run that has no lane for it.
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
		const known = mark(promise);
		known.suspended = lane;
		if (on.kind === 'opaque') {
			known.awaited = parent;
			promises.expect(parent);
		}

		if (lane.state === 'waiting') {
			// A generator that goes on at once, because it had been asked for the next value already; or another module.
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
		settleValue(promise) {
			if (doubt || value?.promise !== promise) {
				return false;
			}

			value.isSettled = true;
			return true;
		},
		isKnown: parent =>
			value?.promise === parent && (value.site !== undefined || (value.isSettled && lanes.isHot(value.entry.lane))),
		isWaiting: () => value !== undefined || doubt !== undefined,
		awaited,
		settles(promise) {
			decide(doubt?.promise === promise);
			if (value?.promise !== promise) {
				return false;
			}

			value.isSettled = true;
			return true;
		},
	};
}
