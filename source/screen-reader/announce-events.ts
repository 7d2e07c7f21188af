import {createEventLines} from '../exports/lines/event-lines.ts';
import {lastAt} from '../model/stepping.ts';
import type {Trace} from '../trace/trace.ts';
import {languageNames} from '../view/panels/header.ts';
import {spokenFormat} from './speakable.ts';

/** The runs that are shown, and where in them one is. */
export type HeardRuns = {
	readonly traces: readonly Trace[];
	/** Under the playhead, ms on the runs' clock; undefined: the present. */
	readonly moment: number | undefined;
	/** Whether the playhead moves by itself, or has just come to the end that way. */
	readonly plays: boolean;
};

type HeardRun = {
	readonly trace: Trace;
	linesFor: ReturnType<typeof createEventLines>;
	/** How many events the teller knows, and how many were said aloud or were over before. */
	known: number;
	heard: number;
};

/**
 * Tells what has happened in the runs since it was asked last, in the lines of `plain`. While the playhead stands still it tells nothing:
 * what is under it is said elsewhere. What has happened meanwhile is told when the present is back; nothing is told
 * twice, unless it is played.
 */
export function createEventAnnouncer(): (runs: HeardRuns) => readonly string[] {
	let heardRuns: readonly HeardRun[] = [];
	return ({traces, moment, plays}) => {
		if (traces.length !== heardRuns.length || traces.some((trace, index) => heardRuns[index]?.trace !== trace)) {
			heardRuns = traces.map(startHearing);
		}

		return heardRuns.flatMap(run => {
			const name = heardRuns.length > 1 ? `${languageNames[run.trace[0].language]} ` : '';
			return readOn(run, moment, plays).map(line => `${name}${line}`);
		});
	};
}

/** What was over before it was seen is not news. */
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
