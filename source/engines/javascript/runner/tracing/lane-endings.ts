import type {TaskOutcome} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {displaySized} from '../display-value.ts';
import type {Failures} from '../failures.ts';
import type {OwnTime} from '../own-time.ts';
import {readProperty} from '../safe-read.ts';
import {shorten} from '../shorten.ts';
import type {Aborts} from '../watch/aborts.ts';
import type {CallStack} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import {ensureMark, markOf} from './promise-marks.ts';
import type {Promises} from './promise-notes.ts';
import type {PromiseState} from './promise-state.ts';
import {stateOf} from './promise-state.ts';

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
	readonly runUntraced: <Result>(run: () => Result) => Result;
	readonly endIsReported: CallStack['endIsReported'];
};

/** Ends lanes when their promises settle. */
export type Endings = {
	/** Handles a promise that is about to settle, or to wait for the promise that it was resolved with. */
	readonly settles: (promise: Promise<unknown>, lane: Lane | undefined) => void;
	/** Ends the lane, whose function is not async, with this promise, which may also be that of another lane. */
	readonly follow: (lane: Lane, promise: Promise<unknown>) => void;
	/** Reports the lanes that have ended so far. */
	readonly flush: () => void;
	/** Whether `flush` has something to do. */
	readonly areDue: () => boolean;
};

// Taken before the program can replace it.
const {queueMicrotask: queueTask} = globalThis;

/**
 * Up to this many digits of a number, or properties of an object, a value is quick to display. V8 sorts the property
 * names of larger objects.
 */
const maxNumberLength = 5000;
const maxProperties = 1000;

type Ending = {readonly promise: Promise<unknown>; readonly lane: Lane; readonly at: number};

/**
 * Creates the part that ends lanes. A promise changes its state only after V8 has reported that it settles. Its state
 * is therefore read at the next event, which comes before any other code runs, or in a microtask if there is no event.
 * The reported time is that of the settling.
 */
export function createEndings({
	lanes,
	promises,
	failures,
	aborts,
	ownTime,
	outcome,
	yielded,
	runUntraced,
	endIsReported,
}: Parts): Endings {
	let endings: Ending[] = [];

	/** Functions, by their place, with a result that took long to display. Their later results are abbreviated. */
	const large = new WeakSet<object>();

	const read = (promise: Promise<unknown>, {definedAt}: Lane): PromiseState => {
		const state = stateOf(promise, definedAt && large.has(definedAt));
		if (definedAt && state.text !== undefined && state.text.length > maxNumberLength) {
			large.add(definedAt);
		}

		return state;
	};

	const display = ({definedAt}: Lane, {value, text}: PromiseState): string => {
		if (value === undefined) {
			return shorten(text ?? 'undefined');
		}

		if (definedAt && large.has(definedAt)) {
			return '{…}';
		}

		const {text: shown, properties} = displaySized(value);
		if (definedAt && properties > maxProperties) {
			large.add(definedAt);
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
		lanes.end(lane, ended, {error, ...(by && ended !== 'failed' && {by}), ...heardField(promise)}, at);
	};

	const end = ({promise, lane, at}: Ending) => {
		if (lane.state === 'unknown') {
			// A generator of a library, which is never reported.
			return;
		}

		const state = read(promise, lane);
		if (state.state === 'pending' || lane.state === 'ended') {
			// Pending: the promise was resolved with another one, and settles again with that one.
			return;
		}

		const by = lane.returnedPromise && promises.settlerOf(lane.returnedPromise, lane);
		if (by && by !== lane && lane.state === 'waiting') {
			lanes.resume(lane, () => by);
		}

		lane.returnedPromise = undefined;
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
		runUntraced(() => settled.forEach(end));
	};

	let isDue = false;
	const flushDue = () => {
		isDue = false;
		if (endings.length === 0) {
			return;
		}

		ownTime.enter();
		try {
			flush();
		} finally {
			ownTime.leave();
		}
	};

	return {
		flush,
		areDue: () => endings.length > 0,
		settles(promise, lane) {
			const follower = markOf(promise)?.follower;
			if (follower) {
				append(endings, {promise, lane: follower, at: ownTime.now()});
			}

			if (lane) {
				append(endings, {promise, lane, at: ownTime.now()});
			}

			if (endings.length > 0 && !isDue && !endIsReported()) {
				isDue = true;
				runUntraced(() => queueTask(flushDue));
			}
		},
		follow(lane, promise) {
			flush();
			ensureMark(promise).follower = lane;
			lanes.wait(lane, promises.waitsFor(promise));
			if (runUntraced(() => stateOf(promise)).state !== 'pending') {
				end({promise, lane, at: ownTime.now()});
			}
		},
	};
}

/** Known once something listens. Otherwise a listener may still be added, or the runtime reports that none was. */
function heardField(promise: Promise<unknown>): {heard?: true} {
	return markOf(promise)?.hasListener ? {heard: true} : {};
}
