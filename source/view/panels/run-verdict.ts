import type {CouldOverlap} from '../../model/analysis/could-overlap.ts';
import type {Forecast} from '../../model/analysis/forecast.ts';
import type {ThreadHolder} from '../../model/analysis/thread-holders.ts';
import type {Verdict} from '../../model/analysis/verdict.ts';
import {formatHolder, formatShare, verdict} from '../../model/analysis/verdict.ts';
import {bounded} from '../../model/analysis/verdict-phrases.ts';
import {duration, percent, seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {threadShares} from '../../model/projections/thread-use.ts';
import type {LaneShare} from '../../model/projections/time-shares.ts';
import {laneShares} from '../../model/projections/time-shares.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {thousands} from '../../text/thousands.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, fitText, span, stripControls} from '../line.ts';
import type {RunProps, RunView, ScreenProps} from '../props.ts';
import {onlyRun, takesKeys} from '../props.ts';
import {runTitles} from '../sides.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';
import {emphasizeNumbers} from './emphasize-numbers.ts';
import type {LabeledLine} from './flight-rows.ts';
import {flightRows, maxBar} from './flight-rows.ts';
import {selectedIndex} from './selected-lane.ts';
import {windowAround} from './window.ts';

/**
 * Draws the verdict on a run that is not a lesson's: one line on where its time went, what took the thread, and a
 * forecast for starting the calls together.
 */
export function runVerdictLines(props: ScreenProps, width: number, rows: number): readonly Line[] {
	const [one, other] = props.runs;
	// Side by side only if there is room for both.
	if (!other || !fitsPair(props.size)) {
		return runRows(one, props, width, rows);
	}
	const half = Math.floor((width - 3) / 2);
	const titles = runTitles([one.model, other.model]);
	const [left = [], right = []] = [one, other].map((run, index) => [
		[span('accent', titles[index] ?? '', 'strong')],
		...runRows(run, props, half, rows - 1),
	]);
	return Array.from({length: Math.max(left.length, right.length)}, (_, row) => [
		...fit(left[row] ?? emptyLine, half, props.glyphs.ellipsis),
		span('text', '   '),
		...(right[row] ?? emptyLine),
	]);
}

/** Returns the rows of the verdict with nothing left out. */
export function runVerdictHeight(props: ScreenProps, width: number): number {
	return runVerdictLines(props, width, Number.POSITIVE_INFINITY).length;
}

function runRows(run: RunView, props: ScreenProps, width: number, rows: number): readonly Line[] {
	const {glyphs} = props;
	const {model} = run;
	const found = verdict(model, run);
	if (!found) {
		return wrapProse([span('muted', 'Nothing to report: the run did not start.')], width);
	}
	const label = width >= 70 ? 12 : 10;
	const room = width - label;
	const head = verdictText(found, width, glyphs);
	const facts = factRows(found, model, props, label, room);
	const bar = barOf(timeWords(found), room);
	// The longest task is between two bars that are mostly blue.
	const flight = [...longestRow(model), ...flightRows(model, bar > 0 ? bar : Math.min(maxBar, room - 10), glyphs)].map(
		([word, line]) => labeledRow(word, line, label),
	);
	const count = model.lanes.length;
	const isAsked = props.session.verdict === true;
	const left = rows - head.length - facts.length;
	const fitting = flight.slice(0, Math.max(0, left - (isAsked ? Math.min(minLanes, count) : 0)));
	const spare = left - fitting.length;
	// Some of the planned tasks say less than how many were in flight.
	const hasLanes = isAsked || spare >= count || model.description.form === 'program';
	const gap = spare >= (hasLanes ? count + 2 : 1) ? [emptyLine] : [];
	const lanes = hasLanes ? laneRows(onlyRun(props, run), width, spare - 2 * gap.length) : [];
	return [...head, ...gap, ...facts, ...fitting, ...(lanes.length > 0 ? gap : []), ...lanes];
}

/** Draws what to do next, and the facts of a verdict, each in labeled rows. */
function factRows(found: Verdict, model: Model, props: ScreenProps, label: number, room: number): readonly Line[] {
	const {couldOverlap, forecast, holders} = found;
	const key = found.key ?? (props.isSaved ? undefined : found.rerun);
	const next = found.next ?? (takesKeys(props) ? key : undefined);
	const overlaps = couldOverlap.slice(0, 3).flatMap(one => inTurn(one, room));
	const together = forecast ? forecastLines(forecast, found.text, room) : [];
	return [
		...(next === undefined ? [] : labeled('Next', wrapProse([span('text', next)], room), label)),
		...labeled('Time', timeOf(found, room, props.glyphs), label),
		...asideRows(model).map(([word, words]) => labeledRow(word, emphasizeNumbers(words), label)),
		...labeled('Forecast', overlaps, label),
		...labeled(forecast?.measured === undefined ? 'Forecast' : 'Measured', together, label),
		...labeled('Blocked', holders.slice(0, 3).map(holderLine), label),
	];
}

/** Draws which planned task took the longest. Empty for a program, and for one task. */
function longestRow({description, totals, lanes, tasks}: Model): readonly LabeledLine[] {
	const name = tasks.get(totals.longestTask ?? '')?.name;
	return description.form === 'tasks' && lanes.length > 1 && name !== undefined
		? [['Longest', emphasizeNumbers(`${name}, ${duration(totals.longest)}`)]]
		: [];
}

/** The fewest lanes that are worth more than how many tasks were in flight, in a verdict that the user asked for. */
const minLanes = 5;

/** Draws the headline of the verdict. */
function verdictText({role, text}: Verdict, width: number, {state}: Glyphs): readonly Line[] {
	const sign = {wait: state.waiting, run: state.running, done: state.done, fail: state.failed, muted: state.queued}[
		role
	];
	return wrapProse(emphasizeNumbers(text), width - 2).map((line, index) => [
		span(role, index === 0 ? `${sign} ` : '  ', 'strong'),
		...line,
	]);
}

/**
 * Draws the share of the total during which the thread was busy. Empty if the share is unknown, or if too little was
 * measured.
 */
function timeOf(found: Verdict, room: number, glyphs: Glyphs): readonly Line[] {
	const {kind, thread, threadIs} = found;
	if (kind === 'short' || kind === 'not-observed' || (thread === 0 && threadIs === 'at least')) return [];
	const words = timeWords(found);
	const bar = barOf(words, room);
	return [
		[
			...(bar > 0
				? [...shareBar({onThread: thread, readyButBlocked: 0, waited: 1 - thread}, bar, glyphs), span('text', '  ')]
				: []),
			span('text', words),
		],
	];
}

function timeWords({thread, threadIs}: Verdict): string {
	const waiting = threadIs === 'exact' ? `${percent(1 - thread)} waiting` : 'the rest waiting';
	return `${bounded(threadIs, percent(thread))} on the thread, ${waiting}`;
}

/** Returns the columns of a bar before these words; 0 if there is too little room for one. */
function barOf(words: string, room: number): number {
	const bar = Math.min(maxBar, room - words.length - 2);
	return bar >= 8 ? bar : 0;
}

/** Returns the facts that the shares leave out or that explain the shares, if they are large enough for a row. */
function asideRows(model: Model): readonly (readonly [label: string, words: string])[] {
	const {startUp, queueing} = model.totals;
	const {tracing = 0} = threadShares(model);
	return [
		...(startUp >= 100 && !isUnobserved(model)
			? [['Start-up', `${duration(startUp)} before the first async call`] as const]
			: []),
		...(queueing >= 50 ? [['Queueing', `${duration(queueing)} of waiting for each other`] as const] : []),
		...(tracing >= 0.05 ? [['Observing', `at least ${percent(tracing)}`] as const] : []),
	];
}

type Parts = Pick<LaneShare, 'onThread' | 'readyButBlocked' | 'waited'>;

/**
 * Draws a bar with the signs of the lanes: on the thread, ready but unable to run, waiting. Rounded to whole columns.
 */
function shareBar({onThread, readyButBlocked, waited}: Parts, width: number, {lane}: Glyphs): Line {
	const all = onThread + readyButBlocked + waited;
	if (all <= 0) {
		return [span('rule', ' '.repeat(width))];
	}
	const cells = (part: number) => Math.round((part / all) * width);
	const busy = cells(onThread);
	const late = Math.min(width - busy, cells(readyButBlocked));
	return [
		span('run', lane.running.repeat(busy)),
		span('fail', lane.ready.repeat(late)),
		span('wait', lane.waiting.repeat(width - busy - late)),
	];
}

/** Draws a forecast, or what was measured in its place. Draws nothing if the headline has the same words. */
function forecastLines({makespan, measured}: Forecast, headline: string, room: number): readonly Line[] {
	const words =
		measured === undefined
			? `Started together they may take ${seconds(makespan)} (forecast).`
			: `Started together they took ${seconds(measured)}.`;
	return headline.includes(words) ? [] : wrapProse(emphasizeNumbers(words), room);
}

/**
 * Draws what calls took in turn and what they would take together:
 * `900 ms → 500 ms: user, orders in main at jobs.mjs:12`.
 */
function inTurn(one: CouldOverlap, room: number): readonly Line[] {
	const names = one.calls.map(({name}) => stripControls(name));
	const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
	const where = `${shown.join(', ')} in ${stripControls(one.caller.name)} at ${stripControls(one.place.file)}:${one.place.line}`;
	return wrapProse(emphasizeNumbers(`${duration(one.took)} → ${duration(one.forecast)}: ${where}`), room);
}

function holderLine(holder: ThreadHolder): Line {
	const {longest, times, total} = holder;
	const often = times === 1 ? '' : ` in ${thousands(times)} blocks, at most ${duration(longest)} each`;
	return [
		span('fail', duration(total), 'strong'),
		span('text', often),
		span('muted', stripControls(formatHolder(holder))),
	];
}

/** Draws a row for each lane. If not all fit, draws those around the selected one. */
function laneRows(props: RunProps, width: number, rows: number): readonly Line[] {
	const {model, glyphs} = props;
	if (rows < 1 || model.lanes.length === 0) {
		return [];
	}
	const {first, count} = windowAround(selectedIndex(props), model.lanes.length, rows);
	const shares = laneShares(model, first, count);
	const hidden = model.lanes.length - count;
	const longest = Math.max(0, ...shares.map(({task}) => columns(stripControls(task.name)) + 2 * task.depth));
	const name = Math.max(6, Math.min(longest, width >= 70 ? 24 : 14));
	const words = Math.max(0, ...shares.map(share => columns(stripControls(formatShare(share)))));
	const room = width - name - 11 - words - 2;
	const bar = room >= 10 ? Math.min(20, room) : 0;
	const lines = shares.map((share): Line => {
		const own = stripControls(share.task.name);
		const indent = ' '.repeat(Math.min(2 * share.task.depth, Math.max(0, name - Math.min(6, columns(own)))));
		return [
			span('text', fitText(indent + own, name, glyphs.ellipsis)),
			span('text', `${duration(share.lifetime).padStart(9)}  `),
			...(bar > 0 ? [...shareBar(share, bar, glyphs), span('text', '  ')] : []),
			span(shareRole(share), stripControls(formatShare(share))),
		];
	});
	return hidden > 0 ? [...lines, [span('muted', `${glyphs.ellipsis} ${thousands(hidden)} more`)]] : lines;
}

/** Returns the role of a lane. A lane that deserves a closer look is emphasized. */
function shareRole({lifetime, onThread, readyButBlocked}: LaneShare): Role {
	if (onThread >= 0.5 * lifetime && onThread >= 1) {
		return 'run';
	}
	return readyButBlocked > onThread && readyButBlocked >= 0.1 * lifetime ? 'fail' : 'muted';
}

function labeled(word: string, lines: readonly Line[], label: number): readonly Line[] {
	return lines.map((line, index) => labeledRow(index === 0 ? word : '', line, label));
}

function labeledRow(word: string, line: Line, label: number): Line {
	return [span('muted', fitText(word, label, ' ')), ...line];
}
