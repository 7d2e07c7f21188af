import type {TaskOutcome} from '../../../../trace/event.ts';
import {now} from '../clock.ts';
import type {Failures} from '../failures.ts';
import {shorten} from '../shorten.ts';
import type {Lane, Lanes} from './lanes.ts';
import {stateOf} from './promise-state.ts';
import type {Promises} from './wait-reasons.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly promises: Promises;
	readonly failures: Failures;
	/** How a lane ends whose promise was rejected. */
	readonly outcome: (lane: Lane, reason: unknown) => TaskOutcome;
	/** An async generator has given a value, and has not ended. */
	readonly yielded: (lane: Lane) => void;
	readonly unseen: <Result>(run: () => Result) => Result;
};

/** Ends lanes with their promises. */
export type Endings = {
	/** The promise is about to settle, or to wait for the promise that it was resolved with. */
	readonly settling: (promise: Promise<unknown>, lane: Lane | undefined) => void;
	/** The lane, whose function is not async, ends with this promise, which may be another lane's as well. */
	readonly follow: (lane: Lane, promise: Promise<unknown>) => void;
	/** Tells what has ended so far. */
	readonly flush: () => void;
};

type Ending = {readonly promise: Promise<unknown>; readonly lane: Lane; readonly at: number};

/**
 * A promise changes its state only after V8 has said that it settles. So its state is read at the next event, which is before
 * any other code runs, or in a microtask if there is none; the time is that of the settling.
 */
export function createEndings({lanes, promises, failures, outcome, yielded, unseen}: Parts): Endings {
	const followers = new WeakMap<Promise<unknown>, Lane>();
	let endings: Ending[] = [];

	const end = ({promise, lane, at}: Ending) => {
		const read = stateOf(promise);
		if (read.state === 'pending' || lane.state === 'ended' || lane.state === 'unknown') {
			// Pending: it was resolved with another promise, and settles again with that one.
			return;
		}

		if (read.state === 'rejected') {
			lanes.end(lane, outcome(lane, read.reason), {error: failures.of(read.reason, lane.place)}, at);
		} else if (lane.kind === 'program') {
			lanes.end(lane, 'done', {}, at);
		} else if (lane.kind !== 'generator') {
			lanes.end(lane, 'done', {value: shorten(read.text)}, at);
		} else if (/\bdone: true \}$/.test(read.text)) {
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

	return {
		flush,
		settling(promise, lane) {
			const follower = followers.get(promise);
			for (const owner of [follower, lane]) {
				if (owner) {
					endings.push({promise, lane: owner, at: now()});
				}
			}

			if (endings.length > 0) {
				queueMicrotask(flush);
			}
		},
		follow(lane, promise) {
			flush();
			followers.set(promise, lane);
			lanes.wait(lane, promises.waitsFor(promise));
			if (unseen(() => stateOf(promise)).state !== 'pending') {
				end({promise, lane, at: now()});
			}
		},
	};
}
