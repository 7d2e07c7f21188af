import {brief, percent} from '../../model/format-duration.ts';
import type {CallOrder, CallRow} from '../../model/projections/calls.ts';
import {thousands} from '../../text/thousands.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fitText, span, stripControls, columns as widthOf} from '../line.ts';
import type {RunProps} from '../props.ts';
import {shortenName} from '../shorten-name.ts';
import type {Role} from '../theme.ts';
import {windowAround} from './window.ts';

type Cell = {readonly text: string; readonly role: Role};

/** A column of figures. `from`: the smallest width of the table at which the column is shown. */
type Column = {
	readonly head: string;
	readonly order?: CallOrder;
	readonly width: number;
	readonly from: number;
	readonly cell: (row: CallRow, glyphs: Glyphs) => Cell | Line;
};

/**
 * Draws the head of the table and a row for each function or line, around the selected one, in `rows` rows of `width`
 * columns. `below`: the number of rows that did not fit at the end.
 */
export function callsTable(
	{calls = [], findings = [], session, glyphs}: RunProps,
	selected: number,
	width: number,
	rows: number,
): {readonly lines: readonly Line[]; readonly below: number} {
	const gap = width >= 130 ? 3 : 1;
	const hasLine = width >= 70;
	const isByLine = session.calls?.grouping === 'line';
	const names = Math.max(8, ...calls.map(({name, isStuck}) => widthOf(stripControls(name)) + (isStuck ? 4 : 2)));
	const lines = Math.max(4, ...calls.map(({line}) => widthOf(line)));
	const wordWidth = Math.min(names, maxNameWidth) + (hasLine ? Math.min(lines, minLineRoom(width)) + gap : 0);
	const columns = columnsFor(width, width - wordWidth, gap);
	const figures = figuresWidth(columns, gap);
	const lineRoom = Math.max(minLineRoom(width), width - figures - gap - names);
	const needed = hasLine ? Math.min(lineRoom, lines) + gap : 0;
	const nameWidth = Math.max(8, Math.min(width - figures - needed, hasLine ? names + 1 : width));
	// Spare columns separate the words from the figures, not a name from its line.
	const lineWidth = hasLine ? Math.max(0, width - figures - nameWidth - gap) : 0;
	const order = session.calls?.order ?? 'oldest';
	// As on Waiting: a suspicion is not drawn as an error.
	const stuckRole = findings.some(({severity}) => severity === 'error') ? 'fail' : 'run';
	const space = span('text', ' '.repeat(gap));
	const head: Line = [
		span('muted', fitText(` ${isByLine ? 'waits in' : 'function'}`, nameWidth, glyphs.ellipsis)),
		...(hasLine ? [space, span('muted', fitText('line', lineWidth, glyphs.ellipsis))] : []),
		...columns.flatMap(column => {
			const isChosen = column.order === order;
			const text = `${isChosen ? sortSign(glyphs) : ''}${column.head}`;
			return [space, span(isChosen ? 'text' : 'muted', text.padStart(column.width))];
		}),
	];
	const {first, count} = windowAround(selected, calls.length, rows, session.top);
	const room = Math.min(calls.length - first, rows - 1);
	const shown = calls.slice(first, first + Math.max(0, Math.min(room, count + 1))).map((row, index): Line => {
		const line = [
			...nameCell(row, first + index === selected, nameWidth, stuckRole, glyphs),
			...(hasLine
				? [space, span('muted', fitText(shortPath(row.line, lineWidth, glyphs), lineWidth, glyphs.ellipsis))]
				: []),
			...columns.flatMap(({width: columnWidth, cell}) => {
				const shown = cell(row, glyphs);
				return [space, ...('text' in shown ? [span(shown.role, shown.text.padStart(columnWidth))] : shown)];
			}),
		];
		return clickableRow(line, first + index - selected, 'select', first);
	});
	return {lines: [head, ...shown], below: calls.length - first - shown.length};
}

const figuresWidth = (columns: readonly Column[], gap: number): number =>
	columns.reduce((sum, column) => sum + column.width + gap, 0);

/** A name that is wider than this may be shortened to keep a column of figures. */
const maxNameWidth = 28;

/**
 * Returns the columns of figures for a table of this width. Drops those between the median and the 99th percentile, then
 * the maximum, while they take more than `room` from the names.
 */
function columnsFor(width: number, room: number, gap: number): readonly Column[] {
	const all = allColumns.filter(({from}) => width >= from);
	const sets = [[], ['p90'], ['p90', 'max']].map(without => all.filter(({head}) => !without.includes(head)));
	return sets.find(set => figuresWidth(set, gap) <= room) ?? sets.at(-1) ?? all;
}

/** Returns the columns for lines where names would have to be shortened for more. */
const minLineRoom = (width: number): number => (width >= 130 ? 16 : width >= 90 ? 13 : 10);

/** Returns the sign before the head of the column that sorts the rows: no letter, because the head follows at once. */
export const sortSign = ({name}: Glyphs): string => (name === 'ascii' ? '*' : '▾');

function nameCell({name, isStuck}: CallRow, isSelected: boolean, width: number, stuckRole: Role, glyphs: Glyphs): Line {
	const sign = isStuck ? `${glyphs.state.failed} ` : '';
	const role: Role = isStuck ? stuckRole : 'text';
	const text = sign + shortenName(stripControls(name), width - 2 - sign.length, glyphs.ellipsis);
	const rest = ' '.repeat(Math.max(0, width - 2 - widthOf(text)));
	return isSelected
		? [span(isStuck ? stuckRole : 'accent', `[${text}]`, 'selected'), span('text', rest)]
		: [span(role, ` ${text} `, isStuck ? 'strong' : 'plain'), span('text', rest)];
}

/** Shortens a path that is too long by its first directories, because its end names the place. */
export function shortPath(path: string, width: number, {ellipsis}: Glyphs): string {
	const text = stripControls(path);
	if (widthOf(text) <= width) return text;
	const ends = [...text.matchAll(/\//g)].map(({index}) => ellipsis + text.slice(index));
	return ends.find(end => widthOf(end) <= width) ?? ellipsis + text.slice(text.length - width + 1);
}

const time = (ms: number | undefined, {dash}: Glyphs, role: Role = 'text'): Cell =>
	ms === undefined ? {text: dash, role: 'muted'} : {text: brief(ms), role};

const share = (of: number | undefined, {dash}: Glyphs, role: Role): Cell =>
	of === undefined || of === 0 ? {text: dash, role: 'muted'} : {text: finePercent(of), role};

/** Formats a share: `0.2%` below one percent, else in the usual format. */
export function finePercent(of: number): string {
	return of > 0 && of < 0.01 ? `${Math.max(0.1, of * 100).toFixed(1)}%` : percent(of);
}

/** Formats a rate: `46.2`, `412`, `1,858`. */
export function perSecond(rate: number): string {
	return rate >= 99.95 ? thousands(Math.round(rate)) : rate.toFixed(1);
}

const allColumns: readonly Column[] = [
	{
		head: 'now',
		order: 'now',
		width: 5,
		from: 0,
		cell: ({now}) => ({text: thousands(now), role: now > 0 ? 'text' : 'muted'}),
	},
	{
		head: 'oldest',
		order: 'oldest',
		width: 7,
		from: 0,
		cell: ({oldest, isStuck}, glyphs) => time(oldest, glyphs, isStuck ? 'fail' : 'text'),
	},
	{
		head: '/s',
		order: 'rate',
		width: 5,
		from: 70,
		cell: ({rate}, {dash}) =>
			rate === undefined ? {text: dash, role: 'muted'} : {text: perSecond(rate), role: 'text'},
	},
	{
		head: 'last minute',
		width: 20,
		from: 130,
		cell: ({minute}, glyphs) => sparkline(minute, 20, glyphs),
	},
	{head: 'p50', width: 7, from: 0, cell: ({p50}, glyphs) => time(p50, glyphs)},
	{head: 'p90', width: 7, from: 90, cell: ({p90}, glyphs) => time(p90, glyphs)},
	{head: 'p99', order: 'p99', width: 7, from: 0, cell: ({p99}, glyphs) => time(p99, glyphs)},
	{head: 'max', width: 7, from: 90, cell: ({max}, glyphs) => time(max, glyphs)},
	{head: 'failed', order: 'failed', width: 6, from: 70, cell: ({failed}, glyphs) => share(failed, glyphs, 'fail')},
	{head: 'thread', order: 'thread', width: 6, from: 90, cell: ({thread}, glyphs) => share(thread, glyphs, 'text')},
];

/** Draws one column per number, from none to the largest number. */
export function sparkline(numbers: readonly number[] | undefined, width: number, {levels, dash}: Glyphs): Line {
	if (!numbers) return [span('muted', dash.padStart(width))];
	const most = Math.max(...numbers);
	const level = (number: number) =>
		levels[number <= 0 || most <= 0 ? 0 : Math.round((number / most) * (levels.length - 1))];
	return numbers.map(number => span(number > 0 ? 'wait' : 'rule', level(number) ?? ' '));
}
