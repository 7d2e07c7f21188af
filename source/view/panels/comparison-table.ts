import type {ComparedRow, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, profile} from '../../model/analysis/comparison-table.ts';
import {stateOf} from '../../model/at-moment.ts';
import {seconds} from '../../model/format-duration.ts';
import {lanes} from '../../model/projections/timeline.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, fitText, span, stripControls} from '../line.ts';
import {wrapProse} from '../wrap-prose.ts';
import {laneCells} from './lane-cells.ts';
import {windowAround} from './task-table.ts';

/** Columns of the cells of a row; 0 leaves a cell out. The profile takes the rest. */
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

/** What the rows need besides their runs. `key` returns the key that starts a strategy or version. */
export type TableOptions = {
	readonly selected: string | undefined;
	readonly key: (strategy: string) => string;
	readonly glyphs: Glyphs;
};

/** The head and the rows of the table, in at most `rows` lines. If not all fit, those around the selected one. */
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
	const most = Math.max(1, ...table.rows.map(({peak}) => peak));
	return [
		head(table, cells, width),
		...table.rows
			.slice(first, first + count)
			.map((row, index) =>
				comparisonRow(row, table, options, cells, {width, best, most, isSelected: first + index === selected}),
			),
		...(hidden > 0 ? [[span('muted', ` ${options.glyphs.ellipsis} ${hidden} more`)]] : []),
	];
}

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
	/** The greatest speed-up of all rows, then their greatest peak. */
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
		...(cells.peak > 0 ? [span('text', (hasStarted(row) ? String(row.peak) : '').padStart(cells.peak))] : []),
		...(cells.first > 0
			? [span('text', (row.firstResult === undefined ? '' : seconds(row.firstResult)).padStart(cells.first))]
			: []),
		span('text', '  '),
	];
	const used = left.reduce((sum, {text}) => sum + columns(text), 0);
	return [...left, ...profileCells(row, table, width - used, most, glyphs)];
}

const hasStarted = ({model}: ComparedRow): boolean => model.startedAt !== undefined;

/** The key and the name of a strategy, `2 Concurrent`. In a comparison of two languages, with the language. */
function nameOf(row: ComparedRow, {rows}: ComparedTable, {key}: TableOptions): string {
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

/** The speed-up as a bar and a number, or why there is none. */
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

/** The columns of a speed-up. One of the widest bar is left free on either side. */
function barLength(speedup: number, best: number, bar: number): number {
	return Math.min(bar - 2, Math.max(1, Math.round((speedup / best) * (bar - 2))));
}

/** The number of tasks in flight over time, as columns of different height. What ran after the total is muted. */
function profileCells(
	{model}: ComparedRow,
	{axis}: ComparedTable,
	width: number,
	most: number,
	{levels}: Glyphs,
): Line {
	if (width < 1) {
		return emptyLine;
	}
	return profile(model, axis, width).map((number, column) => {
		const level = Math.min(levels.length, Math.max(1, Math.round((number / most) * levels.length)));
		const after = model.totals.stopped && (column + 0.5) * (axis / width) > model.totals.makespan;
		return number < 0.02 ? span('text', ' ') : span(after ? 'muted' : 'wait', levels[level - 1] ?? '');
	});
}

/** The smallest number of rows in which timelines are worth drawing. */
export function timelinesHeight({rows}: ComparedTable): number {
	return Math.min(5, 1 + Math.max(1, ...rows.map(({model}) => model.lanes.length)));
}

/**
 * Small timelines on one axis, as many as fit; always the selected one and Sequential. A free place explains how to
 * read them.
 */
export function timelines(table: ComparedTable, options: TableOptions, width: number, rows: number): readonly Line[] {
	const most = Math.max(1, ...table.rows.map(({model}) => model.lanes.length));
	const bandsOf = (across: number) => Math.ceil(table.rows.length / across);
	// As wide as possible with all of them visible.
	const greatest = width >= 130 ? 4 : width >= 66 ? 3 : 1;
	const fits = [1, 2, 3].find(across => across < greatest && bandsOf(across) * (most + 1) <= rows);
	const across = fits ?? greatest;
	const columnWidth = Math.floor((width - 3 * (across - 1)) / across);
	const bands = Math.max(1, Math.min(bandsOf(across), Math.floor(rows / (most + 1))));
	const height = Math.min(most + 1, Math.floor(rows / bands));
	const isAiry = bands * (height + 1) - 1 <= rows;
	const cells = visibleTimelines(table, options.selected, bands * across).map(row =>
		timeline(row, table, options, columnWidth, height),
	);
	if (cells.length < bands * across && height > 4) {
		cells.push(explanation(table, columnWidth));
	}
	return Array.from({length: bands}, (_, band) => band * across).flatMap(from => [
		...(from > 0 && isAiry ? [emptyLine] : []),
		...Array.from({length: height}, (_, line) =>
			cells
				.slice(from, from + across)
				.flatMap((cell, index) => [
					...(index > 0 ? [span('text', '   ')] : []),
					...fit(cell[line] ?? emptyLine, columnWidth, options.glyphs.ellipsis),
				]),
		),
	]);
}

/** Chooses the timelines to draw. Returns them in the order of the table. */
function visibleTimelines({rows}: ComparedTable, selected: string | undefined, count: number): readonly ComparedRow[] {
	const started = rows.filter(row => hasStarted(row) || row.forecast);
	const weight = ({id, model, speedup, forecast}: ComparedRow) =>
		id === selected
			? 3
			: model.description.strategy.name === 'sequential'
				? 2
				: (speedup ?? forecast?.speedup) === undefined
					? 0
					: 1;
	const wanted = new Set(started.toSorted((one, other) => weight(other) - weight(one)).slice(0, count));
	return started.filter(row => wanted.has(row));
}

function timeline(
	row: ComparedRow,
	table: ComparedTable,
	options: TableOptions,
	width: number,
	height: number,
): readonly Line[] {
	const {model, total: ms, forecast} = row;
	const {glyphs} = options;
	const isGhost = !hasStarted(row);
	const isSelected = row.id === options.selected;
	const name = nameOf(row, table, options);
	const room = height - 1;
	const count = model.lanes.length <= room ? model.lanes.length : room - 1;
	const axis = {left: 0, width, max: table.axis};
	const ended = model.phase === 'ended';
	const words = ms === undefined ? (isGhost && forecast ? `  ~${seconds(forecast.total)}` : '') : `  ${seconds(ms)}`;
	const ghosts = forecast?.spans.slice(0, count).map(({from, to}): Line => {
		const [first, end] = [from, to].map(at => Math.round((at / table.axis) * width)) as [number, number];
		return [span('ghost', ' '.repeat(first)), span('ghost', glyphs.lane.waiting.repeat(Math.max(1, end - first)))];
	});
	const drawn = isGhost
		? (ghosts ?? [])
		: lanes(model, 0, count).map((lane, index) => {
				const task = model.lanes[index];
				return task ? clipCells(laneCells(lane, {state: stateOf(model, task), ended}, axis, glyphs), width) : emptyLine;
			});
	return [
		[isSelected ? span('accent', `[${name}]`, 'strong') : span('text', name, 'strong'), span('muted', words)],
		...drawn,
		...(count < model.lanes.length ? [[span('muted', `${glyphs.ellipsis} ${model.lanes.length - count} more`)]] : []),
	];
}

/** Cuts a lane to `width` columns, and drops the time at its end if that does not fit as a whole. */
function clipCells(cells: Line, width: number): Line {
	const isFree = ({text}: Line[number]) => text.trim() === '';
	const spills = cells[width] !== undefined && !isFree(cells[width]) && !isFree(cells[width - 1] ?? cells[width]);
	return cells.slice(0, spills ? cells.slice(0, width).findLastIndex(isFree) : width);
}

function explanation({rows}: ComparedTable, width: number): readonly Line[] {
	const isTasks = rows.some(({model}) => model.description.form === 'tasks');
	const text = isTasks
		? ['Area is the sum of latencies: about the same in every run.', 'Width is how long you wait.']
		: ['Width is how long you wait.'];
	const isRace = rows.some(({model}) => model.lanes.some(({orphan}) => orphan));
	const race = isRace ? ['Gray ran on after the result.'] : [];
	return [
		[span('text', 'How to read this', 'strong')],
		...[...text, ...race].flatMap(sentence => wrapProse([span('muted', sentence)], width)),
	];
}
