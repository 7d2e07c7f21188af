import type {WaitsFor} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import type {Constructions} from './constructions.ts';
import {createConstructions} from './constructions.ts';
import type {Lane} from './lane.ts';
import {closestReportable} from './lane.ts';
import type {createOrigins} from './origins.ts';
import {ensureMark, markOf} from './promise-marks.ts';
import {stateOf} from './promise-state.ts';
import {mayHaveAwaited} from './unawaited-calls.ts';

/** Tracks what promises stand for. */
export type Promises = {
	/** Returns the lane whose result the promise is. Undefined if it is not the result of a lane. */
	readonly lane: (promise: Promise<unknown>) => Lane | undefined;
	readonly setLane: (promise: Promise<unknown>, lane: Lane) => void;
	readonly note: (promise: Promise<unknown>, on: WaitsFor) => void;
	/**
	 * Brackets a call whose promise is passed to `note` afterwards. For other promises that Node.js makes within it, only
	 * the closest frames are searched for the program.
	 */
	readonly enterNoted: () => void;
	readonly leaveNoted: () => void;
	/**
	 * Marks the promise that V8 made for a value awaited by a module. It settles at once unless the value is a thenable.
	 */
	readonly standsForValue: (promise: Promise<unknown>) => void;
	/**
	 * Records a promise that a function of the language has made. `by`: the name of that function. `from`: the promise
	 * that it was derived from. `within` returns the name of the function that called `by`. `origin`: see
	 * `createOrigins`.
	 */
	readonly made: (
		promise: Promise<unknown>,
		by: string | null,
		from: Promise<unknown> | undefined,
		within: () => string | null | undefined,
		origin: ReturnType<typeof createOrigins>,
	) => void;
	/** Records the promise of an async function of a package, or of Node.js, that the program calls. */
	readonly calledLibrary: (promise: Promise<unknown>, origin: ReturnType<typeof createOrigins>) => void;
	/** Records the lane of a thread or process under the object that represents it. */
	readonly setObjectLane: (object: object, lane: Lane) => void;
	readonly objectLane: (object: object) => Lane | undefined;
	readonly waitsFor: (promise: Promise<unknown>) => WaitsFor;
	/** Returns the lane whose result the promise is, or was derived from by `then`, `catch` or `finally`. */
	readonly origin: (promise: Promise<unknown>) => Lane | undefined;
	/** Notes that a lane waits for the promise: from now on, the lane that settles the promise is recorded. */
	readonly markAwaited: (promise: Promise<unknown>) => void;
	/** Handles a promise that is about to settle, or to wait for the promise that it was resolved with. */
	readonly settles: (promise: Promise<unknown>) => void;
	/** Notes that a promise made by `then` may be about to wait for another one. Undefined ends this. */
	readonly resolving: (promise: Promise<unknown> | undefined) => void;
	readonly isResolving: () => boolean;
	/**
	 * Returns the lane that settled what the promise passed to `resolving` was derived from: whatever the callback of
	 * `then` settles, it settles in turn. Undefined if there is none.
	 */
	readonly causeOfReaction: () => Lane | undefined;
	/** Whether it matters which code calls `then`, if that is the next event. */
	readonly needsThenCaller: () => boolean;
	/** Records that the promise passed to `resolving` waits for this one. */
	readonly resolvedWith: (promise: Promise<unknown>) => void;
	/**
	 * Returns the lane whose code fulfilled the promise, or the one that it was derived from; `waiting` itself for a call
	 * that it awaited. Undefined if there is none, or if the promise was rejected.
	 */
	readonly settlerOf: (promise: Promise<unknown>, waiting: Lane) => Lane | undefined;
} & Constructions;

/** How many calls of `then` to follow from a promise back to its origin. */
const maxChainLength = 100;

/** How many other calls of `then` may come between two members of a combinator: those of an iterator of the members. */
const maxBetween = 16;

const thenable: WaitsFor = {kind: 'opaque'};

/** For each wait for a promise that was still pending, the one for a promise that has settled before, and vice versa. */
const settled = new WeakMap<WaitsFor, WaitsFor>();
const unsettled = new WeakMap<WaitsFor, WaitsFor>();

function asSettled(on: Extract<WaitsFor, {kind: 'opaque'}>): WaitsFor {
	let same = settled.get(on);
	if (!same) {
		same = {...on, kind: 'yield'};
		settled.set(on, same);
		unsettled.set(same, on);
	}

	return same;
}

const combinators = new Set(['all', 'allSettled', 'race', 'any']);

/**
 * Returns the promise that this one was derived from by `then`, `catch` or `finally`, as far back as those are pending;
 * otherwise the promise itself.
 */
function rootOf(promise: Promise<unknown>): Promise<unknown> {
	let at = promise;
	for (let steps = 0; steps < maxChainLength; steps++) {
		const note = markOf(at)?.note;
		if (note?.kind !== 'same') {
			return at;
		}

		at = note.as;
	}

	return at;
}

/** Returns the lane whose result the promise is. Undefined for a generator of a library, which has no events. */
function shownLane(promise: Promise<unknown>): Lane | undefined {
	const lane = markOf(promise)?.lane;
	return lane?.state === 'unknown' ? undefined : lane;
}

/** Returns where the first of these promises was made that is pending and not the result of a lane, if that is known. */
function originOf(members: readonly Promise<unknown>[]): Pick<Extract<WaitsFor, {kind: 'join'}>, 'madeAt' | 'madeBy'> {
	for (const member of members) {
		const known = markOf(rootOf(member));
		if (known?.note?.kind === 'opaque' && !known.lane && known.note.madeAt) {
			const {madeAt, madeBy} = known.note;
			return {madeAt, ...(madeBy !== undefined && {madeBy})};
		}
	}

	return {};
}

export function createPromises(): Promises {
	const objects = new WeakMap<object, Lane>();
	const {start: startConstruction, ...constructions} = createConstructions();
	let resolving: Promise<unknown> | undefined;
	let notedCalls = 0;
	let joined: {readonly how: string; readonly members: Promise<unknown>[]; left: number} | undefined;

	const waitsFor = (promise: Promise<unknown>): WaitsFor => {
		const known = markOf(rootOf(promise));
		const lane = known?.lane;
		if (lane) {
			return lane.state === 'unknown' ? {kind: 'opaque'} : {kind: 'task', task: lane.id};
		}

		const note = known?.note;
		if (note?.kind === 'several') {
			const tasks = note.members.flatMap(member => shownLane(member)?.id ?? []);
			return {kind: 'join', how: note.how, tasks, count: note.members.length, ...originOf(note.members)};
		}

		if (note?.kind === 'yield') {
			// A promise that was resolved with another one is pending until that one settles.
			const opaque = unsettled.get(note);
			return opaque && stateOf(promise, true).state === 'pending' ? opaque : note;
		}

		if (note && note.kind !== 'same' && note.kind !== 'opaque') {
			return note;
		}

		// Node.js stores a child process on the promise for its end.
		const {child} = promise as {readonly child?: object};
		const running = child && objects.get(child);
		return running ? {kind: 'task', task: running.id} : note?.kind === 'opaque' ? note : {kind: 'opaque'};
	};

	const causeOfReaction = () => {
		const note = resolving && markOf(resolving)?.note;
		const from = note?.kind === 'same' ? markOf(note.as) : undefined;
		return from?.settledBy ?? from?.lane ?? from?.origin;
	};

	const markAwaited = (promise: Promise<unknown>) => {
		let at: Promise<unknown> | undefined = promise;
		for (let steps = 0; at && steps < maxChainLength; steps++) {
			const known = ensureMark(at);
			known.isAwaited = true;
			at = known.note?.kind === 'same' ? known.note.as : undefined;
		}
	};

	return {
		...constructions,
		lane: promise => markOf(promise)?.lane,
		setLane(promise, lane) {
			ensureMark(promise).lane = lane;
		},
		note(promise, on) {
			ensureMark(promise).note = on;
		},
		enterNoted() {
			notedCalls++;
		},
		leaveNoted() {
			notedCalls--;
		},
		standsForValue(promise) {
			ensureMark(promise).note = thenable;
		},
		origin(promise) {
			const known = markOf(rootOf(promise));
			return known?.lane ?? known?.origin;
		},
		markAwaited,
		settlerOf(promise, waiting) {
			const settler = closestReportable(markOf(promise)?.settledBy);
			// A rejection is a failure or an abort: it does not count as settled by a lane.
			if (!settler || stateOf(promise).state === 'rejected') {
				return undefined;
			}

			return mayHaveAwaited(waiting, settler) ? waiting : settler;
		},
		settles(promise) {
			const known = markOf(promise);
			if (known?.note === thenable) {
				known.note = {kind: 'yield'};
			} else if (known?.note?.kind === 'opaque' && !known.isAwaited) {
				known.note = asSettled(known.note);
			} else if (known?.note?.kind === 'same') {
				const from = markOf(known.note.as);
				known.origin = from?.lane ?? from?.origin;
				known.settledBy ??= from?.settledBy;
				// Otherwise a chain that grows forever would stay in memory.
				known.note = undefined;
			}
		},
		resolving(promise) {
			resolving = promise;
		},
		isResolving: () => resolving !== undefined,
		causeOfReaction,
		needsThenCaller: () => resolving !== undefined || joined !== undefined,
		resolvedWith(promise) {
			if (resolving) {
				const known = ensureMark(resolving);
				if (markOf(promise)?.note?.kind === 'yield') {
					// It has settled already, in the same callback.
					known.settledBy = causeOfReaction();
				}

				known.note = {kind: 'same', as: promise};
				if (known.isAwaited) {
					markAwaited(promise);
				}
			}
		},
		made(promise, by, from, within, origin) {
			if (!from && (by === 'Promise' || by === 'withResolvers')) {
				startConstruction(promise, origin('opaque', notedCalls > 0));
			} else if (!from && (by === 'resolve' || by === 'reject')) {
				// Settled from the start: code that awaits the promise continues with the next microtasks.
				ensureMark(promise).note = origin('yield', notedCalls > 0) ?? {kind: 'yield'};
			} else if (!from && by && combinators.has(by)) {
				const members: Promise<unknown>[] = [];
				joined = {how: by, members, left: maxBetween};
				ensureMark(promise).note = {kind: 'several', how: by, members};
			} else if (from && (by === 'then' || by === 'catch' || by === 'finally')) {
				if (joined && within() === joined.how) {
					append(joined.members, from);
					joined.left = maxBetween;
					return;
				}

				ensureMark(promise).note = {kind: 'same', as: from};
				if (joined && --joined.left === 0) {
					joined = undefined;
				}
			}
		},
		calledLibrary(promise, origin) {
			ensureMark(promise).note = origin('opaque', notedCalls > 0);
		},
		setObjectLane: (object, lane) => objects.set(object, lane),
		objectLane: object => objects.get(object),
		waitsFor,
	};
}
