import type {ListedWait} from '../../model/analysis/waiting/listed.ts';
import {now} from '../../model/at-moment.ts';
import {brief} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {ageOf} from '../../model/projections/waits.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls, columns as widthOf} from '../line.ts';
import type {RunProps} from '../props.ts';
import type {Role} from '../theme.ts';
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
	const figures = columnsFor(width);
	const words = wordColumns(
		width - figures.reduce((sum, column) => sum + column.width, 0),
		Math.max(...waits.map(({place, finding}) => widthOf(`${place.file}:${place.line}`) + (finding ? 2 : 0))),
		Math.max(...waits.map(row => widthOf(more(row.function, row.functions)))),
	);
	const order = session.waits?.order ?? 'oldest';
	const head: Line = [
		span('muted', ' '),
		...['line', 'function', 'waits for'].map((text, index) =>
			span('muted', `${fitText(text, (words[index] ?? 0) - 1, glyphs.ellipsis)} `),
		),
		...figures.map(column => {
			const isChosen = column.order === order;
			const text = `${isChosen ? sortSign(glyphs) : ''}${column.head}`;
			return span(isChosen ? 'text' : 'muted', text.padStart(column.width));
		}),
	];
	const {first, count} = windowAround(selected, waits.length, rows - 1);
	const shown = waits.slice(first, first + count).map((row, index) => {
		const isSelected = first + index === selected;
		return [
			...nameCells(row, isSelected, words, props),
			...figures.map(({width: room, cell}) => {
				const {text, role} = cell(row, model);
				return span(role, text.padStart(room));
			}),
		];
	});
	const hidden = waits.length - count;
	return [head, ...shown, ...(hidden > 0 ? [[span('muted', ` ${glyphs.ellipsis} ${hidden} more`)]] : [])];
}

const sortSign = ({name}: Glyphs): string => (name === 'ascii' ? 'v' : '▾');

/** Draws where calls wait, their function, and what they wait for. The selected row is in brackets. */
function nameCells(
	row: ListedWait,
	isSelected: boolean,
	[line = 0, name = 0, target = 0]: readonly number[],
	{glyphs, session}: RunProps,
): Line {
	const {place, lines, finding, function: of, functions, targets} = row;
	const sign = finding ? `${glyphs.state.failed} ` : '';
	const role: Role = finding ? (finding.severity === 'error' ? 'fail' : 'run') : 'text';
	const where =
		session.waits?.grouping !== undefined && lines > 1
			? `${lines} lines`
			: stripControls(`${place.file}:${place.line}`);
	const shown = shortFromLeft(`${sign}${where}`, line - 3, glyphs, sign);
	const first: Line = isSelected
		? [span(role, `[${shown}]`, 'selected'), span('text', ' '.repeat(Math.max(0, line - widthOf(shown) - 1)))]
		: [span('text', ' '), span(role, fitText(shown, line, glyphs.ellipsis), finding ? 'strong' : 'plain')];
	return [
		...first,
		span('text', fitText(more(of, functions), name - 1, glyphs.ellipsis)),
		span('text', ' '),
		span('text', fitText(more(row.target, targets), target - 1, glyphs.ellipsis)),
		span('text', ' '),
	];
}

/** Shortens a path that is too long at its start, because its end names the place. */
function shortFromLeft(text: string, width: number, {ellipsis}: Glyphs, sign: string): string {
	const over = widthOf(text) - width;
	return over <= 0 ? text : `${sign}${ellipsis}${text.slice(sign.length + over + 1)}`;
}

const more = (text: string, count: number): string => `${stripControls(text)}${count > 1 ? ` +${count - 1}` : ''}`;

/** Returns the widths of the three columns of words, without the bracket before the first. */
function wordColumns(width: number, longestLine: number, longestName: number): readonly [number, number, number] {
	const room = width - 1;
	const line = Math.max(9, Math.min(longestLine + 4, Math.floor(room * 0.4)));
	const name = Math.min(Math.max(9, longestName) + 2, Math.floor((room - line) * 0.52));
	return [line, name, room - line - name];
}

const plain = (text: string) => ({text, role: 'text'}) as const;
const muted = (text: string) => ({text, role: 'muted'}) as const;

/** Returns the columns of figures that fit in a table of this width. */
function columnsFor(width: number): readonly Column[] {
	const isWide = width >= 130;
	const [small, large] = isWide ? [12, 16] : [8, 12];
	const count: Column = {
		head: 'now',
		order: 'now',
		width: isWide ? 12 : 6,
		cell: ({tasks}) => plain(tasks.length.toLocaleString('en-US')),
	};
	const oldest: Column = {
		head: 'oldest',
		order: 'oldest',
		width: isWide ? 14 : 9,
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
		width: small,
		cell: ({past}) => (past ? plain(brief(past.p99)) : muted('–')),
	};
	const left: Column = {
		head: 'last left',
		order: 'left',
		width: large,
		cell: (row, model) => {
			if (row.past?.leftAt === undefined) return muted('never');
			const ago = Math.max(0, now(model) - row.past.leftAt);
			const isLong = row.finding && ago > 1000 && ago > 10 * row.past.p99;
			return {text: `${brief(ago)} ago`, role: isLong ? 'fail' : 'text'};
		},
	};
	if (width < 70) return [count, oldest];
	return width < 90 ? [count, oldest, usual, left] : [count, oldest, usual, p99, left];
}

/** Draws the row that is shown if no call waits. */
export function nothingWaits({model, session, hints}: RunProps): Line {
	if (session.waits?.filter !== undefined)
		return [span('muted', ' No row has these words. Backspace to widen the search.')];
	if (model.end) {
		const hint = hints.length > 0 ? ' Press space to replay it.' : '';
		return [span('muted', ` Nothing waited when the run ended.${hint}`)];
	}
	return model.phase === 'starting' ? emptyLine : [span('muted', ' No call waits now.')];
}
