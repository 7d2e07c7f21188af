import {now} from '../clock.ts';

/** Something that happens at a share of a time. */
export type Delivery = {readonly share: number; readonly deliver: () => void};

export type Deliveries = {
	/** The instant from which a request that begins now counts its time, in ms on the runner's clock. */
	readonly start: () => number;
	/** Delivers in order, each at its share of `time` (ms) after `start`, until the returned function is called. */
	readonly schedule: (start: number, time: number, deliveries: readonly Delivery[]) => () => void;
};

// Taken before the program's timers are watched.
const {setTimeout: setTimer, clearTimeout: clearTimer} = globalThis;

/** A timer that is so little late, in ms, is late because of the clock of the timers, and not because the loop was blocked. */
const rounding = 3;

/** How much too early a delivery may come, in ms: timers know no fractions. */
const early = 0.6;

/**
 * What comes over the simulated network. Each delivery has an absolute deadline, and a request that follows from a delivery
 * starts at that deadline: so what timers are late by does not add up over the requests of a run.
 * `unseen` runs a delivery.
 */
export function createDeliveries(unseen: (deliver: () => void) => void): Deliveries {
	let last = {due: 0, at: 0};

	return {
		start() {
			const at = now();
			const late = last.at - last.due;
			return at - last.at < 1 && Math.abs(late) < rounding ? at - late : at;
		},
		schedule(start, time, deliveries) {
			let next = 0;
			let timer: NodeJS.Timeout | undefined;
			const wait = () => {
				const delivery = deliveries[next];
				// Node.js would warn of less than nothing, among what the program prints.
				timer = delivery && setTimer(deliver, Math.max(0, Math.round(start + delivery.share * time - now())));
			};
			const deliver = () => {
				// All that is due by now: it may have become late while the loop was blocked.
				for (
					let delivery = deliveries[next];
					delivery && start + delivery.share * time <= now() + early;
					delivery = deliveries[next]
				) {
					last = {due: start + delivery.share * time, at: now()};
					next++;
					unseen(delivery.deliver);
				}

				wait();
			};
			wait();
			return () => clearTimer(timer);
		},
	};
}
