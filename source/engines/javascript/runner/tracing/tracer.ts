import type {Place, TaskOutcome} from '../../../../trace/event.ts';
import type {Failures} from '../failures.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Aborts} from '../watch/aborts.ts';
import {createAdoptedLanes} from './adopted-lanes.ts';
import {callerOf, createAwaits} from './awaits.ts';
import {callSites} from './call-sites.ts';
import type {CallStack} from './call-stack.ts';
import {depth} from './call-stack.ts';
import {createGenerators} from './generators.ts';
import {createHooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {markOf} from './marks.ts';
import {createOrigins} from './origins.ts';
import type {Calls, EventBuffer} from './planned-calls.ts';
import {createCalls} from './planned-calls.ts';
import {createReactions} from './reactions.ts';
import {createReturnedPromises} from './returned-promises.ts';
import {createEndings} from './settled-promises.ts';
import type {Positions} from './source-positions.ts';
import {isOwn} from './source-positions.ts';
import {createTopLevelAwaits, isEvaluation, moduleJob, topLevelScope} from './top-level.ts';
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
	/** Whether calls can have been suspended before anything was observed. */
	readonly adopts?: boolean;
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
	const {lanes, callStack, promises, positions, failures, fallback, outcome, eventBuffer, topLevel, evaluated} = parts;
	const {ownTime, broken, aborts} = parts;
	/** What stands for the body of a module that awaits. */
	const bodies = new WeakSet<Promise<unknown>>();
	const topLevelAwaits = createTopLevelAwaits(topLevel, lanes);
	const returned = createReturnedPromises(lanes, promises);
	const adopted = parts.adopts ? createAdoptedLanes(lanes, positions) : undefined;
	let hearSettled: ((promise: Promise<unknown>) => void) | undefined;
	let importing = false;
	let isResolving = false;
	/** The generator that is being asked for a value: the next promise is the one that it gives. */
	let asked: Lane | undefined;

	/** The function that has called the one on top, once it was asked for. */
	let within: string | undefined;
	const calledWithin = () => {
		within ??= hooks.frames(2).at(1)?.getFunctionName() ?? '';
		return within;
	};

	const scopeOf = (site: NodeJS.CallSite) => positions.of(site).scope;
	const laneAt = (sites: readonly NodeJS.CallSite[]) => callStack.at(sites, scopeOf)?.lane ?? fallback();

	function made(promise: Promise<unknown>) {
		awaits.decide(false);
		if (asked) {
			promises.belongs(promise, asked);
			asked = undefined;
			return;
		}

		within = undefined;
		inspectFrame(promise, undefined, hooks.frames(1)[0]);
	}

	function derived(promise: Promise<unknown>, parent: Promise<unknown>) {
		const {taken, site} = awaits.derived(promise, parent);
		if (taken) {
			return;
		}

		if (bodies.has(parent)) {
			promises.note(promise, {kind: 'yield'});
			return;
		}

		const top = site ?? hooks.frames(1)[0];
		within = undefined;
		heard(parent, top);
		inspectFrame(promise, parent, top);
	}

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

	/** The frame on top says who made a promise. */
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
			if (parent) {
				awaits.awaited(promise, parent, site);
			} else {
				called(promise, site);
			}
		}
	}

	function isCalledByProgram() {
		return positions.isProgram(hooks.frames(2).at(1)?.getFileName() ?? 'node:');
	}

	function builtIn(promise: Promise<unknown>, parent: Promise<unknown> | undefined, name: string | null) {
		if (parent && name === 'then') {
			reacts(parent);
			returned.onThen(parent);
			if (isResolving && hooks.frames(2).length === 1) {
				// V8 itself calls it, not a listener of the program.
				promises.resolvedWith(parent);
			}
		}

		promises.made(promise, name, parent, calledWithin, origin);
	}

	function called(promise: Promise<unknown>, site: NodeJS.CallSite) {
		if (importing) {
			importing = false;
			promises.note(promise, {kind: 'io', what: 'import()'});
			return;
		}

		const {place, scope} = positions.of(site);
		if (scope === topLevelScope) {
			// A module that awaits is an async function to V8.
			return;
		}

		const calling = calls.unmatched();
		let lane: Lane;
		if (calling && isOwn(hooks.frames(2)[1])) {
			lane = calling.lane;
			lane.home = place;
			lane.scope = scope;
			calling.first = {lane, promise};
		} else {
			const entry = callerOf(callStack, generators, count => hooks.frames(count ?? depth), scopeOf);
			const parent = entry?.lane ?? fallback();
			lane = lanes.make({
				kind: 'call',
				name: place.function ?? '(anonymous)',
				plannedTaskId: parent?.plannedTaskId,
			});
			lane.home = place;
			lane.scope = scope;
			lane.calledIn = entry?.serial;
			if (calling && entry?.by === 'step' && calling.lane === parent && parent?.kind === 'planned') {
				calling.first = {lane, promise};
				lane.serial = parent.serial;
				eventBuffer.buffer();
			}

			lanes.create(lane, parent);
			lanes.start(lane);
		}

		promises.belongs(promise, lane);
		callStack.enter(lane, 'call');
	}

	function resumed(promise: Promise<unknown>) {
		awaits.decide(false);
		const known = markOf(promise);
		if (!known) {
			return;
		}

		const lane = known.suspended;
		if (lane && lane.state !== 'ended') {
			flush();
			callStack.clear();
			known.entry = callStack.enter(lane, 'resumption');
			topLevelAwaits.resumed(lane, promise);
			lanes.resume(lane, known.awaited && promises.settlerOf(known.awaited, lane)?.id);
		} else if (returned.beforeResolve(known.lane)) {
			callStack.clear();
		} else if (!lane && !known.lane) {
			isResolving = true;
			promises.resolving(promise);
		}
	}

	function left(promise: Promise<unknown>) {
		returned.afterResolve(promise);
		isResolving = false;
		const known = markOf(promise);
		const entry = known?.entry;
		if (known && entry) {
			known.entry = undefined;
			flush();
			callStack.leave(entry);
			topLevelAwaits.left(entry.lane);
			adopted?.left(entry.lane, endings.settling);
		}
	}

	function settles(promise: Promise<unknown>) {
		if (awaits.settles(promise)) {
			return;
		}

		const known = markOf(promise);
		const lane = known?.lane;
		adopted?.settles(promise, callStack.top());
		if (lane?.state === 'unknown' && !isUnseen()) {
			generators.meet(callStack.top(), hooks.frames(depth));
		}

		if (known?.isAwaited) {
			const entry = callStack.top();
			known.settledBy = (entry?.by === 'call' ? callStack.at(hooks.frames(depth), scopeOf) : entry)?.lane;
		}

		promises.settles(promise);
		endings.settling(promise, lane);
		hearSettled?.(promise);
		const top = callStack.top();
		if (lane && top?.lane === lane && top.by === 'call') {
			callStack.leave(top);
		}
	}

	/** What the hooks know nothing of need not be reported, but while it is in doubt what the next promise is. */
	function isForeign(promise: Promise<unknown>): boolean {
		return !adopted && !markOf(promise) && !awaits.isWaiting() && !hearSettled && !endings.hasFollowers();
	}

	const hooks = createHooks(
		{ownTime, isDeep: callStack.isDeep, broken},
		{made, derived, resumed, left, settles, isForeign},
	);
	const {unseen, isUnseen} = hooks;
	const {frames} = hooks;
	const origin = createOrigins({positions, frames, now: ownTime.now});
	const reacts = createReactions({emit: parts.emit, positions, frames, waiting: lanes.waiting, unseen});
	const generators = createGenerators({
		lanes,
		callStack,
		positions,
		parent(below) {
			const top = callStack.top();
			return top && top.by !== 'call' ? top.lane : laneAt(callSites(below, depth));
		},
		isUnseen,
		asks(lane) {
			asked = lane;
		},
	});

	const {yielded} = generators;
	const endings = createEndings({lanes, promises, failures, aborts, outcome, yielded, unseen, ownTime});
	const {flush} = endings;
	const calls = createCalls({lanes, callStack, promises, endings, eventBuffer});
	const awaits = createAwaits({
		lanes,
		callStack,
		promises,
		positions,
		generators,
		topLevelAwaits,
		capture: (count = depth) => hooks.frames(count),
		flush,
		adopt: adopted?.meet,
	});

	return {
		listen() {
			const stopGenerators = generators.listen();
			const stopHooks = hooks.listen();
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
