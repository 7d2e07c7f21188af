import {createEventLines} from '../exports/lines/event-lines.ts';
import {lastAt} from '../model/stepping.ts';
import type {Trace} from '../trace/trace.ts';
import {sideNames} from '../view/sides.ts';
import {spokenFormat} from './speakable.ts';

/** The shown runs and the moment in them. */
export type HeardRuns = {
	readonly traces: readonly Trace[];
	/** The moment under the playhead, in ms on the runs' clock. Undefined: the newest moment. */
	readonly moment: number | undefined;
	/** Whether the playhead moves by itself, or has just reached the end that way. */
	readonly plays: boolean;
};

type HeardRun = {
	readonly trace: Trace;
	linesFor: ReturnType<typeof createEventLines>;
	/** How many events are known, and how many of them were announced or had happened before. */
	known: number;
	heard: number;
};

/**
 * Returns the lines, in the format of `plain`, for the events since the last call. While the playhead is at rest it
 * returns none, because the moment under it is announced elsewhere. Events in the meantime are announced when the
 * newest moment is shown again. No event is announced twice, unless it is replayed.
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

/** A run that had ended before it was shown is not news. */
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
