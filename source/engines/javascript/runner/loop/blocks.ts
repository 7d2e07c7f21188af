import type {MessagePort} from 'node:worker_threads';
import {receiveMessageOnPort} from 'node:worker_threads';
import type {Place} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {now, toMicroseconds} from '../clock.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {StackEntry} from '../tracing/call-stack.ts';
import type {Lane} from '../tracing/lane.ts';
import type {RunUntraced} from '../untraced-timeout.ts';
import {startBeats} from './beats.ts';
import type {Heartbeat, SampleSource} from './heartbeat.ts';
import type {ThreadUse} from './schedstat.ts';
import {readSchedstat} from './schedstat.ts';
import type {ThreadTime} from './thread-time.ts';

/** The time between two beats, in ms. */
const beatMs = 47;
/** The shortest stretch on the thread that is reported as a block, in ms. */
export const minBlockMs = 20;

/** How old the last reading of the thread's usage may be when a stretch starts, in ms. */
const maxSampleAgeMs = 5;

/** Where the watchdog saw the thread, and when (ms on the runner's clock). */
export type Sighting = {readonly at: number; readonly place?: Place};

/** A call that the watchdog cannot inspect, as the main thread announces it. Undefined is sent after the call. */
export type BlockingCall = {readonly inside: string; readonly place?: Place} | undefined;

export type Loop = {
	/** Starts the beats. Does not keep the loop alive. */
	readonly start: () => void;
	readonly stop: () => void;
	/** Calls a function at each beat, with the instant of the beat. */
	readonly onBeat: (listener: (at: number) => void) => void;
	/** Reports a block that only the watchdog noticed. */
	readonly flush: () => void;
	/** Records that a stretch starts. */
	readonly stretchStarted: (at: number) => void;
	/** Records that the thread waited for the host for `ms`, which is not a block. */
	readonly excludeWait: (ms: number) => void;
	/**
	 * Records that a stretch ended that was on the thread for `ms`, and reports it if it was a block. `lane`: the lane to
	 * report it for.
	 */
	readonly stretchEnded: (entry: StackEntry, ms: number, lane: Lane | undefined) => void;
	/**
	 * Makes a call that blocks the thread where the inspector cannot pause it. `inside`: the name of the called function.
	 */
	readonly runBlocking: <Result>(inside: string, place: Place | undefined, call: () => Result) => Result;
};

type Parts = {
	readonly traceWriter: TraceWriter;
	readonly heartbeat: Heartbeat;
	readonly ownTime: OwnTime;
	readonly watchdogPort: MessagePort;
	readonly threadTime: {readonly read: () => ThreadTime};
	readonly runUntraced: RunUntraced;
	/** See `openSchedstat`. */
	readonly schedstat: number | undefined;
};

/**
 * Creates the reports of the loop's beats and blocks. The place of a block is where the watchdog saw the thread. A
 * block under 150 ms is too short for the watchdog: its place is the line at which the stretch started, which is the
 * await that it was resumed from or the head of the function.
 */
export function createLoop(parts: Parts): Loop {
	const {traceWriter, heartbeat, ownTime, watchdogPort, threadTime, schedstat, runUntraced} = parts;
	const {emit, since} = traceWriter;
	let reportedUntil = 0;
	/** How long the thread has waited for the host since the last beat, in ms. */
	let waited = 0;
	let known: Sighting | undefined;
	let stop = () => {};
	const listeners: ((at: number) => void)[] = [];
	/** When the thread's usage was last recorded at the start of a stretch. */
	let sampledAt = 0;
	/** The tracer's own time on the thread up to the last beat, in ms. */
	let ownAtBeat = 0;

	const takeSighting = (from: number): Sighting | undefined => {
		let last = known && known.at >= from ? known : undefined;
		known = undefined;
		for (let received = receiveMessageOnPort(watchdogPort); received; received = receiveMessageOnPort(watchdogPort)) {
			const sighting: Sighting = received.message;
			last = sighting.at >= from ? sighting : last;
		}

		return last;
	};

	const sample = (by: SampleSource, at: number) => {
		const use = readSchedstat(schedstat);
		if (use) {
			heartbeat.addSample(by, at, use);
		}
	};

	/** Returns what the thread has used since an instant, at most `ms`. Undefined if the system does not count it. */
	const usedSince = (instant: number, ms: number): ThreadUse | undefined => {
		const used = heartbeat.usedSince(instant, readSchedstat(schedstat));
		return used && {processor: atMost(used.processor, ms), preempted: atMost(used.preempted, ms)};
	};

	/** Reports a block that was not caused by a stretch of a lane, but by a callback or the loading of a file. */
	const flush = () => {
		const at = now();
		// The loop may not have beaten since a stretch that blocked it.
		const silentSince = Math.max(heartbeat.beatAt, reportedUntil);
		const sighting = takeSighting(silentSince);
		if (sighting && reportedUntil < sighting.at) {
			const {place} = sighting;
			const silent = at - silentSince;
			// The tracer's own work is not the program's. Other processes may have had the processor during that work too, so
			// the usage is scaled down by the same share.
			const ms = Math.max(0, silent - (ownTime.total(at) - ownAtBeat));
			const used = usedSince(silentSince, silent);
			const share = silent > 0 ? ms / silent : 0;
			reportedUntil = at;
			emit(
				{
					type: 'loop-released',
					since: since(silentSince),
					ms: toMicroseconds(ms),
					...(place && {place}),
					...(used && {
						processor: toMicroseconds(used.processor * share),
						preempted: toMicroseconds(used.preempted * share),
					}),
				},
				at,
			);
		}
	};

	const beat = (dueAt: number) => {
		ownTime.enter();
		try {
			flush();
			const at = now();
			const lag = toMicroseconds(Math.max(0, at - dueAt - waited));
			waited = 0;
			heartbeat.beatAt = at;
			sample('beat', at);
			ownAtBeat = ownTime.total(at);
			emit({type: 'loop-beat', lag, ...threadTime.read()}, at);
			for (const listener of listeners) {
				listener(at);
			}
		} finally {
			ownTime.leave();
		}
	};

	return {
		flush,
		start() {
			heartbeat.beatAt = now();
			ownAtBeat = ownTime.total(heartbeat.beatAt);
			stop = startBeats(beatMs, beat, runUntraced);
		},
		stop: () => stop(),
		onBeat: listener => append(listeners, listener),
		stretchStarted(at) {
			if (schedstat !== undefined && at - sampledAt > maxSampleAgeMs) {
				sampledAt = at;
				ownTime.enter();
				try {
					sample('stretch', at);
				} finally {
					ownTime.leave();
				}
			}
		},
		excludeWait(ms) {
			waited += ms;
			heartbeat.beatAt = now();
			ownAtBeat = ownTime.total(heartbeat.beatAt);
		},
		stretchEnded({since: from, startPlace: fallbackPlace}, ms, lane) {
			if (ms < minBlockMs) {
				return;
			}

			const used = usedSince(from, ms);
			if (used && ms - used.preempted < minBlockMs) {
				// The thread could not run because other threads or processes had the processor.
				return;
			}

			const sighting = takeSighting(from);
			const place = sighting?.place ?? fallbackPlace;
			reportedUntil = now();
			emit(
				{
					type: 'loop-released',
					since: since(from),
					ms: toMicroseconds(ms),
					...(lane && {task: lane.id}),
					...(place && {place}),
					...used,
				},
				reportedUntil,
			);
		},
		runBlocking(inside, place, call) {
			watchdogPort.postMessage({inside, ...(place && {place})} satisfies BlockingCall);
			const from = now();
			try {
				return call();
			} finally {
				watchdogPort.postMessage(undefined satisfies BlockingCall);
				const at = now();
				if (at - from >= minBlockMs) {
					known = {at, ...(place && {place})};
				}
			}
		},
	};
}

function atMost(value: number, most: number): number {
	return toMicroseconds(Math.min(value, most));
}
