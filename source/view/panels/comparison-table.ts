import type {ComparedRow, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, profile} from '../../model/analysis/comparison-table.ts';
import {seconds} from '../../model/format-duration.ts';
import {thousands} from '../../text/thousands.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span, stripControls} from '../line.ts';
import {stackedLevels} from './flight-rows.ts';
import {windowAround} from './window.ts';

/** The widths of a row's cells, in columns; 0 leaves a cell out. The profile takes the rest. */
type Cells = {
	readonly name: number;
	readonly total: number;
	/** The sign of a tie. */
	readonly tie: number;
	readonly bar: number;
	readonly ratio: number;
	readonly peak: number;
	readonly first: number;
};

/** What the rows depend on besides their runs. `key` returns the key that starts a strategy or version. */
export type TableOptions = {
	readonly selected: string | undefined;
	readonly key: (strategy: string) => string;
	readonly glyphs: Glyphs;
};

/**
 * Draws the head and the rows of the table, in at most `rows` lines. If not all rows fit, draws those around the
 * selected one.
 */
export function comparisonRows(
	table: ComparedTable,
	options: TableOptions,
	width: number,
	rows: number,
): readonly Line[] {
	const cells = cellsFor(table, options, width);
	const selected = Math.max(
		0,
		table.rows.findIndex(({id}) => id === options.selected),
	);
	const {first, count} = windowAround(selected, table.rows.length, rows - 1);
	const hidden = table.rows.length - count;
	const best = Math.max(1, ...table.rows.map(({speedup, forecast}) => speedup ?? forecast?.speedup ?? 0));
	const most = Math.max(1, ...table.rows.map(row => Math.max(row.peak, forecastPeak(row))));
	return [
		head(table, cells, width),
		...table.rows.slice(first, first + count).map((row, index) => {
			const below = first + index - selected;
			const line = comparisonRow(row, table, options, cells, {width, best, most, isSelected: below === 0});
			return clickableRow(line, below, 'select-listed');
		}),
		...(hidden > 0 ? [[span('muted', ` ${options.glyphs.ellipsis} ${hidden} more`)]] : []),
	];
}

/** Returns how many tasks a forecast starts at once: its peak, as every strategy fills its slots first. */
const forecastPeak = ({forecast}: ComparedRow): number => forecast?.spans.filter(({from}) => from === 0).length ?? 0;

function cellsFor(table: ComparedTable, options: TableOptions, width: number): Cells {
	const longest = Math.max(8, ...table.rows.map(row => columns(nameOf(row, table, options))));
	const hasSpeedups = table.rows.some(({speedup}) => speedup !== undefined) || !table.isSorted;
	const name = Math.min(longest, width >= 90 ? 26 : 18) + 2;
	if (width >= 90) {
		return {name, total: 9, tie: 2, bar: hasSpeedups ? 12 : 0, ratio: hasSpeedups ? 8 : 0, peak: 6, first: 11};
	}
	return width >= 70
		? {name, total: 9, tie: 2, bar: 0, ratio: hasSpeedups ? 10 : 0, peak: 6, first: 11}
		: {name, total: 9, tie: 2, bar: 0, ratio: hasSpeedups ? 10 : 0, peak: 0, first: 0};
}

function head({axis, rows}: ComparedTable, cells: Cells, available: number): Line {
	const label = (text: string, width: number) => (width > 0 ? text.padStart(width) : '');
	const before = [
		(rows.some(({model}) => model.description.form === 'program') ? ' version' : ' strategy').padEnd(cells.name),
		'total  '.padStart(cells.total) + ' '.repeat(cells.tie),
		cells.bar > 0 ? '  speed-up'.padEnd(cells.bar + cells.ratio) : label('speed-up', cells.ratio),
		label('peak', cells.peak),
		label('1st result', cells.first),
	].join('');
	const room = available - before.length - 2;
	const long = `in flight over time, 0 to ${seconds(axis)}`;
	return [span('muted', `${before}  ${long.length <= room ? long : 'in flight'}`)];
}

type RowOptions = {
	readonly width: number;
	/** The largest speed-up of all rows, and the largest peak. */
	readonly best: number;
	readonly most: number;
	readonly isSelected: boolean;
};

function comparisonRow(
	row: ComparedRow,
	table: ComparedTable,
	options: TableOptions,
	cells: Cells,
	{width, best, most, isSelected}: RowOptions,
): Line {
	const {glyphs} = options;
	const whole = nameOf(row, table, options);
	const name = fitText(whole, Math.min(columns(whole), cells.name - 2), glyphs.ellipsis);
	const left: Line = [
		...(isSelected ? [span('accent', `[${name}]`, 'selected')] : [span('text', ` ${name} `)]),
		span('text', ' '.repeat(cells.name - 2 - columns(name))),
		...totalCells(row, cells, glyphs),
		...(cells.tie > 0 ? [span('muted', row.isTied ? ' =' : '  ')] : []),
		...speedupCells(row, cells, best, glyphs),
		...(cells.peak > 0 ? [span('text', (hasStarted(row) ? thousands(row.peak) : '').padStart(cells.peak))] : []),
		...(cells.first > 0
			? [span('text', (row.firstResult === undefined ? '' : seconds(row.firstResult)).padStart(cells.first))]
			: []),
		span('text', '  '),
	];
	const used = left.reduce((sum, {text}) => sum + columns(text), 0);
	return [...left, ...profileCells(row, table, width - used, most, glyphs)];
}

/** Whether a compared run has started. Before that, only its forecast is known. */
export const hasStarted = ({model}: ComparedRow): boolean => model.startedAt !== undefined;

/** Returns the key and the title of a strategy: `2 Concurrent`. In a comparison of two languages, adds the language. */
export function nameOf(row: ComparedRow, {rows}: ComparedTable, {key}: TableOptions): string {
	const {language, strategy} = row.model.description;
	const other = rows.some(({model}) => model.description.language !== language);
	return `${key(strategy.name)} ${stripControls(comparedTitle(row))}${other ? ` ${language === 'python' ? 'Py' : 'JS'}` : ''}`;
}

function totalCells(row: ComparedRow, cells: Cells, {state}: Glyphs): Line {
	const {model} = row;
	if (row.total !== undefined) {
		return [span('accent', seconds(row.total).padStart(cells.total), 'strong')];
	}
	if (model.end) {
		return [span('fail', `${state.failed} ${outcomeLabels[model.end.outcome]}`.padStart(cells.total), 'strong')];
	}
	if (hasStarted(row)) {
		return [span('wait', seconds(model.totals.makespan).padStart(cells.total), 'strong')];
	}
	return row.forecast
		? [span('muted', `~${seconds(row.forecast.total)}`.padStart(cells.total))]
		: [span('queued', `${state.queued} queued`.padStart(cells.total))];
}

const outcomeLabels = {
	ok: 'ok',
	failed: 'failed',
	cancelled: 'ended',
	stalled: 'stalled',
	exited: 'exited',
	killed: 'killed',
} as const;

/** Draws the speed-up as a bar and a number, or why there is none. */
function speedupCells(
	{model, total: ms, speedup, forecast, isTied}: ComparedRow,
	{bar, ratio}: Cells,
	best: number,
	glyphs: Glyphs,
): Line {
	const room = bar + ratio;
	if (room === 0) {
		return emptyLine;
	}
	if (speedup === undefined && forecast?.speedup !== undefined) {
		const dashes = bar > 0 ? barLength(forecast.speedup, best, bar) : 0;
		return [
			span('muted', bar > 0 ? `  ${glyphs.lane.cancelled.repeat(dashes)}`.padEnd(bar) : ''),
			span('muted', `~${forecast.speedup.toFixed(2)}${glyphs.times}`.padStart(ratio)),
		];
	}
	if (speedup === undefined) {
		const only = (ms ?? forecast) !== undefined && model.description.strategy.total === 'result';
		const words = room >= 18 ? 'first result only' : '1st only';
		return [span('muted', bar > 0 ? (only ? `  ${words}` : '').padEnd(room) : (only ? words : '').padStart(room))];
	}
	const length = bar > 0 ? barLength(speedup, best, bar) : 0;
	return [
		span('text', bar > 0 ? '  ' : ''),
		span('done', glyphs.bar.full.repeat(length)),
		span('rule', ' '.repeat(Math.max(0, bar - 2 - length))),
		span(
			'text',
			`${speedup.toFixed(2)}${glyphs.times}`.padStart(ratio),
			speedup === best && !isTied ? 'strong' : 'plain',
		),
	];
}

/** Returns the length of the bar for a speed-up. Two columns of the cell stay blank. */
function barLength(speedup: number, best: number, bar: number): number {
	return Math.min(bar - 2, Math.max(1, Math.round((speedup / best) * (bar - 2))));
}

/**
 * Draws the number of tasks in flight over time, as columns of different heights. Columns after the total are muted.
 */
function profileCells({model}: ComparedRow, {axis}: ComparedTable, width: number, most: number, glyphs: Glyphs): Line {
	if (width < 1) {
		return emptyLine;
	}
	const levels = stackedLevels(glyphs);
	return profile(model, axis, width).map((number, column) => {
		const level = Math.min(levels.length, Math.max(1, Math.round((number / most) * levels.length)));
		const after = model.totals.stopped && (column + 0.5) * (axis / width) > model.totals.makespan;
		return number < 0.02 ? span('text', ' ') : span(after ? 'muted' : 'wait', levels[level - 1] ?? '');
	});
}
