import {syncBuiltinESMExports} from 'node:module';
import callbackTimers from 'node:timers';
import timers from 'node:timers/promises';
import type {WaitsFor} from '../../../../trace/event.ts';
import {callOriginal} from '../own-frames.ts';
import type {PlannedRun, PlannedTasks} from '../planned-tasks.ts';
import {callSites, isPromiseConstructor} from '../tracing/call-sites.ts';
import type {Promises} from '../tracing/promise-notes.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {blockIfPlanned, failingShare, failsNow} from '../what-if.ts';
import type {Handles} from './handles.ts';
import {replaceMethod} from './replace-method.ts';

type Parts = {
	readonly tracer: Tracer;
	readonly promises: Promises;
	readonly handles?: Pick<Handles, 'timer'>;
	readonly planned?: Pick<PlannedTasks, 'of' | 'current'>;
};
type Caller = (...parameters: never[]) => unknown;
type SetTimer = (...given: Timing) => NodeJS.Timeout;
type Timing = [callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]];

/** The shortest delay, in ms, of a timer that is recorded as a reason why the process does not end. */
const minReportedDelayMs = 1000;

/** Records which promises wait for timers, and lets timers fail or block the thread as planned. */
export function watchTimers({tracer, promises, handles, planned}: Parts): void {
	const {setTimeout: setTimer, setInterval: repeat, setImmediate: setTurn} = globalThis;
	const {setTimeout: sleep, setImmediate: turn} = timers;

	/** Returns the planned task that calls, after blocking the thread if the plan says so. */
	const callingTask = (below: Caller): PlannedRun | undefined => {
		if (!planned) {
			return undefined;
		}

		const {lane, place} = tracer.caller(below);
		const task = place && (planned.of(lane) ?? planned.current());
		blockIfPlanned(task);
		return task;
	};

	const noted = <Value>(promise: Promise<Value>, on: WaitsFor) => {
		promises.note(promise, on);
		return promise;
	};

	/** Whether the timer is set by the executor of a promise. Records what that promise waits for. */
	const noteIfAwaited = (on: WaitsFor, below: Caller) =>
		tracer.runUntraced(() => {
			const isAwaited = constructing(promises, below) !== undefined;
			if (isAwaited) {
				promises.noteTimer(on);
			}

			return isAwaited;
		});

	const watched = (...given: Timing) => {
		const task = callingTask(watched);
		const delay = delayOf(given[1]);
		const isAwaited = noteIfAwaited({kind: 'timer', ms: delay}, watched);
		if (isAwaited && failsNow(task)) {
			// The callback resolves the promise: passing it a rejected promise makes the promise reject.
			return setTimer(() => given[0](tracer.runUntraced(() => Promise.reject(whatIf()))), delay * failingShare);
		}

		const timer = callOriginal(setTimer as SetTimer, globalThis, given);
		if (!isAwaited && delay >= minReportedDelayMs) {
			handles?.timer(timer, `setTimeout of ${delay} ms`, watched);
		}

		return timer;
	};

	const watchedInterval = (...given: Timing) => {
		const timer = callOriginal(repeat as SetTimer, globalThis, given);
		handles?.timer(timer, `setInterval of ${delayOf(given[1]) || 1} ms`, watchedInterval);
		return timer;
	};

	const watchedImmediate = (...given: [callback: () => void]) => {
		callingTask(watchedImmediate);
		noteIfAwaited({kind: 'yield'}, watchedImmediate);
		return callOriginal(setTurn, globalThis, given);
	};

	const {watchedSleep, watchedTurn} = {
		watchedSleep(this: unknown, ...given: Parameters<typeof sleep>) {
			const task = callingTask(watchedSleep);
			const delay = delayOf(given[0]);
			const on: WaitsFor = {kind: 'timer', ms: delay};
			const promise = tracer.runUnreported(() =>
				failsNow(task)
					? sleep(delay * failingShare, given[1], given[2]).then(rejectByPlan)
					: callOriginal(sleep, this, given),
			);
			return tracer.runUntraced(() => noted(promise, on));
		},
		watchedTurn(this: unknown, ...given: Parameters<typeof turn>) {
			const task = callingTask(watchedTurn);
			const promise = tracer.runUnreported(() =>
				failsNow(task) ? turn(given[0], given[1]).then(rejectByPlan) : callOriginal(turn, this, given),
			);
			return tracer.runUntraced(() => noted(promise, {kind: 'yield'}));
		},
	};

	for (const object of [globalThis, callbackTimers]) {
		replaceMethod(object, 'setTimeout', watched as typeof setTimeout);
		replaceMethod(object, 'setImmediate', watchedImmediate as typeof setImmediate);
		if (handles) {
			replaceMethod(object, 'setInterval', watchedInterval as typeof setInterval);
		}
	}

	replaceMethod(timers, 'setTimeout', watchedSleep as typeof sleep);
	replaceMethod(timers, 'setImmediate', watchedTurn as typeof turn);
	syncBuiltinESMExports();
}

/**
 * Returns the promise whose executor calls, as in `new Promise(resolve => setTimeout(resolve, ms))`: the frames below
 * are those of the executor and the constructor. Undefined if there is none.
 */
export function constructing({constructed}: Promises, below: Caller): Promise<unknown> | undefined {
	const promise = constructed();
	return promise && callSites(below, 3).some(isPromiseConstructor) ? promise : undefined;
}

/**
 * Returns the delay in ms. Node.js uses 1 for a delay that does not fit into a signed integer of 32 bits. Converting an
 * object to a number could run code of the program.
 */
function delayOf(ms: unknown): number {
	const delay = typeof ms === 'number' || typeof ms === 'string' ? +ms || 0 : 0;
	return delay <= 2_147_483_647 ? delay : 1;
}

function rejectByPlan(): never {
	throw whatIf();
}

function whatIf() {
	return new Error('what-if: failed here');
}
