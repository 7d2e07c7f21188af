import {createEventLines} from '../exports/lines/event-lines.ts';
import {lastAt} from '../model/stepping.ts';
import type {Trace} from '../trace/trace.ts';
import {sideNames} from '../view/sides.ts';
import {spokenFormat} from './speakable.ts';

/** The visible runs, and the moment that is shown. */
export type HeardRuns = {
	readonly traces: readonly Trace[];
	/** The moment under the playhead, in ms on the runs' clock. Undefined: the newest moment. */
	readonly moment: number | undefined;
	/** Whether the playhead is playing, or has just played to the end. */
	readonly plays: boolean;
};

type HeardRun = {
	readonly trace: Trace;
	linesFor: ReturnType<typeof createEventLines>;
	/**
	 * `known`: the number of events read. `heard`: the number of events that were announced, or that happened before the
	 * run was shown.
	 */
	known: number;
	heard: number;
};

/**
 * Creates a function that returns the lines, in the format of `plain`, for the events since its last call. While the
 * playhead is at rest, the function returns none, because `announcePlayhead` announces the moment under it; those
 * events are announced when the newest moment is shown again. No event is announced twice, unless it is replayed.
 */
export function createEventAnnouncer(): (runs: HeardRuns) => readonly string[] {
	let heardRuns: readonly HeardRun[] = [];
	return ({traces, moment, plays}) => {
		if (traces.length !== heardRuns.length || traces.some((trace, index) => heardRuns[index]?.trace !== trace)) {
			heardRuns = traces.map(startHearing);
		}

		const names = sideNames(traces.map(([description]) => ({description})));
		return heardRuns.flatMap((run, index) => {
			const name = heardRuns.length > 1 ? `${names[index]} ` : '';
			return readOn(run, moment, plays).map(line => `${name}${line}`);
		});
	};
}

/** Starts to follow a run. The events of a run that had ended before it was shown are not news. */
function startHearing(trace: Trace): HeardRun {
	const isOver = trace.some(({type}) => type === 'run-ended');
	return {trace, linesFor: createEventLines(trace[0], false, spokenFormat), known: 0, heard: isOver ? trace.length : 0};
}

function readOn(run: HeardRun, moment: number | undefined, plays: boolean): readonly string[] {
	const {trace} = run;
	const end = moment === undefined ? trace.length : lastAt(trace, moment) + 1;
	if (end < run.known) {
		Object.assign(run, {linesFor: createEventLines(trace[0], false, spokenFormat), known: 0});
		readOn(run, moment, false);
		return [];
	}

	const heardLines: string[] = [];
	for (const event of trace.slice(run.known, end)) {
		const lines = run.linesFor(event);
		if (plays || (moment === undefined && run.known >= run.heard)) {
			heardLines.push(...lines);
			run.heard = Math.max(run.heard, run.known + 1);
		}
		run.known++;
	}
	return heardLines;
}
