import type {Place} from '../../../../trace/event.ts';
import type {Failures} from '../failures.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Aborts} from '../watch/aborts.ts';
import {createAdoptedLanes} from './adopted-lanes.ts';
import {createAsyncCalls} from './async-calls.ts';
import {createAwaits} from './awaits.ts';
import {callSites} from './call-sites.ts';
import type {CallStack} from './call-stack.ts';
import {maxFrames} from './call-stack.ts';
import {createGenerators} from './generators.ts';
import {createHooks} from './hooks.ts';
import {createHotTurns} from './hot-turns.ts';
import {createKnownPromises} from './known-promises.ts';
import type {Lane} from './lane.ts';
import {createEndings} from './lane-endings.ts';
import type {Lanes} from './lanes.ts';
import {createLoading} from './loading.ts';
import {createMadePromises} from './made-promises.ts';
import {createOrigins} from './origins.ts';
import type {Calls, EventBuffer} from './planned-calls.ts';
import {createCalls} from './planned-calls.ts';
import type {Promises} from './promise-notes.ts';
import {createReactions} from './reactions.ts';
import {createReturnedPromises} from './returned-promises.ts';
import type {Positions} from './source-positions.ts';
import {isOwnFrame} from './source-positions.ts';
import {createTopLevelAwaits} from './top-level.ts';
import type {TracerOptions} from './tracer-options.ts';

type Caller = (...parameters: never[]) => unknown;

export type Tracer = {
	/** Starts to trace; nothing is observed before. Returns a function that stops this. */
	readonly listen: () => () => void;
	/** Must be called when Node.js is about to read the program, if that is an ES module. */
	readonly expectModule: () => void;
	/** Runs the tracer's own code without tracing it. */
	readonly runUntraced: <Result>(run: () => Result) => Result;
	/** Runs code of the program or of Node.js without tracing it. */
	readonly runUnreported: <Result>(run: () => Result) => Result;
	readonly call: Calls['call'];
	/** Returns the lane that called `below`, a function of the runner, and the line of the program at which it did. */
	readonly caller: (below: Caller) => {
		readonly lane: Lane | undefined;
		readonly place: Place | undefined;
	};
	/** Returns only the lane that called `below`. Reads the stack only if the lane is not certain without it. */
	readonly callingLane: (below: Caller) => Lane | undefined;
	/**
	 * Returns the lane that runs, if that is certain without reading the stack, which takes most of the time of `caller`.
	 */
	readonly laneOnThread: () => Lane | undefined;
	/** Reports the lanes that have ended so far. */
	readonly flush: () => void;
	/** Sets the function that is called with each promise that is about to settle and that the tracer has data about. */
	readonly onSettled: (listener: (promise: Promise<unknown>) => void) => void;
};

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly failures: Failures;
	readonly eventBuffer: EventBuffer;
	readonly emit: TraceWriter['emit'];
	readonly ownTime: OwnTime;
	/** Called with an error of the tracer itself. */
	readonly onError: (error: unknown) => void;
	readonly aborts: Aborts;
} & TracerOptions;

/**
 * Traces unmodified code through V8's promise hooks:
 *
 *     init without a parent           An async function was called; the top frame is its header.
 *     init of an await's own promise  The lane is suspended; the top frame is the await, the parent is the awaited
 *                                     promise (see awaits.ts).
 *     before, after                   The lane resumes, and leaves the thread. For a lane's own promise: the lane has
 *                                     returned a promise (see returned-promises.ts).
 *     settled                         The lane has ended; the promise changes its state after the hook.
 *
 * The top frame shows which function an event is about. The stack of stretches (call-stack.ts) shows which call of that
 * function.
 */
export function createTracer(parts: Parts): Tracer {
	const {lanes, callStack, promises, positions, fallback, eventBuffer, emit, ownTime} = parts;
	let settledListener: ((promise: Promise<unknown>) => void) | undefined;
	const entryAt = (sites: readonly NodeJS.CallSite[]) => callStack.at(sites, site => positions.of(site).scope);

	const loading = createLoading();
	const hooks = createHooks({ownTime, loading, isDeep: callStack.isDeep, onError: parts.onError});
	const {frames, frame, runUntraced, isUntraced} = hooks;
	const topLevelAwaits = createTopLevelAwaits(parts.topLevel, lanes);
	const returned = createReturnedPromises(lanes, promises);
	const adopted = parts.adoptsCalls ? createAdoptedLanes(lanes, positions) : undefined;
	const generators = createGenerators({
		lanes,
		callStack,
		positions,
		isUntraced,
		runUntraced,
		parent(below) {
			const top = callStack.top();
			return top && top.by !== 'call' ? top.lane : (entryAt(callSites(below, maxFrames))?.lane ?? fallback());
		},
	});
	const endings = createEndings({
		...parts,
		yielded: generators.yielded,
		runUntraced,
		endIsReported: callStack.endIsReported,
	});
	const {flush} = endings;
	const calls = createCalls({lanes, callStack, promises, endings, eventBuffer});
	const awaits = createAwaits({
		...{lanes, callStack, promises, positions, generators, topLevelAwaits, frames, frame, flush},
		adopt: adopted?.adopt,
	});
	const handlers = {
		hotTurns: createHotTurns({lanes, callStack, promises, awaits, endings}),
		...createMadePromises({
			...{callStack, promises, positions, generators, awaits, returned, frames, frame, flush},
			called: createAsyncCalls({...parts, generators, calls, frames, frame}),
			origin: createOrigins({
				...{positions, frames, now: ownTime.now},
				isLaneRunning: () => (callStack.top()?.lane.state ?? 'unknown') !== 'unknown',
			}),
			countReaction: createReactions({emit, positions, frames, countWaiting: lanes.countWaiting, runUntraced}),
			onEvaluate: parts.onEvaluate,
		}),
		...createKnownPromises({
			...{lanes, callStack, promises, positions, generators, awaits, endings, returned, topLevelAwaits, adopted, hooks},
			settledListener: () => settledListener,
		}),
	};

	function caller(below: Caller): ReturnType<Tracer['caller']> {
		ownTime.enter();
		try {
			awaits.decide(false);
			flush();
			const sites = callSites(below, maxFrames);
			const site = sites.find(site => !site.isAsync() && positions.isProgram(site.getFileName() ?? 'node:'));
			const entry = entryAt(sites);
			if (sites.some(isOwnFrame)) {
				generators.identify(entry, sites);
			}

			const lane = entry?.lane ?? fallback();
			return {lane: lane && lanes.ensureReported(lane), place: site && positions.of(site).place};
		} finally {
			ownTime.leave();
		}
	}

	function callingLane(below: Caller): Lane | undefined {
		ownTime.enter();
		try {
			awaits.decide(false);
			const top = callStack.top();
			const isCertain = top?.by !== 'call' && top?.lane.state !== 'unknown';
			return isCertain ? laneOnThread() : caller(below).lane;
		} finally {
			ownTime.leave();
		}
	}

	function laneOnThread(): Lane | undefined {
		ownTime.enter();
		try {
			awaits.decide(false);
			flush();
			const top = callStack.top();
			// A call may have returned a promise, which no hook reports.
			const lane = top?.by === 'call' ? undefined : (top?.lane ?? fallback());
			return lane && lanes.ensureReported(lane);
		} finally {
			ownTime.leave();
		}
	}

	return {
		listen() {
			const stopGenerators = generators.listen();
			const stopHooks = hooks.listen(handlers);
			return () => {
				stopHooks();
				stopGenerators();
			};
		},
		expectModule: loading.start,
		runUntraced,
		runUnreported: hooks.runUnreported,
		call: calls.call,
		caller,
		callingLane,
		laneOnThread,
		flush,
		onSettled(listener) {
			settledListener = listener;
		},
	};
}
