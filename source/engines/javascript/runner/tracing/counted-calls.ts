import type {Place, WaitsFor} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {toMicroseconds} from '../clock.ts';
import type {EventBody} from '../encode.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {CallCount, Lane} from './lane.ts';

/** A function is called too often from its 201st call within 50 ms on, and for 50 ms more; without what the tracer takes of them. */
const many = 200;
const window = 50;
/** A call that lasts so long, in ms without what the tracer takes, is reported. */
const long = 20;
/** How often is looked for such calls, in ms. */
const interval = 5;

/** Calls of functions that are called too often to be reported one by one. */
export type CountedCalls = {
	/** A call begins. Returns whether it is held back: nothing is reported of it until `reveal`. */
	readonly begins: (lane: Lane, parent: Lane | undefined) => boolean;
	/** A call that was held back waits, at that instant. */
	readonly waits: (lane: Lane, on: WaitsFor, place: Place | undefined, at: number) => void;
	/** A call has ended well at that instant. Returns whether it was held back, and is counted now. */
	readonly ends: (lane: Lane, at: number) => boolean;
	/** A stretch of a call has ended in which no reported lane had the thread; ms. */
	readonly ran: (lane: Lane, ms: number) => void;
	/** Reports a call that was held back, after its callers. */
	readonly reveal: (lane: Lane) => void;
	/** The lane, which is reported if it was held back; of a call that was counted, the closest of its callers that was not. */
	readonly reported: (lane: Lane) => Lane | undefined;
	/** Reports all that is held back and counted. */
	readonly leaveAll: () => void;
};

/**
 * Keeps functions that are called thousands of times per second from flooding the trace. A call that is held back is reported after all
 * if it has not ended after 20 ms, if it does not end well, or if something is to be reported of it: its beginning, and where it waits
 * now. Otherwise it is counted, and reported every 50 ms with the others of its function as `calls-counted`. `every`: calls a function
 * every so many ms, without keeping the loop alive, until the returned function is called.
 */
export function createCountedCalls(
	{emit, since}: TraceWriter,
	ownTime: OwnTime,
	every: (ms: number, call: () => void) => () => void,
): CountedCalls {
	const functions = new Map<Place, CallCount>();
	/** In the order of their beginning. */
	const heldBack = new Set<Lane>();
	const counted = new Set<CallCount>();
	const {now} = ownTime;
	/** How late it is for the program, ms: it has stood still while the tracer worked. */
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

	/** Its callers first, of which there may be thousands. */
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

	/** While the loop does not turn, no timer looks. */
	const lookInTime = (at: number) => {
		if (at - lookedAt >= interval) {
			look(at);
		}
	};

	/** By the program's clock. */
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
			// No chain of calls that have ended is kept.
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
