import {startTeller} from '../exports/lines/event-lines.ts';
import {lastAt} from '../model/stepping.ts';
import type {Trace} from '../trace/trace.ts';
import {languageNames} from '../view/panels/header.ts';
import {spoken} from './speakable.ts';

/** The runs that are shown, and where in them one is. */
export type Heard = {
	readonly traces: readonly Trace[];
	/** Under the playhead, ms on the runs' clock; undefined: the present. */
	readonly moment: number | undefined;
	/** Whether the playhead moves by itself, or has just come to the end that way. */
	readonly plays: boolean;
};

type Tape = {
	readonly trace: Trace;
	tell: ReturnType<typeof startTeller>;
	/** How many events the teller knows, and how many were said aloud or were over before. */
	known: number;
	heard: number;
};

/**
 * Tells what has happened in the runs since it was asked last, in the lines of `plain`. While the playhead stands still it tells nothing:
 * what is under it is said elsewhere. What has happened meanwhile is told when the present is back; nothing is told
 * twice, unless it is played.
 */
export function startRunTeller(): (runs: Heard) => readonly string[] {
	let tapes: readonly Tape[] = [];
	return ({traces, moment, plays}) => {
		if (traces.length !== tapes.length || traces.some((trace, index) => tapes[index]?.trace !== trace)) {
			tapes = traces.map(open);
		}

		return tapes.flatMap(tape => {
			const name = tapes.length > 1 ? `${languageNames[tape.trace[0].language]} ` : '';
			return onTo(tape, moment, plays).map(line => `${name}${line}`);
		});
	};
}

/** What was over before it was seen is not news. */
function open(trace: Trace): Tape {
	const isOver = trace.some(({type}) => type === 'run-ended');
	return {trace, tell: startTeller(trace[0], false, spoken), known: 0, heard: isOver ? trace.length : 0};
}

function onTo(tape: Tape, moment: number | undefined, plays: boolean): readonly string[] {
	const {trace} = tape;
	const end = moment === undefined ? trace.length : lastAt(trace, moment) + 1;
	if (end < tape.known) {
		Object.assign(tape, {tell: startTeller(trace[0], false, spoken), known: 0});
		onTo(tape, moment, false);
		return [];
	}

	const said: string[] = [];
	for (const event of trace.slice(tape.known, end)) {
		const lines = tape.tell(event);
		if (plays || (moment === undefined && tape.known >= tape.heard)) {
			said.push(...lines);
			tape.heard = Math.max(tape.heard, tape.known + 1);
		}
		tape.known++;
	}
	return said;
}
