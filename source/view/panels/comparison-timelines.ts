import type {ComparedRow, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {stateOf} from '../../model/at-moment.ts';
import {seconds} from '../../model/format-duration.ts';
import {lanes} from '../../model/projections/timeline.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, fitText, span, stripControls} from '../line.ts';
import {wrapProse} from '../wrap-prose.ts';
import type {TableOptions} from './comparison-table.ts';
import {hasStarted, nameOf} from './comparison-table.ts';
import {laneCells} from './lane-cells.ts';

/** Returns the rows of a timeline with all its lanes. */
export function wholeHeight({rows}: ComparedTable): number {
	return 1 + Math.max(1, ...rows.map(({model}) => model.lanes.length));
}

/** Returns the fewest rows in which timelines are worth drawing. */
export const timelinesHeight = (table: ComparedTable): number => Math.min(5, wholeHeight(table));

/**
 * Draws small timelines on one axis, as many as fit, always including the selected one and Sequential. If there is a
 * free cell, it explains how to read the timelines.
 */
export function timelines(table: ComparedTable, options: TableOptions, width: number, rows: number): readonly Line[] {
	const {across, bands, height} = gridOf(table, width, rows);
	const columnWidth = Math.floor((width - 3 * (across - 1)) / across);
	const spare = bands > 1 ? Math.floor((rows - bands * height) / (bands - 1)) : 0;
	const blanks = Array.from({length: Math.min(maxBlanks, spare)}, () => emptyLine);
	const cells = visibleTimelines(table, options.selected, bands * across).map(row =>
		timeline(row, table, options, columnWidth, height),
	);
	if (cells.length < bands * across && height > 4) {
		cells.push(explanation(table, columnWidth));
	}
	return Array.from({length: bands}, (_, band) => band * across).flatMap(from => [
		...(from > 0 ? blanks : []),
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

/** The most blank rows between two bands of timelines. */
const maxBlanks = 3;

type Grid = {readonly across: number; readonly bands: number; readonly height: number};

/** Divides the room among timelines that are as wide as possible with all of them visible. */
function gridOf(table: ComparedTable, width: number, rows: number): Grid {
	const whole = wholeHeight(table);
	const bandsOf = (across: number) => Math.ceil(table.rows.length / across);
	const maxAcross = width >= 130 ? 4 : width >= 66 ? 3 : 1;
	const fits = [1, 2, 3].find(across => across < maxAcross && bandsOf(across) * whole <= rows);
	const across = fits ?? maxAcross;
	const bands = Math.max(1, Math.min(bandsOf(across), Math.floor(rows / whole)));
	return {across, bands, height: Math.min(whole, Math.floor(rows / bands))};
}

/** Whether all timelines fit, in the columns that more rows would give them and with a blank row between two bands. */
export function isRoomy(table: ComparedTable, width: number, rows: number, more: number): boolean {
	const {across, bands, height} = gridOf(table, width, rows);
	const isWhole = table.rows.every(({model}) => model.lanes.length < height) && bands * across >= table.rows.length;
	return isWhole && bands * (height + 1) - 1 <= rows && gridOf(table, width, rows + more).across === across;
}

/** Chooses the timelines to draw, and returns them in the order of the table. */
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
	const whole = nameOf(row, table, options);
	const room = height - 1;
	const count = model.lanes.length <= room ? model.lanes.length : room - 1;
	// Lanes have names only if there is room. Without names, the order of the dashboard identifies them.
	const longest = Math.max(0, ...model.lanes.slice(0, count).map(task => columns(stripControls(task.name))));
	const label = width >= minNamedWidth ? Math.min(longest, Math.max(16, Math.floor(width / 6))) + 2 : 0;
	const labeled = (index: number): Line =>
		label === 0
			? emptyLine
			: [span('muted', `${fitText(stripControls(model.lanes[index]?.name ?? ''), label - 2, glyphs.ellipsis)}  `)];
	const axis = {left: 0, width: width - label, max: table.axis};
	const ended = model.phase === 'ended';
	const words = ms === undefined ? (isGhost && forecast ? `  ~${seconds(forecast.total)}` : '') : `  ${seconds(ms)}`;
	// The total is never cut.
	const nameRoom = width - columns(words) - (isSelected ? 2 : 0);
	const name = columns(whole) <= nameRoom ? whole : fitText(whole, nameRoom, glyphs.ellipsis);
	const ghosts = forecast?.spans.slice(0, count).map(({from, to}, index): Line => {
		const [first, end] = [from, to].map(at => Math.round((at / table.axis) * axis.width)) as [number, number];
		const bar = span('ghost', glyphs.lane.waiting.repeat(Math.max(1, end - first)));
		return [...labeled(index), span('ghost', ' '.repeat(first)), bar];
	});
	const drawn = isGhost
		? (ghosts ?? [])
		: lanes(model, 0, count).map((lane, index) => {
				const task = model.lanes[index];
				if (!task) {
					return emptyLine;
				}
				const cells = laneCells(lane, {state: stateOf(model, task), ended}, axis, glyphs);
				return [...labeled(index), ...clipCells(cells, axis.width)];
			});
	return [
		[isSelected ? span('accent', `[${name}]`, 'strong') : span('text', name, 'strong'), span('muted', words)],
		...drawn,
		...(count < model.lanes.length
			? [[span('muted', `${glyphs.ellipsis} ${thousands(model.lanes.length - count)} more`)]]
			: []),
	];
}

/** The fewest columns of a timeline in which lanes have names. */
const minNamedWidth = 60;

/** Cuts a lane to `width` columns. A time at its end that does not fit is dropped as a whole. */
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
	const race = isRace ? ['Gray kept running after the result.'] : [];
	return [
		[span('text', 'How to read this', 'strong')],
		...[...text, ...race].flatMap(sentence => wrapProse([span('muted', sentence)], width)),
	];
}
