import {now} from '../clock.ts';
import {isChannelInUse} from '../host-pipe.ts';
import {minBlockMs} from './blocks.ts';
import type {Heartbeat} from './heartbeat.ts';
import type {ThreadUse} from './schedstat.ts';
import {isThreadRunnable, readSchedstat} from './schedstat.ts';

/** The time without a beat, in ms, after which the loop counts as silent. */
export const silenceMs = 150;

/** A loop that has been blocked since an instant, in ms on the runner's clock. */
export type Silence = {
	readonly since: number;
	/** The serial of the lane that blocks the loop. Undefined if that is not certain. */
	readonly laneSerial: number | undefined;
	/** What the thread has used since then. Undefined if the system does not count it. */
	readonly used: ThreadUse | undefined;
	/** Whether the loop has beaten since this was found. */
	readonly isOver: () => boolean;
};

/**
 * Returns a function for the watchdog that returns a silence of the loop which it has not returned before. Undefined if
 * there is none. Must be called at short intervals: each call also records what the thread has used. `schedstat`: see
 * `openSchedstat`.
 */
export function createSilenceSearch(heartbeat: Heartbeat, schedstat: number | undefined): () => Silence | undefined {
	/** The last beat before the last silence, and when that silence was found. */
	let last = {beatAt: 0, at: 0};

	return () => {
		const {beatAt, enteredAt, laneSerial, newestAtBeat} = heartbeat;
		// Before the counts are read: this thread may have to wait for a processor, too.
		const examinedAt = now();
		const use = readSchedstat(schedstat);
		if (use) {
			heartbeat.addSample('watchdog', now(), use);
		}

		const isNew = beatAt !== last.beatAt;
		// Another lane can take the thread and block it before the next beat, or code of no lane after it has ended.
		const isNext = enteredAt > last.at && now() - enteredAt >= silenceMs;
		// The thread may be waiting for the host.
		const isWriting = isChannelInUse();
		if (beatAt === 0 || now() - beatAt < silenceMs || !(isNew || isNext) || isWriting) {
			return undefined;
		}

		// A lane that has been on the thread for long took it after the last beat, and after other code that ran in the
		// same turn.
		const isFromEntry = !isNew || (laneSerial >= 0 && now() - enteredAt >= minBlockMs);
		const since = isFromEntry ? Math.max(beatAt, enteredAt) : beatAt;
		// Many short calls can block the loop together. A call that started meanwhile is only one of them.
		const isNamed = laneSerial >= 0 && (isFromEntry || laneSerial <= newestAtBeat);
		// Outside of one lane, several pieces of code may have had the thread, each for a short time.
		const minOwnMs = since === enteredAt && laneSerial >= 0 ? minBlockMs : silenceMs;
		const used = heartbeat.usedSince(since, use);
		if (used && programTime(examinedAt - since, used) < minOwnMs) {
			// Other processes have the processor: the program itself is not blocking the loop.
			return undefined;
		}

		last = {beatAt, at: now()};
		return {
			since,
			laneSerial: isNamed ? laneSerial : undefined,
			used,
			isOver: () => heartbeat.beatAt !== beatAt,
		};
	};
}

/**
 * Returns for how many of `ms` the program itself kept the thread. The system counts a wait for a processor only when it ends:
 * while the thread may be waiting for one, only its time on a processor is certain.
 */
function programTime(ms: number, {processor, preempted}: ThreadUse): number {
	const own = ms - preempted;
	return own > processor && isThreadRunnable() ? processor : own;
}
