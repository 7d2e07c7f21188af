import {createEventLines} from '../exports/lines/event-lines.ts';
import {lastAt} from '../model/stepping.ts';
import type {Trace} from '../trace/trace.ts';
import {sideNames} from '../view/sides.ts';
import {spokenFormat} from './speakable.ts';

/** The visible runs, and the moment that is shown. */
export type VisibleRuns = {
	readonly traces: readonly Trace[];
	/** The moment under the playhead, in ms on the runs' clock. Undefined: the newest moment. */
	readonly moment: number | undefined;
	/** Whether the playhead is playing, or has just played to the end. */
	readonly plays: boolean;
};

type FollowedRun = {
	readonly trace: Trace;
	linesFor: ReturnType<typeof createEventLines>;
	/**
	 * `readCount`: the number of events read. `announcedCount`: the number of events that were announced, or that happened before the
	 * run was shown.
	 */
	readCount: number;
	announcedCount: number;
};

/**
 * Creates a function that returns the lines, in the format of `plain`, for the events since its last call. While the
 * playhead is at rest, the function returns none, because `announcePlayhead` announces the moment under it; those
 * events are announced when the newest moment is shown again. No event is announced twice, unless it is replayed.
 */
export function createEventAnnouncer(): (runs: VisibleRuns) => readonly string[] {
	let followed: readonly FollowedRun[] = [];
	return ({traces, moment, plays}) => {
		if (traces.length !== followed.length || traces.some((trace, index) => followed[index]?.trace !== trace)) {
			followed = traces.map(follow);
		}

		const names = sideNames(traces.map(([description]) => ({description})));
		return followed.flatMap((run, index) => {
			const name = followed.length > 1 ? `${names[index]} ` : '';
			return readEvents(run, moment, plays).map(line => `${name}${line}`);
		});
	};
}

/** Starts to follow a run. The events of a run that had ended before it was shown are not news. */
function follow(trace: Trace): FollowedRun {
	const hasEnded = trace.some(({type}) => type === 'run-ended');
	return {
		trace,
		linesFor: createEventLines(trace[0], false, spokenFormat),
		readCount: 0,
		announcedCount: hasEnded ? trace.length : 0,
	};
}

function readEvents(run: FollowedRun, moment: number | undefined, plays: boolean): readonly string[] {
	const {trace} = run;
	const end = moment === undefined ? trace.length : lastAt(trace, moment) + 1;
	if (end < run.readCount) {
		Object.assign(run, {linesFor: createEventLines(trace[0], false, spokenFormat), readCount: 0});
		readEvents(run, moment, false);
		return [];
	}

	const newLines: string[] = [];
	for (const event of trace.slice(run.readCount, end)) {
		const lines = run.linesFor(event);
		if (plays || (moment === undefined && run.readCount >= run.announcedCount)) {
			newLines.push(...lines);
			run.announcedCount = Math.max(run.announcedCount, run.readCount + 1);
		}
		run.readCount++;
	}
	return newLines;
}
