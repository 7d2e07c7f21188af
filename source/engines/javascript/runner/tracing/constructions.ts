import type {WaitsFor} from '../../../../trace/event.ts';
import type {Lane} from './lane.ts';
import {ensureMark} from './promise-marks.ts';

/** Tracks the promise that `new Promise` or `withResolvers` made last, as long as its executor may be running. */
export type Constructions = {
	/** Returns that promise, if its executor may still be running. */
	readonly constructed: () => Promise<unknown> | undefined;
	/** Whether there may be such a promise. */
	readonly mayConstruct: () => boolean;
	/**
	 * Records that the executor of that promise has set a timer. The promise waits for it if the executor starts nothing
	 * else: otherwise the timer may be a time limit.
	 */
	readonly noteTimer: (on: WaitsFor) => void;
	/** Records that the executor of that promise is async: whatever waits for the promise waits for this lane. */
	readonly noteExecutor: (lane: Lane) => void;
	/**
	 * Notes that another promise was made, or derived from `parent`. `isConstructing` returns whether an executor is
	 * running.
	 */
	readonly madeAnother: (parent: Promise<unknown> | undefined, isConstructing: () => boolean) => void;
	/** Notes that no executor is running: code that waits for a promise takes the thread, or leaves it. */
	readonly betweenJobs: () => void;
};

type Construction = {
	readonly promise: WeakRef<Promise<unknown>>;
	/** What the promise stands for unless it waits for a timer. */
	readonly untimed: WaitsFor | undefined;
	/** Whether its executor has set a timer. */
	hasTimer: boolean;
	/** Whether another promise was made since: a timer that the executor sets now may be a time limit for that one. */
	isFollowed: boolean;
};

/** `start` must be called with each such promise, and with what it stands for unless it waits for a timer. */
export function createConstructions(): Constructions & {
	readonly start: (promise: Promise<unknown>, untimed: WaitsFor | undefined) => void;
} {
	/** Undefined while no executor can be running. */
	let construction: Construction | undefined;
	const constructed = () => construction?.promise.deref();

	return {
		start(promise, untimed) {
			construction = {promise: new WeakRef(promise), untimed, hasTimer: false, isFollowed: false};
			ensureMark(promise).note = untimed;
		},
		constructed,
		mayConstruct: () => construction !== undefined,
		noteTimer(on) {
			const promise = constructed();
			if (construction && promise && !construction.isFollowed) {
				// Of two timers, one may be a time limit.
				ensureMark(promise).note = construction.hasTimer ? construction.untimed : on;
				construction.hasTimer = true;
			}
		},
		noteExecutor(lane) {
			const promise = constructed();
			if (promise) {
				ensureMark(promise).executor = lane;
				lane.isConsumed = true;
			}
		},
		madeAnother(parent, isConstructing) {
			if (!construction || construction.isFollowed) {
				return;
			}

			construction.isFollowed = true;
			const promise = construction.hasTimer ? constructed() : undefined;
			if (promise && promise !== parent && isConstructing()) {
				ensureMark(promise).note = construction.untimed;
			}
		},
		betweenJobs() {
			construction = undefined;
		},
	};
}
