import type {Heap} from '../heap.ts';
import {heap} from '../heap.ts';
import type {Cover} from './cover.ts';
import type {InFlight} from './in-flight.ts';
import {createInFlight, forkInFlight} from './in-flight.ts';
import type {Peak} from './peak.ts';
import {createPeak, forkPeak} from './peak.ts';

/**
 * What lanes waited for the outside, and for each other. Intervals are added in the order of their ends: what is due at a known
 * moment, as a timer is, ends then, however late the lane goes on. Sums are whole microseconds.
 */
export type Waiting = {
	/** Own waiting that is over, of all lanes. */
	sum: number;
	/** Waiting for each other. */
	queueing: number;
	/** Index of the lane with most own waiting; -1 while there is none. */
	longest: number;
	/** Own waits of 1 ms and more. */
	spans: number;
	/** Of a program: the most lanes in own waiting at one moment. */
	readonly peak: Peak;
	/** Of a program: all own waiting. Of a set of tasks: their turns on the thread, too. */
	cover: Cover | undefined;
	/** Waits that last and may be own. */
	readonly open: InFlight;
	/** Those of them that are due at a known moment, the first due first. */
	readonly due: Heap<Due>;
};

type Due = {readonly at: number; readonly task: number; readonly nth: number};

export function createWaiting(): Waiting {
	return {
		sum: 0,
		queueing: 0,
		longest: -1,
		spans: 0,
		peak: createPeak(),
		cover: undefined,
		open: createInFlight(),
		due: heap((a, b) => a.at < b.at || (a.at === b.at && a.nth < b.nth)),
	};
}

export function forkWaiting(waiting: Waiting): Waiting {
	const {peak, open, due} = waiting;
	return {...waiting, peak: forkPeak(peak), open: forkInFlight(open), due: {...due, items: due.items.slice()}};
}
