import type {AsyncCalls} from './async-calls.ts';
import type {Awaits} from './awaits.ts';
import {isPromiseConstructor} from './call-sites.ts';
import type {CallStack} from './call-stack.ts';
import {maxFrames} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {HookHandlers, Hooks} from './hooks.ts';
import type {createOrigins} from './origins.ts';
import {markOf} from './promise-marks.ts';
import type {Promises} from './promise-notes.ts';
import type {ReturnedPromises} from './returned-promises.ts';
import type {Positions} from './source-positions.ts';
import {isOwnFrame} from './source-positions.ts';
import {isEvaluation, moduleJob} from './top-level.ts';

type Parts = {
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly awaits: Awaits;
	readonly called: AsyncCalls;
	readonly returned: ReturnedPromises;
	/** See `createOrigins`. */
	readonly origin: ReturnType<typeof createOrigins>;
	/** Counts a call of `then` on a promise. */
	readonly countReaction: (promise: Promise<unknown>) => void;
	/** Reports the lanes that have ended so far. */
	readonly flush: () => void;
	/** See `TracerOptions`. */
	readonly onEvaluate: ((promise: Promise<unknown>) => void) | undefined;
} & Pick<Hooks, 'frames' | 'frame'>;

/** How many frames to read for a function that the runner has replaced. */
const maxOwnFrames = 5;

/** Handles new promises. The topmost frame shows what made a promise: an async function, an await, or the language. */
export function createMadePromises(parts: Parts): Pick<HookHandlers, 'takeValue' | 'made' | 'derived' | 'depthOf'> {
	const {callStack, promises, positions, generators, awaits, called, returned} = parts;
	const {frames, frame, origin, countReaction, flush, onEvaluate} = parts;
	/** The promises that V8 makes for the bodies of modules. */
	const bodies = new WeakSet<Promise<unknown>>();
	let importing = false;
	/** The name of the function that called the topmost one. Undefined until it is read. */
	let within: string | undefined;
	const calledWithin = () => {
		within ??= frame(1)?.getFunctionName() ?? '';
		return within;
	};

	/** Whether an executor of the program is running, below the function that makes a promise. */
	const isConstructing = () => {
		const top = frame(0);
		// Often, as in `ids.map(sleep)`, the next promise is just another one: its frames have been read already.
		const depth = top && isPromiseConstructor(top) ? 3 : maxFrames;
		return frames(depth).slice(1).some(isPromiseConstructor);
	};

	/** Notes that something has asked for the result of a promise. */
	function markConsumed(promise: Promise<unknown>, site: NodeJS.CallSite | undefined) {
		const known = markOf(promise);
		if (known?.lane) {
			known.hasListener = true;
		}

		const lane = known?.lane ?? (known?.note?.kind === 'same' ? promises.origin(promise) : undefined);
		if (lane && !lane.isConsumed && (site?.getFileName() || !isFloating())) {
			lane.isConsumed = true;
		}
	}

	/**
	 * Whether the program itself calls `then`, `catch` or `finally`. Code does not wait for a call by adding callbacks to
	 * it, unless something also asks for the promise that this returns, or the code has constructed a promise that these
	 * callbacks may resolve.
	 */
	function isFloating(): boolean {
		const by = calledWithin();
		const mayResolve = callStack.top()?.hasConstructed ?? true;
		return by === 'catch' || (!mayResolve && (by === 'finally' || isCalledByProgram()));
	}

	function inspectFrame(
		promise: Promise<unknown>,
		parent: Promise<unknown> | undefined,
		site: NodeJS.CallSite | undefined,
	) {
		const file = site?.getFileName();
		if (!parent && (!site || (file === moduleJob && isEvaluation(site)))) {
			bodies.add(promise);
			onEvaluate?.(promise);
		} else if (!site || !file) {
			builtIn(promise, parent, site?.getFunctionName() ?? null);
		} else if (file.startsWith('node:')) {
			importing ||= site.getFunctionName() === 'importModuleDynamicallyCallback' && isCalledByProgram();
			if (!parent && !importing && isCalledByProgram()) {
				promises.calledLibrary(promise, origin);
			}
		} else if (positions.isProgram(file)) {
			flush();
			byProgram(promise, parent, site);
		} else if (!parent && isCalledByProgram()) {
			// An async function of a package.
			promises.calledLibrary(promise, origin);
		}
	}

	function isCalledByProgram() {
		let caller = frame(1);
		if (isOwnFrame(caller)) {
			// The runner's own function stands for that of Node.js.
			caller = frames(maxOwnFrames).find((site, depth) => depth > 0 && !isOwnFrame(site));
		}

		return positions.isProgram(caller?.getFileName() ?? 'node:');
	}

	function builtIn(promise: Promise<unknown>, parent: Promise<unknown> | undefined, name: string | null) {
		if (parent && name === 'then') {
			countReaction(parent);
			returned.onThen(parent);
			if (promises.isResolving() && frames(2).length === 1) {
				// V8 itself calls `then`, not the program: its stack would have more frames.
				promises.resolvedWith(parent);
			}
		}

		const top = callStack.top();
		if (top && !parent && (name === 'Promise' || name === 'withResolvers')) {
			top.hasConstructed = true;
		}

		promises.made(promise, name, parent, calledWithin, origin);
	}

	function byProgram(promise: Promise<unknown>, parent: Promise<unknown> | undefined, site: NodeJS.CallSite) {
		if (parent) {
			awaits.awaited(promise, parent, site);
		} else if (importing) {
			importing = false;
			promises.note(promise, {kind: 'io', what: 'import()'});
		} else {
			called(promise, site);
		}
	}

	return {
		takeValue: awaits.takeValue,
		depthOf(parent) {
			const top = callStack.top();
			if (!parent) {
				// In a call of a function that is called very often, most promises are those of such calls.
				const least = top?.lane.held ? 1 : 3;
				return generators.isRequesting() ? 0 : Math.max(least, top?.by === 'call' ? callStack.countSame() + 1 : 0);
			}

			if (awaits.isKnown(parent)) {
				return 0;
			}

			// With no lane on the thread, this is a call of `then`, not an await.
			return promises.needsThenCaller() || (!top && promises.lane(parent)) ? 2 : 1;
		},
		made(promise) {
			promises.madeAnother(undefined, isConstructing);
			awaits.decide(false);
			const generator = generators.takeRequested();
			if (generator) {
				promises.setLane(promise, generator);
				return;
			}

			within = undefined;
			inspectFrame(promise, undefined, frame(0));
		},
		derived(promise, parent) {
			promises.madeAnother(parent, isConstructing);
			const {isHandled, site} = awaits.derived(promise, parent);
			if (isHandled) {
				return;
			}

			if (bodies.has(parent)) {
				promises.standsForValue(promise);
				return;
			}

			const top = site ?? frame(0);
			within = undefined;
			markConsumed(parent, top);
			inspectFrame(promise, parent, top);
		},
	};
}
