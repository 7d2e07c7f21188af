import type {Place, WaitsFor} from '../../../../trace/event.ts';
import {now, toMicroseconds} from '../clock.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Cycles, Lane, Suspension} from './lane.ts';

/** A loop becomes hot with its 21st suspension within 20 ms. */
const maxSuspensions = 20;
const windowMs = 20;
/** How long a hot task has to be suspended, in ms, before its suspensions are reported one by one again. */
const quietMs = 5;
/** How often the cycles of a hot loop are reported, in ms. */
const reportIntervalMs = 50;

const yields: WaitsFor = {kind: 'yield'};

/** Counts suspensions that are too frequent to report one by one. */
export type SuspensionCounter = {
	readonly has: (lane: Lane) => boolean;
	/** Handles a suspension. Returns true if it was counted and need not be reported. */
	readonly suspended: (lane: Lane, at: number, on: WaitsFor, place: Place | undefined) => boolean;
	/** Counts a suspension for a value. Returns false if the suspension has to be passed to `suspended`. */
	readonly countTurn: (lane: Lane, at: number) => boolean;
	/** Reports the counted suspensions of a lane. From then on, the lane is not hot. */
	readonly leave: (lane: Lane) => void;
};

/**
 * Prevents a hot loop from flooding the trace. The first suspensions of a loop are reported one by one. When more than
 * 20 occur within 20 ms, the following ones are counted and reported every 50 ms as one `task-cycled`. When the task
 * has been suspended for 5 ms, or ends, the count is reported, followed by the last resumption and suspension as they
 * were, so that the place of the wait is always known. These two may be reported up to 5 ms late: their `at` is exact
 * unless another event was reported in between.
 */
export type HotLoops = SuspensionCounter & {readonly leaveAll: () => void};

/**
 * `every` calls a function at an interval in ms, without keeping the loop alive. It returns a function that stops that.
 */
export function createHotLoops(
	{emit, since}: TraceWriter,
	every: (ms: number, call: () => void) => () => void,
): HotLoops {
	const hot = new Set<Lane>();
	let stop: (() => void) | undefined;

	const reportCycles = (lane: Lane, cycles: Cycles, times: number, busy: number, at: number) => {
		if (times > 0) {
			emit({type: 'task-cycled', task: lane.id, since: since(cycles.since), times, busy: toMicroseconds(busy)}, at);
		}
	};

	const leave = (lane: Lane) => {
		const {cycles} = lane;
		if (!cycles) {
			return;
		}

		lane.cycles = undefined;
		hot.delete(lane);
		if (hot.size === 0) {
			stop?.();
			stop = undefined;
		}

		const {times, busy, last} = cycles;
		if (lane.state === 'running') {
			reportCycles(lane, cycles, times, busy, last?.suspension.at ?? cycles.since);
			emit({type: 'task-resumed', task: lane.id}, lane.resumedAt);
		} else if (last) {
			const {resumedAt, suspension, before} = last;
			reportCycles(lane, cycles, times - 1, busy - (suspension.at - resumedAt), before);
			emit({type: 'task-resumed', task: lane.id}, resumedAt);
			const {at, on, place} = suspension;
			emit({type: 'task-waiting', task: lane.id, ...(place && {place}), on}, at);
		}
	};

	const leaveQuiet = () => {
		const limit = now() - quietMs;
		for (const lane of hot) {
			const {cycles} = lane;
			if (cycles && lane.state === 'waiting' && (cycles.last?.suspension.at ?? cycles.since) < limit) {
				leave(lane);
			}
		}
	};

	return {
		has: lane => lane.cycles !== undefined,
		leave,
		leaveAll() {
			for (const lane of [...hot]) {
				leave(lane);
			}
		},
		suspended(lane, at, on, place) {
			const {cycles} = lane;
			if (!cycles) {
				if (isHot(lane, at)) {
					// This suspension is still reported: the cycles start with the next resumption.
					lane.cycles = {since: at, times: 0, busy: 0, last: undefined};
					hot.add(lane);
					stop ??= every(quietMs, leaveQuiet);
				}

				return false;
			}

			if (at - cycles.since < reportIntervalMs) {
				count(lane, cycles, {at, on, place});
				return true;
			}

			// Leaves out this cycle, since it may be the last one, whose place has to be reported.
			const before = cycles.last?.suspension.at ?? cycles.since;
			reportCycles(lane, cycles, cycles.times, cycles.busy, before);
			cycles.since = before;
			cycles.times = 0;
			cycles.busy = 0;
			count(lane, cycles, {at, on, place});
			return true;
		},
		countTurn(lane, at) {
			const {cycles} = lane;
			if (!cycles || at - cycles.since >= reportIntervalMs) {
				return false;
			}

			count(lane, cycles, {at, on: yields, place: undefined});
			return true;
		},
	};
}

function count(lane: Lane, cycles: Cycles, suspension: Suspension) {
	const {resumedAt} = lane;
	cycles.times++;
	cycles.busy += suspension.at - resumedAt;
	cycles.last = {resumedAt, suspension, before: cycles.last?.suspension.at ?? cycles.since};
}

function isHot(lane: Lane, at: number): boolean {
	if (lane.recentSuspensions === 0 || at - lane.suspensionsSince > windowMs) {
		lane.suspensionsSince = at;
		lane.recentSuspensions = 1;
		return false;
	}

	lane.recentSuspensions++;
	return lane.recentSuspensions > maxSuspensions;
}
