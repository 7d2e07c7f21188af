import type {Place, WaitsFor} from '../../../../trace/event.ts';
import {now, toMicroseconds} from '../clock.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Lane, SuspensionCounter} from './lanes.ts';

/** A loop is hot from its 21st suspension within 20 ms on. */
const many = 20;
const window = 20;
/** How long a hot task has to be suspended, in ms, to be reported one by one again. */
const quiet = 5;
/** How often the cycles of a loop that stays hot are reported, in ms. */
const interval = 50;

type Suspension = {readonly at: number; readonly on: WaitsFor; readonly place: Place | undefined};

type Cycles = {
	/** When the task was suspended last before these cycles. */
	readonly since: number;
	readonly times: number;
	/** ms on the thread. */
	readonly busy: number;
	/** The last cycle: it is reported as it was when the loop has come to rest. */
	readonly last?: {readonly resumedAt: number; readonly suspension: Suspension; readonly before: number};
};

/**
 * Keeps a hot loop from flooding the trace. The first suspensions of a loop are reported one by one; when more than 20 come
 * within 20 ms, the following ones are counted and reported every 50 ms as one `task-cycled`. When the task has been suspended
 * for 5 ms, or ends, the count is reported, then its last resumption and suspension as they were, so that the place at which it
 * waits is always known. Those may be reported up to 5 ms late: their `at` is exact unless another event came in between.
 */
export type HotLoops = SuspensionCounter & {readonly leaveAll: () => void};

/** `every`: calls a function every so many ms, without keeping the loop alive, until the returned function is called. */
export function createHotLoops(
	{emit, since}: TraceWriter,
	every: (ms: number, call: () => void) => () => void,
): HotLoops {
	const hot = new Map<Lane, Cycles>();
	const recent = new WeakMap<Lane, {from: number; times: number}>();
	let stop: (() => void) | undefined;

	const tellCycles = (lane: Lane, cycles: Cycles, times: number, busy: number, at: number) => {
		if (times > 0) {
			emit({type: 'task-cycled', task: lane.id, since: since(cycles.since), times, busy: toMicroseconds(busy)}, at);
		}
	};

	const leave = (lane: Lane) => {
		const cycles = hot.get(lane);
		if (!cycles) {
			return;
		}

		hot.delete(lane);
		if (hot.size === 0) {
			stop?.();
			stop = undefined;
		}

		const {times, busy, last} = cycles;
		if (lane.state === 'running') {
			tellCycles(lane, cycles, times, busy, last?.suspension.at ?? cycles.since);
			emit({type: 'task-resumed', task: lane.id}, lane.resumedAt);
		} else if (last) {
			const {resumedAt, suspension, before} = last;
			tellCycles(lane, cycles, times - 1, busy - (suspension.at - resumedAt), before);
			emit({type: 'task-resumed', task: lane.id}, resumedAt);
			const {at, on, place} = suspension;
			emit({type: 'task-waiting', task: lane.id, ...(place && {place}), on}, at);
		}
	};

	const leaveQuiet = () => {
		const limit = now() - quiet;
		for (const [lane, {last, since}] of hot) {
			if (lane.state === 'waiting' && (last?.suspension.at ?? since) < limit) {
				leave(lane);
			}
		}
	};

	return {
		has: lane => hot.has(lane),
		leave,
		leaveAll() {
			for (const lane of [...hot.keys()]) {
				leave(lane);
			}
		},
		suspended(lane, suspension) {
			const {at} = suspension;
			const cycles = hot.get(lane);
			if (!cycles) {
				if (isHot(recent, lane, at)) {
					// This suspension is still reported: the cycles begin with the next resumption.
					hot.set(lane, {since: at, times: 0, busy: 0});
					stop ??= every(quiet, leaveQuiet);
				}

				return false;
			}

			const {resumedAt} = lane;
			const before = cycles.last?.suspension.at ?? cycles.since;
			const own = at - resumedAt;
			const last = {resumedAt, suspension, before};
			if (at - cycles.since >= interval) {
				// All but this one, since it may be the last: then its place has to be reported.
				tellCycles(lane, cycles, cycles.times, cycles.busy, before);
				hot.set(lane, {since: before, times: 1, busy: own, last});
			} else {
				hot.set(lane, {since: cycles.since, times: cycles.times + 1, busy: cycles.busy + own, last});
			}

			return true;
		},
	};
}

function isHot(recent: WeakMap<Lane, {from: number; times: number}>, lane: Lane, at: number): boolean {
	const counted = recent.get(lane);
	if (!counted || at - counted.from > window) {
		recent.set(lane, {from: at, times: 1});
		return false;
	}

	counted.times++;
	return counted.times > many;
}
