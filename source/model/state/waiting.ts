import type {Heap} from '../heap.ts';
import {heap} from '../heap.ts';
import type {CoveredTime} from './covered-time.ts';
import type {InFlight} from './in-flight.ts';
import {createInFlight, forkInFlight} from './in-flight.ts';
import type {Peak} from './peak.ts';
import {createPeak, forkPeak} from './peak.ts';

/**
 * How long lanes waited for the outside, and for each other. Intervals are added in order of their ends. A wait that is
 * due at a known moment, such as a timer, ends at that moment, however late the lane continues. Sums are in whole
 * microseconds.
 */
export type Waiting = {
	/** Own waiting of ended waits, over all lanes. */
	sum: number;
	/** Time in which lanes waited for each other. */
	queueing: number;
	/** The index of the lane with the most own waiting; -1 while there is none. */
	longest: number;
	/** The number of own waits of 1 ms or more. */
	spans: number;
	/** Programs: the most lanes in own waiting at one moment. */
	readonly peak: Peak;
	/** Programs: all own waiting. Sets of tasks: their turns on the thread, too. */
	cover: CoveredTime | undefined;
	/** Current waits that may be own. */
	readonly open: InFlight;
	/** The waits that are due at a known moment, as indexes of `open`, the first due first. Some may have ended early. */
	readonly due: Heap<number>;
};

export function createWaiting(): Waiting {
	const open = createInFlight();
	return {
		sum: 0,
		queueing: 0,
		longest: -1,
		spans: 0,
		peak: createPeak(),
		cover: undefined,
		open,
		due: heapOfDue(open),
	};
}

/** Returns an independent copy, except that nothing is due: snapshots hold that list in less memory. */
export function forkWaiting(waiting: Waiting): Waiting {
	const open = forkInFlight(waiting.open);
	return {...waiting, peak: forkPeak(waiting.peak), open, due: heapOfDue(open)};
}

function heapOfDue({dues}: InFlight): Heap<number> {
	return heap((one, other) => {
		const difference = (dues[one] as number) - (dues[other] as number);
		return difference < 0 || (difference === 0 && one < other);
	});
}
