import {promiseHooks} from 'node:v8';
import type {Place, TaskOutcome} from '../../../../trace/event.ts';
import type {Failures} from '../failures.ts';
import type {CallStack, StackEntry} from './call-stack.ts';
import {depth} from './call-stack.ts';
import {createGenerators} from './generators.ts';
import type {Lane, Lanes} from './lanes.ts';
import type {Calls, EventBuffer} from './planned-calls.ts';
import {createCalls} from './planned-calls.ts';
import {createReturnedPromises} from './returned-promises.ts';
import {createEndings} from './settled-promises.ts';
import type {Positions} from './source-positions.ts';
import {callSites, isOwn} from './source-positions.ts';
import {createTopLevelAwaits, isEvaluation, topLevelScope} from './top-level.ts';
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
	/** Tells what has ended so far. */
	readonly flush: () => void;
	/** Calls a function with each promise that is about to settle. */
	readonly onSettled: (hear: (promise: Promise<unknown>) => void) => void;
};

/** What differs between the runs of strategies and of programs. */
export type Observer = {
	/** The lane that a callback works for, where the stack does not tell. */
	readonly fallback: () => Lane | undefined;
	/** How a lane ends whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	/** Of a program that runs as it is. */
	readonly topLevel?: Lane;
	/** A module is about to be evaluated: the promise settles when it, and all that it imports, have been. */
	readonly evaluated?: (promise: Promise<unknown>) => void;
};

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly promises: Promises;
	readonly positions: Positions;
	readonly failures: Failures;
	readonly eventBuffer: EventBuffer;
} & Observer;

/**
 * Traces unchanged code by V8's promise hooks:
 *
 *     init, no parent                 an async function was called; the top frame is its header
 *     init of an await's own promise  suspended; the top frame is the await, the parent is what it waits for
 *     before, after                   resumed, off the thread
 *     settled                         ended; the state changes after the hook
 *
 * The top frame says which function it is about, and the stack of stretches (thread.ts) which call of that function.
 */
export function createTracer(parts: Parts): Tracer {
	const {lanes, callStack, promises, positions, failures, fallback, outcome, eventBuffer, topLevel, evaluated} = parts;
	/** Lanes by the promise that an `await` makes for itself. */
	const suspended = new WeakMap<Promise<unknown>, Lane>();
	/** Stretches by the same promise. */
	const resumptions = new WeakMap<Promise<unknown>, StackEntry>();
	/** What stands for the body of a module that awaits. */
	const bodies = new WeakSet<Promise<unknown>>();
	const topLevelAwaits = createTopLevelAwaits(topLevel, lanes);
	const returned = createReturnedPromises(lanes, promises);
	let hearSettled: (promise: Promise<unknown>) => void = () => {};
	let unseenDepth = 0;
	let importing = false;

	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;
	const frames = (below: (...parameters: never[]) => unknown) => callSites(below, depth);
	const laneAt = (sites: readonly NodeJS.CallSite[]) => callStack.at(sites, scopeOf)?.lane ?? fallback();

	function init(promise: Promise<unknown>, parent?: Promise<unknown>) {
		if (unseenDepth > 0) {
			return;
		}

		const top = callStack.top();
		if (parent && ((top && promises.lane(parent) === top.lane) || bodies.has(parent))) {
			// The promise that stands for the value in `await value`.
			promises.note(promise, {kind: 'yield'});
			return;
		}

		const [site] = callSites(init, 1);
		const file = site?.getFileName();
		if (!parent && (!site || isEvaluation(site))) {
			bodies.add(promise);
			evaluated?.(promise);
		} else if (!site || !file) {
			builtIn(promise, parent, site?.getFunctionName() ?? null);
		} else if (file.startsWith('node:')) {
			importing ||= site.getFunctionName() === 'importModuleDynamicallyCallback' && isCalledByProgram();
		} else if (positions.isProgram(file)) {
			flush();
			if (parent) {
				awaited(promise, parent, site);
			} else {
				called(promise, site);
			}
		}
	}

	function isCalledByProgram() {
		return positions.isProgram(callSites(init, 2).at(1)?.getFileName() ?? 'node:');
	}

	function builtIn(promise: Promise<unknown>, parent: Promise<unknown> | undefined, name: string | null) {
		const top = callStack.top();
		if (
			top?.lane.kind === 'generator' &&
			top.by === 'step' &&
			!parent &&
			(name === 'next' || name === 'return' || name === 'throw')
		) {
			promises.belongs(promise, top.lane);
			return;
		}

		if (parent && name === 'then') {
			returned.onThen(parent);
		}

		promises.made(promise, name, parent, () => callSites(init, 2).at(1)?.getFunctionName());
	}

	function called(promise: Promise<unknown>, site: NodeJS.CallSite) {
		if (importing) {
			importing = false;
			promises.note(promise, {kind: 'io', what: 'import()'});
			return;
		}

		const sites = frames(init);
		const {place, scope} = positions.of(site);
		if (scope === topLevelScope) {
			// A module that awaits is an async function to V8.
			return;
		}

		const calling = calls.unmatched();
		let lane: Lane;
		if (calling && isOwn(sites[1])) {
			lane = calling.lane;
			lane.home = place;
			lane.scope = scope;
			calling.first = {lane, promise};
		} else {
			const entry = callStack.at(sites.slice(1), scopeOf);
			generators.meet(entry, sites);
			const parent = entry?.lane ?? fallback();
			lane = lanes.make({
				kind: 'call',
				name: site.getFunctionName() ?? '(anonymous)',
				plannedTaskId: parent?.plannedTaskId,
			});
			lane.home = place;
			lane.scope = scope;
			if (calling && entry?.by === 'step' && calling.lane === parent && parent?.kind === 'planned') {
				calling.first = {lane, promise};
				lane.serial = parent.serial;
				eventBuffer.buffer();
			}

			lanes.create(lane, parent?.id);
			lanes.start(lane);
		}

		promises.belongs(promise, lane);
		callStack.enter(lane, 'call');
	}

	function awaited(promise: Promise<unknown>, parent: Promise<unknown>, site: NodeJS.CallSite) {
		const {place, scope} = positions.of(site);
		let entry = callStack.top();
		if (entry?.lane.scope !== scope) {
			const sites = frames(init);
			entry = callStack.at(sites, scopeOf);
			generators.meet(entry, [site, ...sites]);
		}

		const lane = entry?.lane.scope === scope ? entry.lane : (topLevelAwaits.laneAt(scope) ?? generators.resumed(scope));
		if (!lane) {
			// At the top level of a module, in a run that has no lane for it.
			return;
		}

		suspended.set(promise, lane);
		if (lane.state === 'waiting') {
			// A generator that goes on at once, because it had been asked for the next value already; or another module.
			lanes.resume(lane);
		}

		topLevelAwaits.suspended(lane);

		lanes.wait(lane, promises.waitsFor(parent), place);
		if (entry?.lane === lane && entry.by === 'call') {
			callStack.leave(entry);
		}
	}

	function before(promise: Promise<unknown>) {
		if (unseenDepth > 0) {
			return;
		}

		const lane = suspended.get(promise);
		if (lane && lane.state !== 'ended') {
			flush();
			callStack.clear();
			resumptions.set(promise, callStack.enter(lane, 'resumption'));
			topLevelAwaits.resumed(lane);
			lanes.resume(lane);
			return;
		}

		if (returned.beforeResolve(promises.lane(promise))) {
			callStack.clear();
		}
	}

	function after(promise: Promise<unknown>) {
		returned.afterResolve(promise);
		const entry = resumptions.get(promise);
		if (entry) {
			resumptions.delete(promise);
			flush();
			callStack.leave(entry);
			topLevelAwaits.left(entry.lane);
		}
	}

	function settled(promise: Promise<unknown>) {
		const lane = promises.lane(promise);
		if (lane?.state === 'unknown' && unseenDepth === 0) {
			generators.meet(callStack.top(), frames(settled));
		}

		endings.settling(promise, lane);
		hearSettled(promise);
		const top = callStack.top();
		if (lane && top?.lane === lane && top.by === 'call') {
			callStack.leave(top);
		}
	}

	function unseen<Result>(run: () => Result): Result {
		unseenDepth++;
		try {
			return run();
		} finally {
			unseenDepth--;
		}
	}

	const generators = createGenerators({
		lanes,
		callStack,
		positions,
		parent: below => laneAt(frames(below)),
		isUnseen: () => unseenDepth > 0,
	});

	const endings = createEndings({lanes, promises, failures, outcome, yielded: generators.yielded, unseen});
	const {flush} = endings;
	const calls = createCalls({lanes, callStack, promises, endings, eventBuffer});

	return {
		listen() {
			const stopGenerators = generators.listen();
			const stopHooks = promiseHooks.createHook({init, before, after, settled}) as unknown as () => void;
			return () => {
				stopHooks();
				stopGenerators();
			};
		},
		unseen,
		call: calls.call,
		caller(below) {
			flush();
			const sites = frames(below);
			const site = sites.find(site => !site.isAsync() && positions.isProgram(site.getFileName() ?? 'node:'));
			return {lane: laneAt(sites), place: site && positions.of(site).place};
		},
		flush,
		onSettled(hear) {
			hearSettled = hear;
		},
	};
}
