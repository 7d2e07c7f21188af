import type {Compared, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, profile} from '../../model/analysis/comparison-table.ts';
import {stateOf} from '../../model/at-moment.ts';
import {seconds} from '../../model/format-duration.ts';
import {lanes} from '../../model/projections/timeline.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fit, fitText, span} from '../line.ts';
import {wrapSentence} from '../wrap-prose.ts';
import {laneCells} from './lane-cells.ts';
import {windowAround} from './task-table.ts';

/** Columns of the cells of a row; 0 leaves a cell out. The profile takes what is left. */
type Cells = {
	readonly name: number;
	readonly total: number;
	readonly bar: number;
	readonly ratio: number;
	readonly peak: number;
	readonly first: number;
};

/** What the rows need to know besides their runs. `key`: the key that starts a strategy or version. */
export type TableLook = {
	readonly selected: string | undefined;
	readonly key: (strategy: string) => string;
	readonly glyphs: Glyphs;
};

/** A head and the rows, around the selected one where there is no room for all: in at most so many lines. */
export function comparedRows(table: ComparedTable, look: TableLook, available: number, rows: number): readonly Line[] {
	const cells = cellsFor(table, look, available);
	const selected = Math.max(
		0,
		table.rows.findIndex(({id}) => id === look.selected),
	);
	const {first, count} = windowAround(selected, table.rows.length, rows - 1);
	const hidden = table.rows.length - count;
	const best = Math.max(1, ...table.rows.map(({speedup}) => speedup ?? 0));
	const most = Math.max(1, ...table.rows.map(({peak}) => peak));
	return [
		head(table, cells, available),
		...table.rows
			.slice(first, first + count)
			.map((row, index) =>
				comparedRow(row, table, look, cells, {available, best, most, isSelected: first + index === selected}),
			),
		...(hidden > 0 ? [[span('muted', ` ${look.glyphs.ellipsis} ${hidden} more`)]] : []),
	];
}

function cellsFor(table: ComparedTable, look: TableLook, available: number): Cells {
	const longest = Math.max(8, ...table.rows.map(row => columns(nameOf(row, table, look))));
	const gains = table.rows.some(({speedup}) => speedup !== undefined) || !table.isSorted;
	const name = Math.min(longest, available >= 90 ? 26 : 18) + 2;
	if (available >= 90) {
		return {name, total: 9, bar: gains ? 12 : 0, ratio: gains ? 8 : 0, peak: 6, first: 11};
	}
	return available >= 70
		? {name, total: 9, bar: 0, ratio: gains ? 10 : 0, peak: 6, first: 11}
		: {name, total: 9, bar: 0, ratio: gains ? 10 : 0, peak: 0, first: 0};
}

function head({axis, rows}: ComparedTable, cells: Cells, available: number): Line {
	const label = (text: string, width: number) => (width > 0 ? text.padStart(width) : '');
	const before = [
		(rows.some(({model}) => model.description.form === 'program') ? ' version' : ' strategy').padEnd(cells.name),
		'total  '.padStart(cells.total),
		cells.bar > 0 ? '  speed-up'.padEnd(cells.bar + cells.ratio) : label('speed-up', cells.ratio),
		label('peak', cells.peak),
		label('1st result', cells.first),
	].join('');
	const room = available - before.length - 2;
	const long = `in flight over time, 0 to ${seconds(axis)}`;
	return [span('muted', `${before}  ${long.length <= room ? long : 'in flight'}`)];
}

type RowLook = {
	readonly available: number;
	/** The greatest speed-up, and the most in flight, of all rows. */
	readonly best: number;
	readonly most: number;
	readonly isSelected: boolean;
};

function comparedRow(
	row: Compared,
	table: ComparedTable,
	look: TableLook,
	cells: Cells,
	{available, best, most, isSelected}: RowLook,
): Line {
	const {glyphs} = look;
	const whole = nameOf(row, table, look);
	const name = fitText(whole, Math.min(columns(whole), cells.name - 2), glyphs.ellipsis);
	const left: Line = [
		...(isSelected ? [span('accent', `[${name}]`, 'selected')] : [span('text', ` ${name} `)]),
		span('text', ' '.repeat(cells.name - 2 - columns(name))),
		...total(row, cells, glyphs),
		...gain(row, cells, best, glyphs),
		...(cells.peak > 0 ? [span('text', (hasBegun(row) ? String(row.peak) : '').padStart(cells.peak))] : []),
		...(cells.first > 0
			? [span('text', (row.firstResult === undefined ? '' : seconds(row.firstResult)).padStart(cells.first))]
			: []),
		span('text', '  '),
	];
	const used = left.reduce((sum, {text}) => sum + columns(text), 0);
	return [...left, ...profileCells(row, table, available - used, most, glyphs)];
}

const hasBegun = ({model}: Compared): boolean => model.startedAt !== undefined;

/** `2 Concurrent`; in two languages, with the one it is. */
function nameOf(row: Compared, {rows}: ComparedTable, {key}: TableLook): string {
	const {language, strategy} = row.model.description;
	const other = rows.some(({model}) => model.description.language !== language);
	return `${key(strategy.name)} ${clean(comparedTitle(row))}${other ? ` ${language === 'python' ? 'Py' : 'JS'}` : ''}`;
}

function total(row: Compared, cells: Cells, {state}: Glyphs): Line {
	const {model} = row;
	if (row.total !== undefined) {
		return [span('accent', seconds(row.total).padStart(cells.total), 'strong')];
	}
	if (model.end) {
		return [span('fail', `${state.failed} ${endings[model.end.outcome]}`.padStart(cells.total), 'strong')];
	}
	return hasBegun(row)
		? [span('wait', seconds(model.totals.makespan).padStart(cells.total), 'strong')]
		: [span('queued', `${state.queued} queued`.padStart(cells.total))];
}

const endings = {
	ok: 'ok',
	failed: 'failed',
	cancelled: 'ended',
	stalled: 'stalled',
	exited: 'exited',
	killed: 'killed',
} as const;

/** The speed-up as a length and a number; or why there is none. */
function gain({model, total: ms, speedup}: Compared, {bar, ratio}: Cells, best: number, glyphs: Glyphs): Line {
	const room = bar + ratio;
	if (room === 0) {
		return blank;
	}
	if (speedup === undefined) {
		const only = ms !== undefined && model.description.strategy.total === 'result';
		const words = room >= 18 ? 'first result only' : '1st only';
		return [span('muted', bar > 0 ? (only ? `  ${words}` : '').padEnd(room) : (only ? words : '').padStart(room))];
	}
	const length = bar > 0 ? Math.max(1, Math.round((speedup / best) * (bar - 2))) : 0;
	return [
		span('text', bar > 0 ? '  ' : ''),
		span('done', glyphs.bar.full.repeat(length)),
		span('rule', ' '.repeat(Math.max(0, bar - 2 - length))),
		span('text', `${speedup.toFixed(2)}${glyphs.times}`.padStart(ratio), speedup === best ? 'strong' : 'plain'),
	];
}

/** How many were in flight over time: high where many were. What went on after the total is muted. */
function profileCells({model}: Compared, {axis}: ComparedTable, width: number, most: number, {levels}: Glyphs): Line {
	if (width < 1) {
		return blank;
	}
	return profile(model, axis, width).map((number, column) => {
		const level = Math.min(levels.length, Math.max(1, Math.round((number / most) * levels.length)));
		const after = model.totals.stopped && (column + 0.5) * (axis / width) > model.totals.makespan;
		return number < 0.02 ? span('text', ' ') : span(after ? 'muted' : 'wait', levels[level - 1] ?? '');
	});
}

/** So few rows show timelines that are worth it. */
export function timelinesNeed({rows}: ComparedTable): number {
	return Math.min(5, 1 + Math.max(1, ...rows.map(({model}) => model.lanes.length)));
}

/** Small timelines on one axis, as many as fit: the selected one and Sequential in any case. What is free says how to read them. */
export function timelines(table: ComparedTable, look: TableLook, available: number, rows: number): readonly Line[] {
	const most = Math.max(1, ...table.rows.map(({model}) => model.lanes.length));
	const bandsOf = (across: number) => Math.ceil(table.rows.length / across);
	// As wide as they can be while all are in sight.
	const greatest = available >= 130 ? 4 : available >= 66 ? 3 : 1;
	const fits = [1, 2, 3].find(across => across < greatest && bandsOf(across) * (most + 1) <= rows);
	const across = fits ?? greatest;
	const width = Math.floor((available - 3 * (across - 1)) / across);
	const bands = Math.max(1, Math.min(bandsOf(across), Math.floor(rows / (most + 1))));
	const height = Math.min(most + 1, Math.floor(rows / bands));
	const isAiry = bands * (height + 1) - 1 <= rows;
	const cells = chosenFor(table, look.selected, bands * across).map(row => timeline(row, table, look, width, height));
	if (cells.length < bands * across && height > 4) {
		cells.push(explanation(table, width));
	}
	return Array.from({length: bands}, (_, band) => band * across).flatMap(from => [
		...(from > 0 && isAiry ? [blank] : []),
		...Array.from({length: height}, (_, line) =>
			cells
				.slice(from, from + across)
				.flatMap((cell, index) => [
					...(index > 0 ? [span('text', '   ')] : []),
					...fit(cell[line] ?? blank, width, look.glyphs.ellipsis),
				]),
		),
	]);
}

/** In the order of the table. */
function chosenFor({rows}: ComparedTable, selected: string | undefined, count: number): readonly Compared[] {
	const begun = rows.filter(hasBegun);
	const weight = ({id, model, speedup}: Compared) =>
		id === selected ? 3 : model.description.strategy.name === 'sequential' ? 2 : speedup === undefined ? 0 : 1;
	const wanted = new Set(begun.toSorted((one, other) => weight(other) - weight(one)).slice(0, count));
	return begun.filter(row => wanted.has(row));
}

function timeline(
	row: Compared,
	table: ComparedTable,
	look: TableLook,
	width: number,
	height: number,
): readonly Line[] {
	const {model, total: ms} = row;
	const {glyphs} = look;
	const isSelected = row.id === look.selected;
	const name = nameOf(row, table, look);
	const room = height - 1;
	const count = model.lanes.length <= room ? model.lanes.length : room - 1;
	const axis = {left: 0, width, max: table.axis};
	const over = model.phase === 'ended';
	const drawn = lanes(model, 0, count).map((lane, index) => {
		const task = model.lanes[index];
		return task ? whole(laneCells(lane, {state: stateOf(model, task), over}, axis, glyphs), width) : blank;
	});
	return [
		[
			isSelected ? span('accent', `[${name}]`, 'strong') : span('text', name, 'strong'),
			span('muted', ms === undefined ? '' : `  ${seconds(ms)}`),
		],
		...drawn,
		...(count < model.lanes.length ? [[span('muted', `${glyphs.ellipsis} ${model.lanes.length - count} more`)]] : []),
	];
}

/** So many columns of a lane; without the time at its end, if that does not fit as a whole. */
function whole(cells: Line, width: number): Line {
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
	const race = isRace ? ['Gray keeps running, no longer awaited.'] : [];
	return [
		[span('text', 'How to read this', 'strong')],
		...[...text, ...race].flatMap(sentence => wrapSentence([span('muted', sentence)], width)),
	];
}
