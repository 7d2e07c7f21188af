import {isPromiseConstructor} from './call-sites.ts';
import type {CallStack, StackEntry} from './call-stack.ts';
import {maxFrames} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {Hooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Calls, EventBuffer} from './planned-calls.ts';
import type {Promises} from './promise-notes.ts';
import type {Positions} from './source-positions.ts';
import {isOwnFrame} from './source-positions.ts';
import {topLevelScope} from './top-level.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly calls: Calls;
	readonly eventBuffer: EventBuffer;
	/** See `TracerOptions`. */
	readonly fallback: () => Lane | undefined;
} & Pick<Hooks, 'frames' | 'frame'>;

/** Functions of the language that return a promise for what the function given to them returns. */
const makers = new Set(['Promise', 'try', 'fromAsync', 'disposeAsync']);

/** Handles a call of an async function of the program. V8 made `promise` for it. `site`: the header of the function. */
export type AsyncCalls = (promise: Promise<unknown>, site: NodeJS.CallSite) => void;

export function createAsyncCalls(parts: Parts): AsyncCalls {
	const {lanes, callStack, promises, positions, generators, calls, eventBuffer, frames, frame, fallback} = parts;
	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;

	/** Whether all calls of the function on top are still running, so that the last of them is the caller. */
	function isRunning({lane}: StackEntry): boolean {
		const times = callStack.countSame();
		const sites = frames(times + 1);
		const isOfLane = (site: NodeJS.CallSite) =>
			!site.isAsync() && site.getFileName() !== null && !isOwnFrame(site) && scopeOf(site) === lane.scope;
		return sites.length > times && sites.slice(1).every(isOfLane);
	}

	/** Returns the stretch whose code makes the call. */
	function caller(): StackEntry | undefined {
		const top = callStack.top();
		const isSure = !top || (top.by === 'call' ? isRunning(top) : top.lane.state !== 'unknown');
		if (isSure) {
			return top;
		}

		const sites = frames(maxFrames);
		const entry = callStack.at(sites.slice(1), scopeOf);
		generators.identify(entry, sites);
		return entry;
	}

	/** Whether `new Promise` has called the function on top: a promise stands for that call, although nothing awaits it. */
	function isExecutor(): boolean {
		const below = promises.constructed() && frame(1);
		return below !== undefined && isPromiseConstructor(below);
	}

	/**
	 * Whether code of a package called the function on top, or the language for a promise, either itself or by a function
	 * that is not `caller`'s, as in `limit(() => load(id))`.
	 */
	function isByPackage(caller: Lane | undefined): boolean {
		const below = frame(1);
		return isOfPackage(below) || (isOfPackage(frame(2)) && below !== undefined && scopeOf(below) !== caller?.scope);
	}

	function isOfPackage(at: NodeJS.CallSite | undefined): boolean {
		const file = at?.getFileName();
		if (!file) {
			return makers.has(at?.getFunctionName() ?? '');
		}

		return !file.startsWith('node:') && !isOwnFrame(at) && !positions.isProgram(file);
	}

	/** The position of the header of each function, as far as it is known: nothing in a function comes before it. */
	const headers = new Map<string, number>();

	/**
	 * Whether a function is at its header. In optimized code, `Promise.resolve` and `new Promise` have no frame of their
	 * own: then the function that calls them is on top.
	 */
	function isAtHeader(scope: string, position: number): boolean {
		const header = headers.get(scope) ?? Number.POSITIVE_INFINITY;
		if (position < header) {
			headers.set(scope, position);
		}

		return position <= header;
	}

	return (promise, site) => {
		const {place, scope} = positions.of(site);
		if (scope === topLevelScope) {
			// V8 runs a module with a top-level await as an async function.
			return;
		}

		if (!isAtHeader(scope, site.getPosition())) {
			promises.note(promise, {kind: 'opaque', madeAt: place});
			return;
		}

		const calling = calls.unmatched();
		let lane: Lane;
		if (calling && isOwnFrame(frame(1))) {
			lane = calling.lane;
			lane.definedAt = place;
			lane.scope = scope;
			calling.first = {lane, promise};
		} else {
			const entry = caller();
			const parent = entry?.lane ?? fallback();
			lane = lanes.make({
				kind: 'call',
				name: place.function ?? '(anonymous)',
				plannedTaskId: parent?.plannedTaskId,
			});
			lane.definedAt = place;
			lane.scope = scope;
			lane.callerStretch = entry?.serial;
			// The waits of a call that is held back are not reported.
			lane.isCalledByPackage = !parent?.held && isByPackage(parent);
			if (calling && entry?.by === 'step' && calling.lane === parent && parent?.kind === 'planned') {
				calling.first = {lane, promise};
				lane.serial = parent.serial;
				eventBuffer.buffer();
			}

			lanes.create(lane, parent);
			lanes.start(lane);
			if (!lane.held && isExecutor()) {
				promises.noteExecutor(lane);
			}
		}

		promises.setLane(promise, lane);
		callStack.enter(lane, 'call');
	};
}
