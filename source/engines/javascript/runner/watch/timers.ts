import {syncBuiltinESMExports} from 'node:module';
import callbackTimers from 'node:timers';
import timers from 'node:timers/promises';
import {promisify} from 'node:util';
import type {WaitsFor} from '../../../../trace/event.ts';
import {apply} from '../built-ins.ts';
import type {PlannedRun, PlannedTasks} from '../planned-tasks.ts';
import {callSites} from '../tracing/call-sites.ts';
import type {Tracer} from '../tracing/tracer.ts';
import type {Promises} from '../tracing/wait-reasons.ts';
import {blockIfPlanned, failingShare, failsNow} from '../what-if.ts';
import type {Handles} from './handles.ts';

type Parts = {
	readonly tracer: Tracer;
	readonly promises: Promises;
	readonly handles?: Pick<Handles, 'timer'>;
	readonly planned?: Pick<PlannedTasks, 'of' | 'current'>;
};
type Caller = (...parameters: never[]) => unknown;
type Timing = [callback: (...values: unknown[]) => void, ms?: number, ...values: unknown[]];

/** A timer of so many ms or more is a reason why a process does not end. */
const long = 1000;

/** Makes timers tell what the promises that wait for them wait for, and lets them fail or hold the thread where a plan says so. */
export function watchTimers({tracer, promises, handles, planned}: Parts): void {
	const {setTimeout: setTimer, setInterval: repeat, setImmediate: setTurn} = globalThis;
	const {setTimeout: sleep, setImmediate: turn} = timers;

	/** The task that calls; it holds the thread here if it was planned to. */
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

	/** Whether a promise that is being made waits for the timer; it is noted for what. */
	const isAwaited = (on: WaitsFor, below: Caller) =>
		tracer.unseen(() => {
			const promise = constructing(promises, below);
			if (promise) {
				promises.note(promise, on);
			}

			return promise !== undefined;
		});

	const watched = (...given: Timing) => {
		const task = callingTask(watched);
		const delay = delayOf(given[1]);
		if (!isAwaited({kind: 'timer', ms: delay}, watched)) {
			const timer: NodeJS.Timeout = apply(setTimer, globalThis, given);
			if (delay >= long) {
				handles?.timer(timer, `setTimeout of ${delay} ms`, watched);
			}

			return timer;
		}

		if (failsNow(task)) {
			// The callback that resolves the promise resolves it with a promise that is rejected.
			return setTimer(() => given[0](tracer.unseen(() => Promise.reject(whatIf()))), delay * failingShare);
		}

		return apply(setTimer, globalThis, given);
	};

	const watchedInterval = (...given: Timing) => {
		const timer: NodeJS.Timeout = apply(repeat, globalThis, given);
		handles?.timer(timer, `setInterval of ${delayOf(given[1]) || 1} ms`, watchedInterval);
		return timer;
	};

	const watchedImmediate = (...given: [callback: () => void]) => {
		callingTask(watchedImmediate);
		isAwaited({kind: 'yield'}, watchedImmediate);
		return apply(setTurn, globalThis, given);
	};

	const watchedSleep = <Value>(ms?: number, value?: Value, options?: Parameters<typeof sleep>[2]) => {
		const task = callingTask(watchedSleep);
		const delay = delayOf(ms);
		const on: WaitsFor = {kind: 'timer', ms: delay};
		return tracer.unseen(() =>
			failsNow(task)
				? noted(sleep(delay * failingShare, value, options).then(rejectByPlan), on)
				: noted(sleep(ms, value, options), on),
		);
	};

	const watchedTurn = <Value>(value?: Value, options?: Parameters<typeof turn>[1]) => {
		const task = callingTask(watchedTurn);
		return tracer.unseen(() =>
			failsNow(task)
				? noted(turn(value, options).then(rejectByPlan), {kind: 'yield'})
				: noted(turn(value, options), {kind: 'yield'}),
		);
	};

	Object.defineProperties(watched, {
		...Object.getOwnPropertyDescriptors(setTimer),
		[promisify.custom]: {value: watchedSleep},
	});
	Object.defineProperties(watchedImmediate, {
		...Object.getOwnPropertyDescriptors(setTurn),
		[promisify.custom]: {value: watchedTurn},
	});
	if (handles) {
		Object.defineProperties(watchedInterval, Object.getOwnPropertyDescriptors(repeat));
		globalThis.setInterval = watchedInterval as typeof setInterval;
		callbackTimers.setInterval = watchedInterval as typeof setInterval;
	}

	globalThis.setTimeout = watched as typeof setTimeout;
	globalThis.setImmediate = watchedImmediate as typeof setImmediate;
	timers.setTimeout = watchedSleep as typeof sleep;
	timers.setImmediate = watchedTurn as typeof turn;
	syncBuiltinESMExports();
}

/**
 * The promise whose executor calls. `new Promise(resolve => setTimeout(resolve, ms))`: the frames below are the executor's and the
 * constructor's.
 */
export function constructing({constructed}: Promises, below: Caller): Promise<unknown> | undefined {
	const promise = constructed();
	return promise && callSites(below, 3).some(site => !site.getFileName() && site.getFunctionName() === 'Promise')
		? promise
		: undefined;
}

/** The delay in ms: where it is more than fits into 32 bits, Node.js takes 1. */
function delayOf(ms: number | undefined): number {
	const delay = Number(ms) || 0;
	return delay <= 2_147_483_647 ? delay : 1;
}

function rejectByPlan(): never {
	throw whatIf();
}

function whatIf() {
	return new Error('what-if: failed here');
}
