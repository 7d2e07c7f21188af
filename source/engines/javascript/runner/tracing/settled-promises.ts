import type {TaskOutcome} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {displaySized} from '../display-value.ts';
import type {Failures} from '../failures.ts';
import type {OwnTime} from '../own-time.ts';
import {readProperty} from '../safe-read.ts';
import {shorten} from '../shorten.ts';
import type {Aborts} from '../watch/aborts.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {mark, markOf} from './marks.ts';
import type {PromiseState} from './promise-state.ts';
import {stateOf} from './promise-state.ts';
import type {Promises} from './wait-reasons.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly promises: Promises;
	readonly failures: Failures;
	readonly aborts: Aborts;
	readonly ownTime: OwnTime;
	/** Returns the outcome of a lane whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	/** Called when an async generator has delivered a value and has not ended. */
	readonly yielded: (lane: Lane) => void;
	readonly unseen: <Result>(run: () => Result) => Result;
};

/** Ends lanes when their promises settle. */
export type Endings = {
	/** Handles a promise that is about to settle, or to wait for the promise that it was resolved with. */
	readonly settling: (promise: Promise<unknown>, lane: Lane | undefined) => void;
	/** Ends the lane, whose function is not async, with this promise, which may also be that of another lane. */
	readonly follow: (lane: Lane, promise: Promise<unknown>) => void;
	/** Reports the lanes that have ended so far. */
	readonly flush: () => void;
};

// Taken before the program can replace it.
const {queueMicrotask: queueTask} = globalThis;

/**
 * Up to this many digits of a number, or properties of an object, a value is quick to display. V8 sorts the property
 * names of larger objects.
 */
const longestNumber = 5000;
const mostProperties = 1000;

type Ending = {readonly promise: Promise<unknown>; readonly lane: Lane; readonly at: number};

/**
 * Creates the part that ends lanes. A promise changes its state only after V8 has reported that it settles. Its state
 * is therefore read at the next event, which comes before any other code runs, or in a microtask if there is no event.
 * The reported time is that of the settling.
 */
export function createEndings({lanes, promises, failures, aborts, ownTime, outcome, yielded, unseen}: Parts): Endings {
	let endings: Ending[] = [];

	/** Functions, by their place, with a result that took long to display. Their later results are abbreviated. */
	const large = new WeakSet<object>();

	const read = (promise: Promise<unknown>, {home}: Lane): PromiseState => {
		const state = stateOf(promise, home && large.has(home));
		if (home && state.text !== undefined && state.text.length > longestNumber) {
			large.add(home);
		}

		return state;
	};

	const display = ({home}: Lane, {value, text}: PromiseState): string => {
		if (value === undefined) {
			return shorten(text ?? 'undefined');
		}

		if (home && large.has(home)) {
			return '{…}';
		}

		const {text: shown, properties} = displaySized(value);
		if (home && properties > mostProperties) {
			large.add(home);
		}

		return shown;
	};

	const fail = (promise: Promise<unknown>, lane: Lane, {value, text}: PromiseState, at: number) => {
		const reason = value ?? text;
		const by = aborts.causeOf(reason, lane);
		const found = outcome(lane, reason);
		const ended = found === 'failed' && by?.cause === 'signal' ? 'cancelled' : found;
		if (ended === 'failed') {
			aborts.failed(reason);
		}

		const error = value ? failures.of(value, lane.place) : failures.ofText(text, lane.place);
		lanes.end(lane, ended, {error, ...(by && ended !== 'failed' && {by}), ...heard(promise)}, at);
	};

	const end = ({promise, lane, at}: Ending) => {
		const state = read(promise, lane);
		if (state.state === 'pending' || lane.state === 'ended' || lane.state === 'unknown') {
			// Pending: the promise was resolved with another one, and settles again with that one.
			return;
		}

		const by = lane.returned && promises.settlerOf(lane.returned, lane);
		if (by && lane.state === 'waiting') {
			lanes.resume(lane, by.id);
		}

		lane.returned = undefined;
		if (state.state === 'rejected') {
			fail(promise, lane, state, at);
		} else if (lane.kind === 'program') {
			lanes.end(lane, 'done', {}, at);
		} else if (lane.kind !== 'generator') {
			lanes.end(lane, 'done', lanes.isHeldBack(lane) ? {} : {value: display(lane, state)}, at);
		} else if (state.value && readProperty(state.value, 'done') === true) {
			lanes.end(lane, 'done', {}, at);
		} else {
			yielded(lane);
		}
	};

	const flush = () => {
		if (endings.length === 0) {
			return;
		}

		const settled = endings;
		endings = [];
		unseen(() => settled.forEach(end));
	};

	let isDue = false;
	const flushDue = () => {
		isDue = false;
		ownTime.enter();
		try {
			flush();
		} finally {
			ownTime.leave();
		}
	};

	return {
		flush,
		settling(promise, lane) {
			const follower = markOf(promise)?.follower;
			if (follower) {
				append(endings, {promise, lane: follower, at: ownTime.now()});
			}

			if (lane) {
				append(endings, {promise, lane, at: ownTime.now()});
			}

			if (endings.length > 0 && !isDue) {
				isDue = true;
				unseen(() => queueTask(flushDue));
			}
		},
		follow(lane, promise) {
			flush();
			mark(promise).follower = lane;
			lanes.wait(lane, promises.waitsFor(promise));
			if (unseen(() => stateOf(promise)).state !== 'pending') {
				end({promise, lane, at: ownTime.now()});
			}
		},
	};
}

/** Known once something listens. Otherwise a listener may still be added, or the runtime reports that none was. */
function heard(promise: Promise<unknown>): {heard?: true} {
	return markOf(promise)?.hasListener ? {heard: true} : {};
}
