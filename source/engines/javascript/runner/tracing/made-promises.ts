import type {AsyncCalls} from './async-calls.ts';
import type {Awaits} from './awaits.ts';
import type {CallStack} from './call-stack.ts';
import type {Generators} from './generators.ts';
import type {HookHandlers, Hooks} from './hooks.ts';
import {markOf} from './marks.ts';
import type {createOrigins} from './origins.ts';
import type {ReturnedPromises} from './returned-promises.ts';
import type {Positions} from './source-positions.ts';
import {isEvaluation, moduleJob} from './top-level.ts';
import type {Promises} from './wait-reasons.ts';

type Parts = {
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly generators: Generators;
	readonly awaits: Awaits;
	readonly called: AsyncCalls;
	readonly returned: ReturnedPromises;
	readonly frames: Hooks['frames'];
	/** See `createOrigins`. */
	readonly origin: ReturnType<typeof createOrigins>;
	/** Counts the calls of `then` of a promise. */
	readonly reacts: (promise: Promise<unknown>) => void;
	/** Reports what has ended so far. */
	readonly flush: () => void;
	/** See `Observer`. */
	readonly evaluated: ((promise: Promise<unknown>) => void) | undefined;
};

/** Handles promises as they are made. The topmost frame says who makes one: an async function, an await, or the language. */
export function createMadePromises(parts: Parts): Pick<HookHandlers, 'takeValue' | 'made' | 'derived' | 'depthOf'> {
	const {callStack, promises, positions, generators, awaits, called, returned} = parts;
	const {frames, origin, reacts, flush, evaluated} = parts;
	/** What stands for the body of a module that awaits. */
	const bodies = new WeakSet<Promise<unknown>>();
	let importing = false;
	/** The function that has called the one on top, once it was asked for. */
	let within: string | undefined;
	const calledWithin = () => {
		within ??= frames(2).at(1)?.getFunctionName() ?? '';
		return within;
	};

	/** Something has asked for the result of a promise. */
	function heard(promise: Promise<unknown>, site: NodeJS.CallSite | undefined) {
		const known = markOf(promise);
		if (known?.lane) {
			known.hasListener = true;
		}

		const lane = known?.lane ?? (known?.note?.kind === 'same' ? promises.origin(promise) : undefined);
		// Whoever catches what a call throws does not wait for it.
		if (lane && !lane.isHeard && (site?.getFileName() || calledWithin() !== 'catch')) {
			lane.isHeard = true;
		}
	}

	function inspectFrame(
		promise: Promise<unknown>,
		parent: Promise<unknown> | undefined,
		site: NodeJS.CallSite | undefined,
	) {
		const file = site?.getFileName();
		if (!parent && (!site || (file === moduleJob && isEvaluation(site)))) {
			bodies.add(promise);
			evaluated?.(promise);
		} else if (!site || !file) {
			builtIn(promise, parent, site?.getFunctionName() ?? null);
		} else if (file.startsWith('node:')) {
			importing ||= site.getFunctionName() === 'importModuleDynamicallyCallback' && isCalledByProgram();
		} else if (positions.isProgram(file)) {
			flush();
			byProgram(promise, parent, site);
		}
	}

	function isCalledByProgram() {
		return positions.isProgram(frames(2).at(1)?.getFileName() ?? 'node:');
	}

	function builtIn(promise: Promise<unknown>, parent: Promise<unknown> | undefined, name: string | null) {
		if (parent && name === 'then') {
			reacts(parent);
			returned.onThen(parent);
			if (promises.isResolving() && frames(2).length === 1) {
				// V8 itself calls it, not a listener of the program.
				promises.resolvedWith(parent);
			}
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
				return generators.isAsking() ? 0 : Math.max(3, top?.by === 'call' ? callStack.countSame() + 1 : 0);
			}

			if (awaits.isKnown(parent)) {
				return 0;
			}

			// Without a lane on the thread it is `then` that is called.
			return promises.isCallerAsked() || (!top && promises.lane(parent)) ? 2 : 1;
		},
		made(promise) {
			awaits.decide(false);
			const asked = generators.takeAsked();
			if (asked) {
				promises.belongs(promise, asked);
				return;
			}

			within = undefined;
			inspectFrame(promise, undefined, frames(1)[0]);
		},
		derived(promise, parent) {
			const {taken, site} = awaits.derived(promise, parent);
			if (taken) {
				return;
			}

			if (bodies.has(parent)) {
				promises.standsForValue(promise);
				return;
			}

			const top = site ?? frames(1)[0];
			within = undefined;
			heard(parent, top);
			inspectFrame(promise, parent, top);
		},
	};
}
