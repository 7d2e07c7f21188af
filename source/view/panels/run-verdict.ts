import type {CouldOverlap} from '../../model/analysis/could-overlap.ts';
import type {Forecast} from '../../model/analysis/forecast.ts';
import type {Hold} from '../../model/analysis/thread-holders.ts';
import type {Others, Verdict} from '../../model/analysis/verdict.ts';
import {byWhom, sayShare, verdict} from '../../model/analysis/verdict.ts';
import {duration, percent, seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {LaneShare} from '../../model/projections/time-shares.ts';
import {laneShares} from '../../model/projections/time-shares.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fit, fitText, span} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {wrapSentence} from '../wrap-prose.ts';
import {figures} from './emphasize-numbers.ts';
import {languageNames} from './header.ts';
import {selectedIndex, windowAround} from './task-table.ts';

/** What became of a run that is no lesson's: in one line, where its time went, what holds the loop, what it would take together. */
export function runVerdictLines(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const [one, other] = runs(props);
	if (!one) {
		return [];
	}
	if (!other) {
		return blockOf(one, props, available, rows);
	}
	const half = Math.floor((available - 3) / 2);
	const [left = [], right = []] = [one, other].map(run => [
		[span('accent', clean(run.model.runtime ?? languageNames[run.model.description.language]), 'strong')],
		...blockOf(run, props, half, rows - 1),
	]);
	return Array.from({length: Math.max(left.length, right.length)}, (_, row) => [
		...fit(left[row] ?? blank, half, props.glyphs.ellipsis),
		span('text', '   '),
		...(right[row] ?? blank),
	]);
}

/** How many rows it takes with nothing left out. */
export function runVerdictNeed(props: ScreenProps, available: number): number {
	return runVerdictLines(props, available, Number.POSITIVE_INFINITY).length;
}

type Run = {readonly model: Model; readonly others: Others};

/** Those that are shown: side by side only where there is room for both. */
function runs(props: ScreenProps): readonly Run[] {
	const {model, previous, sequential, beside, previousBeside, sequentialBeside, size} = props;
	return [
		{model, others: {previous, sequential}},
		...(beside && fitsPair(size)
			? [{model: beside, others: {previous: previousBeside, sequential: sequentialBeside}}]
			: []),
	];
}

function blockOf({model, others}: Run, props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {glyphs} = props;
	const found = verdict(model, others);
	if (!found) {
		return wrapSentence([span('muted', 'Nothing to report: the run did not start.')], available);
	}
	const label = available >= 70 ? 12 : 9;
	const room = available - label;
	const head = said(found, available, glyphs);
	const facts = [
		...labelled('Time', [timeOf(found, room, glyphs)], label),
		...labelled(
			'Forecast',
			found.couldOverlap.slice(0, 3).flatMap(one => inTurn(one, room)),
			label,
		),
		...labelled('Forecast', found.forecast ? expected(found.forecast, room) : [], label),
		...found.holds.slice(0, 3).map((hold, index) => labelledRow(index === 0 ? 'Blocked' : '', holdOf(hold), label)),
	];
	const left = rows - head.length - facts.length;
	const airy = left >= model.lanes.length + 2;
	const gap = airy ? [blank] : [];
	const lanes = laneRows({...props, model}, available, left - 2 * gap.length);
	return [...head, ...gap, ...facts, ...(lanes.length > 0 ? gap : []), ...lanes];
}

/** The one line in all. */
function said({role, text}: Verdict, available: number, {state}: Glyphs): readonly Line[] {
	const sign = {wait: state.waiting, run: state.running, done: state.done, fail: state.failed, muted: state.queued}[
		role
	];
	return wrapSentence(figures(text), available - 2).map((line, index) => [
		span(role, index === 0 ? `${sign} ` : '  ', 'strong'),
		...line,
	]);
}

/** How much of the total the thread was held. */
function timeOf({thread}: Verdict, room: number, glyphs: Glyphs): Line {
	const words = `${percent(thread)} on the thread, ${percent(1 - thread)} waiting`;
	const bar = Math.min(40, room - words.length - 2);
	return [
		...(bar >= 8 ? [...shareBar({held: thread, stuck: 0, waited: 1 - thread}, bar, glyphs), span('text', '  ')] : []),
		span('text', words),
	];
}

type Parts = Pick<LaneShare, 'held' | 'stuck' | 'waited'>;

/** In the signs of the lanes: on the thread, ready but stuck, waiting; to the nearest column. */
function shareBar({held, stuck, waited}: Parts, width: number, {lane}: Glyphs): Line {
	const all = held + stuck + waited;
	if (all <= 0) {
		return [span('rule', ' '.repeat(width))];
	}
	const cells = (part: number) => Math.round((part / all) * width);
	const busy = cells(held);
	const late = Math.min(width - busy, cells(stuck));
	return [
		span('run', lane.running.repeat(busy)),
		span('fail', lane.ready.repeat(late)),
		span('wait', lane.waiting.repeat(width - busy - late)),
	];
}

/** Computed beside measured. */
function expected({makespan, measured}: Forecast, room: number): readonly Line[] {
	const words =
		measured === undefined
			? `Started together they may take ${seconds(makespan)} (forecast).`
			: `Started together they took ${seconds(measured)}.`;
	return wrapSentence(figures(words), room);
}

/** What they took in turn and would take together: `900 ms → 500 ms: user, orders in main at jobs.mjs:12`. */
function inTurn(one: CouldOverlap, room: number): readonly Line[] {
	const names = one.calls.map(({name}) => clean(name));
	const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
	const where = `${shown.join(', ')} in ${clean(one.caller.name)} at ${clean(one.place.file)}:${one.place.line}`;
	return wrapSentence(figures(`${duration(one.took)} → ${duration(one.forecast)}: ${where}`), room);
}

function holdOf(hold: Hold): Line {
	const {longest, times, total} = hold;
	const often = times === 1 ? 'in one go' : `${times} times, at most ${duration(longest)} in one go`;
	return [span('fail', duration(total), 'strong'), span('text', ` ${often}`), span('muted', clean(byWhom(hold)))];
}

/** A row for each lane, those around the selected one where there is no room for all. */
function laneRows(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {model, glyphs} = props;
	if (rows < 1 || model.lanes.length === 0) {
		return [];
	}
	const {first, count} = windowAround(selectedIndex(props), model.lanes.length, rows);
	const shares = laneShares(model, first, count);
	const hidden = model.lanes.length - count;
	const longest = Math.max(0, ...shares.map(({task}) => columns(clean(task.name)) + 2 * task.depth));
	const name = Math.max(6, Math.min(longest, available >= 70 ? 24 : 14));
	const bar = available >= 76 ? 20 : 0;
	const lines = shares.map((share): Line => {
		const own = clean(share.task.name);
		const indent = ' '.repeat(Math.min(2 * share.task.depth, Math.max(0, name - Math.min(6, columns(own)))));
		return [
			span('text', fitText(indent + own, name, glyphs.ellipsis)),
			span('text', `${duration(share.lived).padStart(9)}  `),
			...(bar > 0 ? [...shareBar(share, bar, glyphs), span('text', '  ')] : []),
			span(lookOf(share), clean(sayShare(share))),
		];
	});
	return hidden > 0 ? [...lines, [span('muted', `${glyphs.ellipsis} ${hidden} more`)]] : lines;
}

/** What there is to look at stands out. */
function lookOf({lived, held, stuck}: LaneShare): Role {
	if (held >= 0.5 * lived && held >= 1) {
		return 'run';
	}
	return stuck > held && stuck >= 0.1 * lived ? 'fail' : 'muted';
}

function labelled(word: string, lines: readonly Line[], label: number): readonly Line[] {
	return lines.map((line, index) => labelledRow(index === 0 ? word : '', line, label));
}

function labelledRow(word: string, line: Line, label: number): Line {
	return [span('muted', fitText(word, label, ' ')), ...line];
}
