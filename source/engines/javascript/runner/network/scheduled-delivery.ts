import {now} from '../clock.ts';

/** One step of a simulated request. `share`: when the step is due, as a share of the request's time. */
export type Delivery = {readonly share: number; readonly deliver: () => void};

export type Deliveries = {
	/** Returns the instant from which a request that starts now counts its time, in ms on the runner's clock. */
	readonly start: () => number;
	/** Runs deliveries in order, each at its share of `time` (ms) after `start`. Returns a function that cancels them. */
	readonly schedule: (start: number, time: number, deliveries: readonly Delivery[]) => () => void;
};

// Taken before the program's timers are watched.
const {setTimeout: setTimer, clearTimeout: clearTimer} = globalThis;

/** A timer that is less than this late, in ms, is late because timers round, not because the loop was blocked. */
const roundingMs = 3;

/** How early a delivery may run, in ms: timers only have whole milliseconds. */
const maxEarlyMs = 0.6;

/**
 * Schedules what arrives over the simulated network. Each delivery has an absolute deadline, and a request that follows
 * from a delivery starts at that deadline, so the lateness of timers does not add up over the requests of a run.
 * `runUntraced` runs a delivery.
 */
export function createDeliveries(runUntraced: (deliver: () => void) => void): Deliveries {
	let last = {due: 0, at: 0};

	return {
		start() {
			const at = now();
			const late = last.at - last.due;
			return at - last.at < 1 && Math.abs(late) < roundingMs ? at - late : at;
		},
		schedule(start, time, deliveries) {
			let next = 0;
			let timer: NodeJS.Timeout | undefined;
			const wait = () => {
				const delivery = deliveries[next];
				// For a negative delay, Node.js would print a warning into the program's output.
				timer = delivery && setTimer(deliver, Math.max(0, Math.round(start + delivery.share * time - now())));
			};
			const deliver = () => {
				// Runs everything that is due by now: while the loop was blocked, several deliveries may have become late.
				for (
					let delivery = deliveries[next];
					delivery && start + delivery.share * time <= now() + maxEarlyMs;
					delivery = deliveries[next]
				) {
					last = {due: start + delivery.share * time, at: now()};
					next++;
					runUntraced(delivery.deliver);
				}

				wait();
			};
			wait();
			return () => clearTimer(timer);
		},
	};
}
