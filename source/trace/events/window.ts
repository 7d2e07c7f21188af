import * as v from 'valibot';
import {at, count, milliseconds, place, taskId, threadTime} from '../event-parts.ts';

const whole = v.pipe(v.number(), v.safeInteger());

/** Durations by the buckets of a histogram. `first`: the bucket of the first count. `sum`, `max`: ms. */
const histogram = v.object({first: count, counts: v.array(count), sum: milliseconds, max: milliseconds});

const openCall = v.object({
	task: taskId,
	held: count,
	waited: whole,
	own: whole,
	queueing: whole,
	unsettled: whole,
	cycled: milliseconds,
	/** Whether the totals count it. */
	counted: v.optional(v.boolean()),
	/** As in `task-waiting`, for the current wait. */
	apart: v.optional(v.array(taskId)),
});

/** The calls of one function or address. */
const functionSite = v.object({
	id: v.string(),
	name: v.string(),
	place: v.optional(place),
	/** Whether a framework named it as the route of requests. */
	isRoute: v.optional(v.boolean()),
	started: count,
	done: count,
	failed: count,
	cancelled: count,
	counted: count,
	longestCounted: milliseconds,
	errors: v.array(v.object({name: v.string(), times: count})),
	peak: count,
	busy: milliseconds,
	firstAt: milliseconds,
	lastAt: milliseconds,
	second: whole,
	perSecond: v.array(count),
	took: histogram,
	waited: histogram,
	held: histogram,
	/** Open calls, the oldest first. */
	open: v.array(taskId),
});

/** The waits at one line. */
const lineSite = v.object({
	id: v.string(),
	file: v.string(),
	line: count,
	function: v.string(),
	entered: count,
	leftAt: v.optional(milliseconds),
	waited: histogram,
});

/** Totals of a run up to the start of a window. Fields that end in `Us` are whole microseconds. */
const windowTotals = v.object({
	counted: count,
	inFlight: whole,
	peak: count,
	settled: count,
	done: count,
	failed: count,
	cancelled: count,
	destroyed: v.optional(count),
	timedOut: count,
	ownPeak: count,
	ownWaits: count,
	ownUs: whole,
	queueingUs: whole,
	coveredUs: whole,
	busyUs: whole,
	busyOutsideUs: whole,
	inconsistencies: count,
	lags: histogram,
	firstCall: v.optional(v.object({at, held: whole})),
	startUpTime: v.optional(v.object({at, ...threadTime})),
	time: v.optional(v.object({at, ...threadTime})),
});

/** The event that starts a window of a longer trace. */
export const windowEvents = [
	/**
	 * The trace is a window of a longer one, and leaves out older events. The events before this one, at their original
	 * times, recreate what was open at the start of the window. `events`: how many are left out. `totals`, `open`,
	 * `functions` and `lines` count from the run's start.
	 */
	v.object({
		type: v.literal('window-began'),
		at,
		events: count,
		totals: windowTotals,
		/**
		 * The totals of each open call so far. `held`, `waited`, `own`, `queueing` and `unsettled` are whole microseconds.
		 */
		open: v.array(openCall),
		functions: v.array(functionSite),
		lines: v.array(lineSite),
	}),
] as const;
