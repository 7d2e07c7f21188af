import {now, sinceStart} from '../../model/at-moment.ts';
import {duration, percent} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {callsInLastMinute, callTotals} from '../../model/projections/calls.ts';
import {openCount, recentCalls} from '../../model/projections/calls-of.ts';
import {threadLane} from '../../model/projections/timeline.ts';
import type {Task} from '../../model/task.ts';
import {lastMinuteMs} from '../../session/choices.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {emptyLine, span} from '../line.ts';
import type {RunProps} from '../props.ts';
import type {Status} from '../run-status.ts';
import type {DrawnRows} from './call-lanes.ts';
import {callLanes, fitLanes, windowOf} from './call-lanes.ts';
import {finePercent, perSecond} from './calls-table.ts';
import {joinFitting, summaryLine} from './summary-line.ts';

type Shown = Pick<RunProps, 'model' | 'session'>;

/**
 * Whether the dashboard shows only the last minute: of a program that has run for that long, unless the user asked for
 * the whole run.
 */
export function showsLastMinute({model, session}: Shown): boolean {
	return model.description.form === 'program' && !session.fit && sinceStart(model, now(model)) >= lastMinuteMs;
}

/** Returns the calls of the last minute in the order in which they can be selected. */
export function selectableCalls(model: Model): readonly Task[] {
	const {open, ended} = recentCalls(model);
	return [...open, ...ended];
}

/** Returns the selected call: the oldest open one unless the user selected another. Undefined if there is none. */
export function selectedCall({model, session}: Shown): Task | undefined {
	const {open, ended} = recentCalls(model, 1);
	return model.tasks.get(session.calls?.recent ?? '') ?? open[0] ?? ended[0];
}

/** Draws the calls of the last minute as lanes, in exactly `rows` rows of `width` columns, with a caption. */
export function lastMinuteLanes(props: RunProps, width: number, rows: number): DrawnRows & {readonly caption: string} {
	const {model} = props;
	const selected = selectedCall(props)?.id;
	const all = recentCalls(model);
	const calls = fitLanes(all, rows, selected);
	const drawn = callLanes(props, calls, {
		selected,
		order: [...all.open, ...all.ended],
		window: windowOf(model, lastMinuteMs),
		width,
		rows,
	});
	const open = thousands(openCount(calls));
	return {
		...drawn,
		caption: width < 90 ? `${open} open first, then the newest` : `${open} open, the oldest first; then the newest`,
	};
}

/**
 * Draws the figures of a program whose dashboard shows the last minute: of that minute, of this moment and since the
 * start; then what blocks the loop, or how much of the run is kept.
 */
export function lastMinuteFigures(props: RunProps, state: Status, width: number): readonly Line[] {
	const {model} = props;
	const {inFlight, settled, failed} = callTotals(model);
	const calls = callsInLastMinute(model);
	const [oldest] = recentCalls(model, 1).open;
	const age = oldest && now(model) - (oldest.startedAt ?? oldest.createdAt);
	const row = (label: string, ...facts: readonly (readonly [string, string])[]) =>
		joinFitting(
			[
				[span('muted', label.padEnd(labelColumns))],
				...facts.map(([name, value]) => [span('muted', `${name} `), span('text', value, 'strong')]),
			],
			width,
		);
	return [
		row(
			'last 60 s',
			['calls', thousands(calls)],
			['per second', perSecond((calls / lastMinuteMs) * 1000)],
			['thread', percent(threadShare(model))],
		),
		row('now', ['in flight', thousands(inFlight)], ...(age === undefined ? [] : [['oldest', duration(age)] as const])),
		row('since the start', ['settled', thousands(settled)], ['failed', failed ? finePercent(failed) : 'none']),
		state.word === 'BLOCKED' ? summaryLine(props, state, width) : keptLine(model, width),
	];
}

const labelColumns = 15;

/** Returns the share of the last minute, or of its part that is kept, in which the thread was busy, 0 to 1. */
function threadShare(model: Model): number {
	const {to, from: start} = windowOf(model, lastMinuteMs);
	const from = Math.max(start, sinceStart(model, model.window?.at ?? 0));
	let busy = 0;
	for (const each of threadLane(model).segments)
		if (!each.blocked) busy += Math.max(0, Math.min(to, each.to) - Math.max(from, each.from));
	return to > from ? Math.min(1, busy / (to - from)) : 0;
}

/** Draws how much of a long run is kept. Empty for a complete run. */
function keptLine({window, at, end}: Model, width: number): Line {
	if (!window) return emptyLine;
	const kept = duration((end?.at ?? at) - window.at);
	const earlier = ` of the run; ${thousands(window.events)} earlier events are not.`;
	const words = `kept: the last ${kept}`;
	return [span('muted', words.length + earlier.length <= width ? words + earlier : words)];
}
