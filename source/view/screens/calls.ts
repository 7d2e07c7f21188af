import {brief} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {CallRow} from '../../model/projections/calls.ts';
import {callsOf, commonWait, openCount} from '../../model/projections/calls-of.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import {callLanes, fitLanes, windowOf} from '../panels/call-lanes.ts';
import {callSummary, summaryRows} from '../panels/call-summary.ts';
import {callsTable} from '../panels/calls-table.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {legend} from '../panels/lane-cells.ts';
import {sentenceRows} from '../panels/narration.ts';
import {edgeRow, padRows, panel, rule} from '../panels/panel.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {stateLine} from '../panels/state-line.ts';
import {twoRowNarration} from '../panels/two-row-narration.ts';
import type {RunProps} from '../props.ts';

/** Draws what a program calls: a row per function or address, or the calls of one of them as lanes. */
export function callsScreen(props: RunProps, calls: readonly CallRow[]): readonly Line[] {
	const {size, glyphs, model, session} = props;
	const width = size.columns - 1;
	const windowRow = windowLine(model);
	const above = [
		header(props, width),
		...(size.rows >= 22 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		stateLine(props, width),
		...(size.rows >= 30 && windowRow ? [windowRow] : []),
	];
	const below = [...scrub(props, width), ...narrationOf(props, width), footer(props, width)];
	const rows = size.rows - above.length - below.length;
	const body = session.calls?.opened ? lanesBody(props, width, rows) : tableBody(props, calls, width, rows);
	return [...above, ...body, ...below];
}

/** Draws how much of a long run is still available. Undefined for a complete run. */
function windowLine({window, at, end}: Model): Line | undefined {
	if (!window) return undefined;
	const seconds = Math.max(1, Math.round(((end?.at ?? at) - window.at) / 1000));
	const words = `the last ${thousands(seconds)} s; ${thousands(window.events)} earlier events are not. The figures count from the start.`;
	return [span('muted', `  kept: ${words}`)];
}

function tableBody(props: RunProps, calls: readonly CallRow[], width: number, rows: number): readonly Line[] {
	const {session, glyphs, model, size} = props;
	const selected = Math.max(
		0,
		calls.findIndex(({key}) => key === session.calls?.selected),
	);
	const site = model.sites.functions.get(calls[selected]?.key ?? '');
	// The head of the table, its rows, the rule and the frame.
	const isShort = calls.length + summaryRows + 5 <= rows;
	const hasSummary = site !== undefined && (isShort || (size.columns >= 140 && rows >= 30));
	const tableRows = rows - 2 - (hasSummary ? summaryRows + 1 : 0);
	const {lines, below} =
		calls.length > 0
			? callsTable(props, selected, width - 3, tableRows)
			: {lines: [emptyLine, nothingCalled(props)], below: 0};
	const foot = below > 0 ? [span('muted', `${glyphs.ellipsis} ${thousands(below)} more below`)] : emptyLine;
	const table = padRows(lines, tableRows);
	const summary = hasSummary ? callSummary(model, site, width - 4, glyphs) : [];
	const framed = panel(
		{title: [span('accent', 'Calls', 'strong')], words: [span('muted', captionOf(props, calls))], foot},
		[...table, ...(hasSummary ? [emptyLine, ...padRows(summary, summaryRows)] : [])],
		width,
		glyphs,
	);
	const place = site?.place ? `, ${stripControls(site.place.file)}:${site.place.line}` : '';
	return framed.map((line, index) => {
		const row = index - 1;
		if (row >= 0 && row < tableRows) return edgeRow(table[row] ?? emptyLine, width, glyphs);
		return hasSummary && row === tableRows
			? rule([span('muted', `${stripControls(site.name)}${place}`)], width, glyphs)
			: line;
	});
}

function nothingCalled({session, model}: RunProps): Line {
	if (session.calls?.filter !== undefined)
		return [span('muted', ' No row has these words. Backspace to widen the search.')];
	return [
		span(
			'muted',
			model.end ? ' The program called no async function.' : ' Each function that is called gets a row here.',
		),
	];
}

const orderWords = {
	oldest: 'the oldest',
	now: 'the most in flight',
	rate: 'the most per second',
	p99: 'the slowest',
	failed: 'the most failures',
	thread: 'the most on the thread',
} as const;

/** Returns the caption: `41 functions and addresses, the stuck first, then the oldest`. */
function captionOf({session, size}: RunProps, calls: readonly CallRow[]): string {
	const {grouping = 'function', order = 'oldest', filter} = session.calls ?? {};
	const isTyping = session.overlay?.kind === 'filter';
	if (isTyping || filter !== undefined) return `filter: ${filter ?? ''}${isTyping ? '_' : ''}`;
	const isStuck = calls.some(each => each.isStuck);
	const what = plural(calls.length, grouping === 'line' ? 'line' : 'function');
	const first = isStuck ? `the stuck first, then ${orderWords[order]}` : `${orderWords[order]} first`;
	return size.columns < 70 ? what : `${what}, ${first}`;
}

/** Draws the calls of the opened row as lanes. */
function lanesBody(props: RunProps, width: number, rows: number): readonly Line[] {
	const {model, session, glyphs, size} = props;
	const {opened, grouping = 'function', span: seconds = 10} = session.calls ?? {};
	const inner = rows - 2;
	const row = {key: opened?.key ?? '', grouping};
	const all = callsOf(model, row) ?? {title: row.key, open: [], hidden: [], ended: []};
	const selected = opened?.selected ?? all.open[0]?.id ?? all.ended[0]?.id;
	const known = fitLanes(all, inner, selected);
	const window = windowOf(model, seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000);
	const order = [...all.open, ...all.ended];
	const {
		lines,
		shapes,
		rule: ruleAt,
	} = callLanes(props, known, {selected, order, window, width: width - 3, rows: inner});
	const open = openCount(known);
	const shown = seconds * 1000 === window.to - window.from ? `last ${seconds} s` : 'the whole run';
	const axis = model.window && seconds === 0 ? 'all that is left' : shown;
	const count = thousands(open);
	const first =
		open === 0
			? 'the newest first'
			: size.columns < 90
				? `${count} open first, then the newest`
				: `${count} open, the oldest first; then the newest`;
	const caption = size.columns < 90 ? first : `${first} ${glyphs.dot} ${axis}`;
	const title = stripControls(known.title);
	const foot = legend(shapes, width - 4, glyphs);
	const framed = panel(
		{title: [span('accent', title, 'strong')], words: [span('muted', caption)], foot},
		lines,
		width,
		glyphs,
	);
	return framed.map((line, index) => {
		const row = index - 1;
		if (row === ruleAt) return rule(emptyLine, width, glyphs);
		return row >= 0 && row < lines.length ? edgeRow(lines[row] ?? emptyLine, width, glyphs) : line;
	});
}

/**
 * Draws what most of the open calls of the opened row wait for, if several wait at one line; else the usual narration.
 */
function narrationOf(props: RunProps, width: number): readonly Line[] {
	const {model, session, glyphs} = props;
	const site = session.calls?.opened && model.sites.functions.get(session.calls.opened.key);
	const common = site && session.notice === undefined ? commonWait(model, site) : undefined;
	if (!common || common.count < 2 || model.end) return twoRowNarration(props, width);
	const {line, count, of, target, sinceEnd} = common;
	const what = target === undefined ? '' : ` for ${stripControls(target)}`;
	const which = count === of ? `All ${thousands(of)}` : `${thousands(count)} of the ${thousands(of)}`;
	const fact = `${which} open calls wait at ${stripControls(line)}${what}`;
	const ended = sinceEnd === undefined ? '; none has ended yet.' : `; the last one ended ${brief(sinceEnd)} ago.`;
	const sentence = fact.length + ended.length <= 2 * (width - 3) ? `${fact}${ended}` : `${fact}.`;
	return sentenceRows('wait', glyphs.state.waiting, [span('text', sentence)], width, glyphs, 2);
}
