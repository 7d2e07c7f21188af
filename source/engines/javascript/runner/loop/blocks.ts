import type {MessagePort} from 'node:worker_threads';
import {receiveMessageOnPort} from 'node:worker_threads';
import type {Place} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {now, toMicroseconds} from '../clock.ts';
import type {OwnTime} from '../own-time.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {StackEntry} from '../tracing/call-stack.ts';
import type {Heartbeat} from './heartbeat.ts';
import type {ThreadUse} from './schedstat.ts';
import {readSchedstat} from './schedstat.ts';
import type {ThreadTime} from './thread-time.ts';

/** Not 50, as many programs have: a timer that is due in the same turn as theirs is seen in their stacks; see after.ts. */
const beat = 47;
/** Stretches that held the thread for so many ms are reported as blocks. */
export const shortestBlock = 20;

/** How old the last reading of the thread's use may be when a stretch starts, in ms. */
const fresh = 5;

type Sample = {readonly at: number; readonly use: ThreadUse};

/** Where the watchdog saw the thread, and when (ms on the runner's clock). */
export type Sighting = {readonly at: number; readonly place?: Place};

/** What the watchdog knows of a call that it cannot look into, until it has returned. */
export type BlockingCall = {readonly inside: string; readonly place?: Place} | undefined;

export type Loop = {
	/** Begins to beat. Does not keep the loop alive. */
	readonly start: () => void;
	readonly stop: () => void;
	/** Calls a function with each beat, and its instant. */
	readonly onBeat: (hear: (at: number) => void) => void;
	/** Reports a block that is known only from outside. */
	readonly flush: () => void;
	/** A stretch starts. */
	readonly taken: (at: number) => void;
	/** The thread has waited for the host for so many ms: it was not held. */
	readonly waited: (ms: number) => void;
	/** A stretch has ended that held the thread for so many ms. */
	readonly held: (entry: StackEntry, ms: number) => void;
	/** Makes a call that holds the thread where no inspector can stop it. `inside`: the name of what is called. */
	readonly during: <Result>(inside: string, place: Place | undefined, call: () => Result) => Result;
};

type Parts = {
	readonly traceWriter: TraceWriter;
	readonly heartbeat: Heartbeat;
	readonly ownTime: OwnTime;
	readonly watchdogPort: MessagePort;
	readonly threadTime: {readonly read: () => ThreadTime};
	/** See `openSchedstat`. */
	readonly schedstat: number | undefined;
	/** Calls a function every so many ms, without keeping the loop alive, until the returned function is called. */
	readonly every: (ms: number, call: () => void) => () => void;
};

/**
 * The loop's beats and its blocks. A block's place is where the watchdog saw the thread; for blocks too short for it
 * (under 150 ms), the line at which the stretch began: the await that it was resumed from, or the head of the function.
 */
export function createLoop(parts: Parts): Loop {
	const {traceWriter, heartbeat, ownTime, watchdogPort, threadTime, schedstat, every} = parts;
	const {emit, since} = traceWriter;
	let toldUntil = 0;
	/** When the next beat is due. */
	let due = 0;
	let known: Sighting | undefined;
	let stop = () => {};
	const listeners: ((at: number) => void)[] = [];
	/** What the thread had used when it was taken, some ms ago at most, and when the loop beat last. */
	let atEntry: Sample | undefined;
	let atBeat: Sample | undefined;
	/** What the tracer had taken of the thread at that beat, in ms. */
	let ownAtBeat = 0;

	const seen = (from: number): Sighting | undefined => {
		let last = known && known.at >= from ? known : undefined;
		known = undefined;
		for (let received = receiveMessageOnPort(watchdogPort); received; received = receiveMessageOnPort(watchdogPort)) {
			const sighting: Sighting = received.message;
			last = sighting.at >= from ? sighting : last;
		}

		return last;
	};

	const sample = (at: number): Sample | undefined => {
		const use = readSchedstat(schedstat);
		return use && {at, use};
	};

	/**
	 * What the thread has used since an instant, within so many ms; undefined where nothing counts it. The watchdog is late where others
	 * have the processor, and what it has read then is from long before: what was read as the thread was taken is closer.
	 */
	const usedSince = (instant: number, ms: number): ThreadUse | undefined => {
		const use = readSchedstat(schedstat);
		let used = heartbeat.usedSince(instant, use);
		for (const before of [atEntry, atBeat]) {
			if (use && before && before.at <= instant) {
				const processor = Math.min(used?.processor ?? ms, use.processor - before.use.processor);
				used = {processor, preempted: Math.min(used?.preempted ?? ms, use.preempted - before.use.preempted)};
			}
		}

		return used && {processor: atMost(used.processor, ms), preempted: atMost(used.preempted, ms)};
	};

	/** No task held the thread, but something did: a callback, or the loading of a file. */
	const flush = () => {
		const at = now();
		const silentSince = heartbeat.beatAt;
		const sighting = seen(silentSince);
		if (sighting && toldUntil < sighting.at) {
			const {place} = sighting;
			const silent = at - silentSince;
			// The tracer's own work is not the program's, and others had the processor during it as well.
			const ms = Math.max(0, silent - (ownTime.total(at) - ownAtBeat));
			const used = usedSince(silentSince, silent);
			const share = silent > 0 ? ms / silent : 0;
			toldUntil = at;
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

	return {
		flush,
		start() {
			due = now() + beat;
			heartbeat.beatAt = now();
			ownAtBeat = ownTime.total(heartbeat.beatAt);
			stop = every(beat, () => {
				flush();
				const at = now();
				const lag = toMicroseconds(Math.max(0, at - due));
				heartbeat.beatAt = at;
				atBeat = sample(at);
				ownAtBeat = ownTime.total(at);
				due = at + beat;
				emit({type: 'loop-beat', lag, ...threadTime.read()}, at);
				for (const hear of listeners) {
					hear(at);
				}
			});
		},
		stop: () => stop(),
		onBeat: hear => append(listeners, hear),
		taken(at) {
			if (schedstat !== undefined && at - (atEntry?.at ?? 0) > fresh) {
				atEntry = sample(at);
			}
		},
		waited(ms) {
			due += ms;
			heartbeat.beatAt = now();
			ownAtBeat = ownTime.total(heartbeat.beatAt);
		},
		held({lane, since: from, from: began}, ms) {
			if (ms < shortestBlock) {
				return;
			}

			const used = usedSince(from, ms);
			if (used && ms - used.preempted < shortestBlock) {
				// The thread stood still because others had the processor.
				return;
			}

			const sighting = seen(from);
			const place = sighting?.place ?? began;
			toldUntil = now();
			emit(
				{
					type: 'loop-released',
					since: since(from),
					ms: toMicroseconds(ms),
					task: lane.id,
					...(place && {place}),
					...used,
				},
				toldUntil,
			);
		},
		during(inside, place, call) {
			watchdogPort.postMessage({inside, ...(place && {place})} satisfies BlockingCall);
			const from = now();
			try {
				return call();
			} finally {
				watchdogPort.postMessage(undefined satisfies BlockingCall);
				const at = now();
				if (at - from >= shortestBlock) {
					known = {at, ...(place && {place})};
				}
			}
		},
	};
}

function atMost(value: number, most: number): number {
	return toMicroseconds(Math.min(value, most));
}
