import type {ListedWait} from '../../model/analysis/waiting/listed.ts';
import {now} from '../../model/at-moment.ts';
import {brief} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {ageOf} from '../../model/projections/waits.ts';
import {thousands} from '../../text/thousands.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls, columns as widthOf} from '../line.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {shortenName} from '../shorten-name.ts';
import type {Role} from '../theme.ts';
import {shortPath, sortSign} from './calls-table.ts';
import {windowAround} from './window.ts';

/** A column of figures: its head, its width, and what it shows of a row. */
type Column = {
	readonly head: string;
	/** The order that sorts by this column. */
	readonly order?: 'oldest' | 'now' | 'p99' | 'left';
	readonly width: number;
	readonly cell: (row: ListedWait, model: Model) => {readonly text: string; readonly role: Role};
};

/**
 * Draws the head of the table and a row for each group of open waits, around the selected one, in at most `rows` rows
 * of `width` columns.
 */
export function waitsTable(
	props: RunProps,
	waits: readonly ListedWait[],
	selected: number,
	width: number,
	rows: number,
): readonly Line[] {
	const {model, session, glyphs} = props;
	const wanted = wantedWidths(waits);
	const figures = columnsFor(width, wanted);
	const words = wordColumns(width - 1 - totalWidth(figures), wanted);
	const order = session.waits?.order ?? 'oldest';
	const head: Line = [
		span('muted', ' '),
		...heads.map((text, index) => span('muted', `${fitText(text, (words[index] ?? 0) - 1, glyphs.ellipsis)} `)),
		...figures.map(column => {
			const isChosen = column.order === order;
			const text = `${isChosen ? sortSign(glyphs) : ''}${column.head}`;
			return span(isChosen ? 'text' : 'muted', text.padStart(column.width));
		}),
	];
	const {first, count} = windowAround(selected, waits.length, rows - 1, session.top);
	const shown = waits.slice(first, first + count).map((row, index) => {
		const isSelected = first + index === selected;
		const line = [
			...nameCells(row, isSelected, words, props),
			...figures.map(({width: room, cell}) => {
				const {text, role} = cell(row, model);
				return span(role, text.padStart(room));
			}),
		];
		return clickableRow(line, first + index - selected, 'select', first);
	});
	const hidden = waits.length - count;
	return [head, ...shown, ...(hidden > 0 ? [[span('muted', ` ${glyphs.ellipsis} ${thousands(hidden)} more`)]] : [])];
}

const heads = ['line', 'function', 'waits for'] as const;

/** Draws where calls wait, their function, and what they wait for. The selected row is in brackets. */
function nameCells(
	row: ListedWait,
	isSelected: boolean,
	[line, name, target]: WordWidths,
	{glyphs, session}: RunProps,
): Line {
	const {place, lines, finding, function: of, functions, targets} = row;
	const sign = finding ? `${glyphs.state.failed} ` : '';
	const role: Role = finding ? (finding.severity === 'error' ? 'fail' : 'run') : 'text';
	const where =
		session.waits?.grouping !== undefined && lines > 1
			? `${thousands(lines)} lines`
			: stripControls(`${place.file}:${place.line}`);
	const shown = `${sign}${shortPath(where, line - 2 - sign.length, glyphs)}`;
	const first: Line = isSelected
		? [span(role, `[${shown}]`, 'selected'), span('text', ' '.repeat(Math.max(0, line - widthOf(shown) - 1)))]
		: [span('text', ' '), span(role, fitText(shown, line, glyphs.ellipsis), finding ? 'strong' : 'plain')];
	return [
		...first,
		span('text', `${nameCell(of, functions, name - wordGap, glyphs)}${' '.repeat(wordGap)}`),
		span('text', `${nameCell(row.target, targets, target - 1, glyphs)} `),
	];
}

const others = (count: number): string => (count > 1 ? ` +${thousands(count - 1)}` : '');

/** Formats a name and how many others there are, in exactly `width` columns: `Pool.acquire +2`. */
function nameCell(name: string, count: number, width: number, {ellipsis}: Glyphs): string {
	const end = others(count);
	return fitText(shortenName(stripControls(name), width - end.length, ellipsis) + end, width, ellipsis);
}

/** The blanks between columns of words: two, because the words themselves have single blanks. */
const wordGap = 2;

/** The widths of the columns of words, each with the gap after it. The bracket before the line is not included. */
type WordWidths = readonly [line: number, name: number, target: number];

/** Returns how wide the columns of words are when nothing is shortened. */
function wantedWidths(waits: readonly ListedWait[]): WordWidths {
	const widest = (head: string, textOf: (row: ListedWait) => string) =>
		Math.max(...[head, ...waits.map(textOf)].map(widthOf)) + wordGap;
	return [
		widest(heads[0], ({place, finding}) => `${finding ? '  ' : ''}${place.file}:${place.line}`),
		widest(heads[1], row => row.function + others(row.functions)),
		widest(heads[2], row => row.target + others(row.targets)) - 1,
	];
}

/** Returns the widths of the columns of words. Spare columns go to the last; missing ones are taken from the widest. */
function wordColumns(room: number, wanted: WordWidths): WordWidths {
	const [line, name, target] = wanted;
	const rest = room - Math.min(line, Math.max(Math.floor(room * 0.45), room - name - target));
	const shared = Math.min(name, Math.max(Math.floor(rest / 2), rest - target));
	return [room - rest, shared, rest - shared];
}

const plain = (text: string) => ({text, role: 'text'}) as const;
const muted = (text: string) => ({text, role: 'muted'}) as const;

const totalWidth = (columns: readonly Column[]): number => columns.reduce((sum, {width}) => sum + width, 0);

/**
 * Returns the columns of figures for a table of this width. Drops the least important ones while words would be
 * shortened; the number of calls and the oldest wait always stay.
 */
function columnsFor(width: number, wanted: WordWidths): readonly Column[] {
	const isWide = width >= 130;
	const count: Column = {
		head: 'now',
		order: 'now',
		width: isWide ? 12 : 5,
		cell: ({tasks}) => plain(thousands(tasks.length)),
	};
	const oldest: Column = {
		head: 'oldest',
		order: 'oldest',
		width: isWide ? 14 : 8,
		cell: (row, model) => ({text: brief(ageOf(model, row)), role: row.finding ? 'fail' : 'text'}),
	};
	const usual: Column = {
		head: isWide ? 'usual (p50)' : 'usual',
		width: isWide ? 14 : 8,
		cell: ({past}) => (past ? plain(brief(past.p50)) : muted('–')),
	};
	const p99: Column = {
		head: 'p99',
		order: 'p99',
		width: isWide ? 12 : 8,
		cell: ({past}) => (past ? plain(brief(past.p99)) : muted('–')),
	};
	const left: Column = {
		head: 'last left',
		order: 'left',
		width: isWide ? 16 : 12,
		cell: (row, model) => {
			if (row.past?.leftAt === undefined) return muted('never');
			const ago = Math.max(0, now(model) - row.past.leftAt);
			const isLong = row.finding && ago > 1000 && ago > 10 * row.past.p99;
			return {text: `${brief(ago)} ago`, role: isLong ? 'fail' : 'text'};
		},
	};
	const sets = [
		[count, oldest, usual, p99, left],
		[count, oldest, usual, left],
		[count, oldest, left],
		[count, oldest],
	];
	const words = wanted.reduce((sum, each) => sum + Math.min(each, maxWordWidth), 0);
	return sets.find(set => 1 + words + totalWidth(set) <= width) ?? [count, oldest];
}

/** A column of words that is wider than this may be shortened to keep a column of figures. */
const maxWordWidth = 20;

/** Draws the row that is shown if no call waits. */
export function nothingWaits(props: RunProps): Line {
	const {model, session} = props;
	if (session.waits?.filter !== undefined)
		return [span('muted', ' No row has these words. Backspace to widen the search.')];
	if (model.end) {
		const hint = takesKeys(props) ? ' Press space to replay it.' : '';
		return [span('muted', ` Nothing waited when the run ended.${hint}`)];
	}
	return model.phase === 'starting' ? emptyLine : [span('muted', ' No call waits now.')];
}
