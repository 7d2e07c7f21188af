import type {Place, WaitsFor} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {toMicroseconds} from '../clock.ts';
import type {EventBody} from '../encode.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {CallCount, Lane} from './lane.ts';
import {closestReportable} from './lane.ts';

/** A function is called too often from its 201st call within 50 ms, and for 50 ms more, by the program's clock. */
const maxCallsPerWindow = 200;
const windowMs = 50;
/** A call that lasts at least this long, in ms without the tracer's own time, is reported. */
const minReportedMs = 20;
/** How often to check for such calls, in ms. */
const checkIntervalMs = 5;

/** Counts the calls of functions that are called too often to report each call. */
export type CountedCalls = {
	/** Handles the start of a call. Returns true if the call is held back: it is not reported until `reveal`. */
	readonly starts: (lane: Lane, parent: Lane | undefined) => boolean;
	/** Stores the last suspension of a call that is held back. Reports the call if it waits for a long timer. */
	readonly waits: (lane: Lane, on: WaitsFor, place: Place | undefined, at: number) => void;
	/** Handles a call that resumes. If it was held back for too long, it is reported, as are all others like it. */
	readonly resumes: (lane: Lane, at: number) => void;
	/** Handles a call that ended as done at `at`. Returns true if the call was held back and is now counted. */
	readonly ends: (lane: Lane, at: number) => boolean;
	/** Adds a stretch of a call that is held back, during which no reported lane was on the thread. In ms. */
	readonly ran: (lane: Lane, ms: number) => void;
	/** Reports a call that was held back, after its callers. */
	readonly reveal: (lane: Lane) => void;
	/** Returns the closest lane that is reportable, and reports it if it was held back. Undefined if there is none. */
	readonly ensureReported: (lane: Lane) => Lane | undefined;
	/** Reports everything that is held back or counted. */
	readonly reportAll: () => void;
};

/**
 * Prevents functions that are called thousands of times per second from flooding the trace. A call that is held back is
 * reported after all if it lasts 20 ms or waits for a timer of 20 ms, if it does not end as done, or if something
 * within it has to be reported: then its start and its current wait are reported. Otherwise the call is counted, and
 * reported every 50 ms with the other calls of its function as `calls-counted`. `every` calls a function at an interval
 * in ms, without keeping the loop alive, until the returned function is called.
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
	let checkedAt = 0;
	let reportedAt = 0;

	const reportCounts = (at: number) => {
		reportedAt = at;
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
		const parent = held.parent && ensureReported(held.parent);
		const {id: task, name, kind, definedAt: place} = lane;
		emit({type: 'task-created', task, name, kind, parent: parent?.id, place} as EventBody, held.createdAt);
		emit({type: 'task-started', task}, held.createdAt);
		if (lane.state === 'waiting' && held.lastSuspension) {
			const {at, on, place: where} = held.lastSuspension;
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

	const ensureReported = (lane: Lane): Lane | undefined => {
		const shown = closestReportable(lane);
		if (shown) {
			reveal(shown);
		}

		return shown;
	};

	const check = (at: number) => {
		checkedAt = at;
		const since = clock(at) - minReportedMs;
		for (const lane of heldBack) {
			if (lane.held && lane.held.clockAtStart > since) {
				break;
			}

			reveal(lane);
		}

		if (at - reportedAt >= windowMs) {
			reportCounts(at);
		}

		if (heldBack.size === 0 && counted.size === 0) {
			stop?.();
			stop = undefined;
		}
	};

	/** Checks from within calls, since no timer fires while the loop is blocked. */
	const checkIfDue = (at: number) => {
		if (at - checkedAt >= checkIntervalMs) {
			check(at);
		}
	};

	/** Returns the counts of a function. `at`: now, on the program's clock. */
	const countOf = (name: string, place: Place, at: number): CallCount => {
		let count = functions.get(place);
		if (!count) {
			count = {
				...{name, place, windowStart: at, startedInWindow: 0, heldBackUntil: 0},
				...{since: 0, times: 0, busy: 0, longest: 0},
			};
			functions.set(place, count);
		}

		return count;
	};

	/** `at`: on the program's clock. */
	const isTooOften = (count: CallCount, at: number): boolean => {
		if (at - count.windowStart > windowMs) {
			count.windowStart = at;
			count.startedInWindow = 0;
		}

		count.startedInWindow++;
		if (count.startedInWindow > maxCallsPerWindow) {
			count.heldBackUntil = at + windowMs;
		}

		return at <= count.heldBackUntil;
	};

	return {
		reveal,
		ensureReported,
		starts(lane, parent) {
			const {definedAt: place, name} = lane;
			if (lane.kind !== 'call' || !place || lane.plannedTaskId !== undefined) {
				return false;
			}

			const at = now();
			const clockAtStart = clock(at);
			const count = countOf(name, place, clockAtStart);
			if (!isTooOften(count, clockAtStart)) {
				return false;
			}

			if (!stop) {
				stop = every(checkIntervalMs, () => check(now()));
				checkedAt = at;
				reportedAt = at;
			}

			checkIfDue(at);
			const caller = closestReportable(parent);
			const reportedCaller = caller?.held ? caller.held.reportedCaller : caller;
			lane.held = {count, parent, reportedCaller, createdAt: at, clockAtStart, busy: 0, lastSuspension: undefined};
			heldBack.add(lane);
			return true;
		},
		waits(lane, on, place, at) {
			if (lane.held) {
				lane.held.lastSuspension = {at, on, place};
				if (on.kind === 'timer' && on.ms >= minReportedMs) {
					reveal(lane);
				}
			}
		},
		resumes(lane, at) {
			if (lane.held && clock(at) - lane.held.clockAtStart >= minReportedMs) {
				// All of them, before the next event: `at` never decreases in a trace, so their waits would be cut short.
				check(at);
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
			if (took >= minReportedMs) {
				reveal(lane);
				return false;
			}

			const {count, parent, createdAt, busy} = held;
			lane.held = undefined;
			// Skips callers that were counted, so that no chain of ended calls stays in memory.
			lane.countedIn = {caller: closestReportable(parent)};
			heldBack.delete(lane);
			if (count.times === 0) {
				count.since = createdAt;
				counted.add(count);
			}

			count.times++;
			count.busy += busy;
			count.longest = Math.max(count.longest, took);
			checkIfDue(at);
			return true;
		},
		reportAll() {
			for (const lane of heldBack) {
				reveal(lane);
			}

			reportCounts(now());
			stop?.();
			stop = undefined;
		},
	};
}
