import type {Place, WaitsFor} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {toMicroseconds} from '../clock.ts';
import type {EventBody} from '../encode.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {CallCount, Lane} from './lane.ts';

/** A function is called too often from its 201st call within 50 ms, and for 50 ms more, by the program's clock. */
const many = 200;
const window = 50;
/** A call that lasts at least this long, in ms without the tracer's own time, is reported. */
const long = 20;
/** How often to check for such calls, in ms. */
const interval = 5;

/** Counts the calls of functions that are called too often to report each call. */
export type CountedCalls = {
	/** Handles the start of a call. Returns true if the call is held back: it is not reported until `reveal`. */
	readonly begins: (lane: Lane, parent: Lane | undefined) => boolean;
	/** Stores the last suspension of a call that is held back. */
	readonly waits: (lane: Lane, on: WaitsFor, place: Place | undefined, at: number) => void;
	/** Handles a call that ended as done at `at`. Returns true if the call was held back and is now counted. */
	readonly ends: (lane: Lane, at: number) => boolean;
	/** Adds a stretch of a call that is held back, during which no reported lane was on the thread. In ms. */
	readonly ran: (lane: Lane, ms: number) => void;
	/** Reports a call that was held back, after its callers. */
	readonly reveal: (lane: Lane) => void;
	/**
	 * Returns the lane, and reports it if it was held back. For a call that was counted, returns the closest of its
	 * callers that was not. Undefined if all of its callers were counted.
	 */
	readonly reported: (lane: Lane) => Lane | undefined;
	/** Reports everything that is held back or counted. */
	readonly leaveAll: () => void;
};

/**
 * Prevents functions that are called thousands of times per second from flooding the trace. A call that is held back is
 * reported after all if it lasts longer than 20 ms, if it does not end as done, or if something within it has to be
 * reported: then its start and its current wait are reported. Otherwise the call is counted, and reported every 50 ms
 * with the other calls of its function as `calls-counted`. `every` calls a function at an interval in ms, without
 * keeping the loop alive, until the returned function is called.
 */
export function createCountedCalls(
	{emit, since}: TraceWriter,
	ownTime: OwnTime,
	every: (ms: number, call: () => void) => () => void,
): CountedCalls {
	const functions = new Map<Place, CallCount>();
	/** In the order in which the calls started. */
	const heldBack = new Set<Lane>();
	const counted = new Set<CallCount>();
	const {now} = ownTime;
	/** Returns the program's clock at an instant, in ms. This clock stops while the tracer works. */
	const clock = (at: number) => at - ownTime.total(at);
	let stop: (() => void) | undefined;
	let lookedAt = 0;
	let toldAt = 0;

	const tellCounts = (at: number) => {
		toldAt = at;
		for (const count of counted) {
			emit(
				{
					type: 'calls-counted',
					name: count.name,
					place: count.place,
					since: since(count.since),
					times: count.times,
					busy: toMicroseconds(count.busy),
					longest: toMicroseconds(count.longest),
				},
				at,
			);
			count.times = 0;
			count.busy = 0;
			count.longest = 0;
		}

		counted.clear();
	};

	const revealOne = (lane: Lane) => {
		const {held} = lane;
		if (!held) {
			return;
		}

		lane.held = undefined;
		heldBack.delete(lane);
		const parent = held.parent && reported(held.parent);
		const {id: task, name, kind, home: place} = lane;
		emit({type: 'task-created', task, name, kind, parent: parent?.id, place} as EventBody, held.createdAt);
		emit({type: 'task-started', task}, held.createdAt);
		if (lane.state === 'waiting' && held.waits) {
			const {at, on, place: where} = held.waits;
			emit({type: 'task-waiting', task, place: where, on} as EventBody, at);
		}
	};

	/** Reveals callers first. A loop instead of recursion, since a call may have thousands of callers. */
	const reveal = (lane: Lane) => {
		const all: Lane[] = [];
		for (let at: Lane | undefined = lane; at?.held; at = at.held.parent) {
			append(all, at);
		}

		all.reverse().forEach(revealOne);
	};

	const reported = (lane: Lane): Lane | undefined => {
		let at: Lane | undefined = lane;
		while (at?.countedIn) {
			at = at.countedIn.caller;
		}

		if (at) {
			reveal(at);
		}

		return at;
	};

	const look = (at: number) => {
		lookedAt = at;
		const since = clock(at) - long;
		for (const lane of heldBack) {
			if (lane.held && lane.held.clockAtStart > since) {
				break;
			}

			reveal(lane);
		}

		if (at - toldAt >= window) {
			tellCounts(at);
		}

		if (heldBack.size === 0 && counted.size === 0) {
			stop?.();
			stop = undefined;
		}
	};

	/** Checks from within calls, since no timer fires while the loop is blocked. */
	const lookInTime = (at: number) => {
		if (at - lookedAt >= interval) {
			look(at);
		}
	};

	/** `at`: on the program's clock. */
	const isTooOften = (count: CallCount, at: number): boolean => {
		if (at - count.from > window) {
			count.from = at;
			count.begun = 0;
		}

		count.begun++;
		if (count.begun > many) {
			count.until = at + window;
		}

		return at <= count.until;
	};

	return {
		reveal,
		reported,
		begins(lane, parent) {
			const {home: place, name} = lane;
			if (lane.kind !== 'call' || !place || lane.plannedTaskId !== undefined) {
				return false;
			}

			const at = now();
			const clockAtStart = clock(at);
			let count = functions.get(place);
			if (!count) {
				count = {name, place, from: clockAtStart, begun: 0, until: 0, since: 0, times: 0, busy: 0, longest: 0};
				functions.set(place, count);
			}

			if (!isTooOften(count, clockAtStart)) {
				return false;
			}

			if (!stop) {
				stop = every(interval, () => look(now()));
				lookedAt = at;
				toldAt = at;
			}

			lookInTime(at);
			const caller = parent?.countedIn ? parent.countedIn.caller : parent;
			const within = caller?.held ? caller.held.within : caller;
			lane.held = {count, parent, within, createdAt: at, clockAtStart, busy: 0, waits: undefined};
			heldBack.add(lane);
			return true;
		},
		waits(lane, on, place, at) {
			if (lane.held) {
				lane.held.waits = {at, on, place};
			}
		},
		ran(lane, ms) {
			if (lane.held) {
				lane.held.busy += ms;
			}
		},
		ends(lane, at) {
			const {held} = lane;
			if (!held) {
				return false;
			}

			const took = clock(at) - held.clockAtStart;
			if (took >= long) {
				reveal(lane);
				return false;
			}

			const {count, parent, createdAt, busy} = held;
			lane.held = undefined;
			// Skips callers that were counted, so that no chain of ended calls stays in memory.
			lane.countedIn = {caller: parent?.countedIn ? parent.countedIn.caller : parent};
			heldBack.delete(lane);
			if (count.times === 0) {
				count.since = createdAt;
				counted.add(count);
			}

			count.times++;
			count.busy += busy;
			count.longest = Math.max(count.longest, took);
			lookInTime(at);
			return true;
		},
		leaveAll() {
			for (const lane of heldBack) {
				reveal(lane);
			}

			tellCounts(now());
			stop?.();
			stop = undefined;
		},
	};
}
