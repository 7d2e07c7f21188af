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
import {depth} from './call-stack.ts';
import {createGenerators} from './generators.ts';
import {createHooks} from './hooks.ts';
import {createKnownPromises} from './known-promises.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {createMadePromises} from './made-promises.ts';
import type {Observer} from './observer.ts';
import {createOrigins} from './origins.ts';
import type {Calls, EventBuffer} from './planned-calls.ts';
import {createCalls} from './planned-calls.ts';
import {createReactions} from './reactions.ts';
import {createReturnedPromises} from './returned-promises.ts';
import {createEndings} from './settled-promises.ts';
import type {Positions} from './source-positions.ts';
import {createTopLevelAwaits} from './top-level.ts';
import type {Promises} from './wait-reasons.ts';

export type Tracer = {
	/** Begins to listen; until then nothing is seen. Returns a function that ends it. */
	readonly listen: () => () => void;
	/** Runs our own code unseen. */
	readonly unseen: <Result>(run: () => Result) => Result;
	readonly call: Calls['call'];
	/** Who is calling, and from where, seen from a function of ours that the program has called. */
	readonly caller: (below: (...parameters: never[]) => unknown) => {
		readonly lane: Lane | undefined;
		readonly place: Place | undefined;
	};
	/** Reports what has ended so far. */
	readonly flush: () => void;
	/** Calls a function with each promise that is about to settle, of those that something is known of. */
	readonly onSettled: (hear: (promise: Promise<unknown>) => void) => void;
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
	readonly broken: (error: unknown) => void;
	readonly aborts: Aborts;
} & Observer;

/**
 * Traces unchanged code by V8's promise hooks:
 *
 *     init, no parent                 an async function was called; the top frame is its header
 *     init of an await's own promise  suspended; the top frame is the await, the parent is what it waits for (see awaits.ts)
 *     before, after                   resumed, off the thread; of a lane's own promise: it has returned a promise
 *     settled                         ended; the state changes after the hook
 *
 * The top frame says which function it is about, and the stack of stretches (call-stack.ts) which call of that function.
 */
export function createTracer(parts: Parts): Tracer {
	const {lanes, callStack, promises, positions, fallback, eventBuffer, emit, ownTime} = parts;
	let hearSettled: ((promise: Promise<unknown>) => void) | undefined;
	const laneAt = (sites: readonly NodeJS.CallSite[]) =>
		callStack.at(sites, site => positions.of(site).scope)?.lane ?? fallback();

	const hooks = createHooks({ownTime, isDeep: callStack.isDeep, broken: parts.broken});
	const {frames, unseen, isUnseen} = hooks;
	const topLevelAwaits = createTopLevelAwaits(parts.topLevel, lanes);
	const returned = createReturnedPromises(lanes, promises);
	const adopted = parts.adopts ? createAdoptedLanes(lanes, positions) : undefined;
	const generators = createGenerators({
		lanes,
		callStack,
		positions,
		isUnseen,
		unseen,
		parent(below) {
			const top = callStack.top();
			return top && top.by !== 'call' ? top.lane : laneAt(callSites(below, depth));
		},
	});
	const endings = createEndings({...parts, yielded: generators.yielded, unseen});
	const {flush} = endings;
	const calls = createCalls({lanes, callStack, promises, endings, eventBuffer});
	const awaits = createAwaits({
		...{lanes, callStack, promises, positions, generators, topLevelAwaits, frames, flush},
		adopt: adopted?.meet,
	});
	const handlers = {
		...createMadePromises({
			...{callStack, promises, positions, generators, awaits, returned, frames, flush},
			called: createAsyncCalls({...parts, generators, calls, frames}),
			origin: createOrigins({positions, frames, now: ownTime.now}),
			reacts: createReactions({emit, positions, frames, waiting: lanes.waiting, unseen}),
			evaluated: parts.evaluated,
		}),
		...createKnownPromises({
			...{lanes, callStack, promises, positions, generators, awaits, endings, returned, topLevelAwaits, adopted, hooks},
			hearSettled: () => hearSettled,
		}),
	};

	return {
		listen() {
			const stopGenerators = generators.listen();
			const stopHooks = hooks.listen(handlers);
			return () => {
				stopHooks();
				stopGenerators();
			};
		},
		unseen,
		call: calls.call,
		caller(below) {
			ownTime.enter();
			try {
				awaits.decide(false);
				flush();
				const sites = callSites(below, depth);
				const site = sites.find(site => !site.isAsync() && positions.isProgram(site.getFileName() ?? 'node:'));
				const lane = laneAt(sites);
				return {lane: lane && lanes.reported(lane), place: site && positions.of(site).place};
			} finally {
				ownTime.leave();
			}
		},
		flush,
		onSettled(hear) {
			hearSettled = hear;
		},
	};
}
