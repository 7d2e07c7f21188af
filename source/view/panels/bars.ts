import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Bar} from '../../model/projections/bars.ts';
import {whatIfLetters} from '../../model/projections/what-ifs.ts';
import type {TaskState} from '../../model/task.ts';
import {cutName} from '../cut-name.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, fitText, span, stripControls} from '../line.ts';
import type {Role} from '../theme.ts';

/** The widths of a task's cells, in columns; 0 leaves the cell out. */
export type Cells = {
	readonly name: number;
	readonly state: number;
	readonly bar: number;
	readonly percent: number;
	readonly time: number;
};

/** Returns the number of columns between the cells and the lane. */
export const gapOf = ({time}: Cells): number => (time > 0 ? 2 : 0);

/** Returns the columns of all cells of a row, with the gap. */
export function cellsWidth(cells: Cells): number {
	return cells.name + cells.state + cells.bar + cells.percent + cells.time + gapOf(cells);
}

/**
 * Returns the width of the names. With `most`, it grows with the longest name up to that many columns. The letters of
 * what-ifs can add `maxLetterColumns`.
 */
export function nameWidth({description}: Model, width: number, most = width): number {
	if (description.form === 'program') {
		return width;
	}
	const {names, letters} = longestNames(description);
	return Math.max(width, Math.min(most, names), Math.min(width + maxLetterColumns, letters));
}

/** The columns for the longest name, and for the longest one with letters of what-ifs; 0 without one. */
type LongestNames = {readonly names: number; readonly letters: number};

const longest = new WeakMap<Model['description'], LongestNames>();

/** Cached, because the plan does not change. */
function longestNames(description: Model['description']): LongestNames {
	const known = longest.get(description);
	if (known) {
		return known;
	}

	const found = {names: 0, letters: 0};
	for (const plan of description.tasks) {
		const name = columns(stripControls(plan.name));
		const {length} = whatIfLetters({plan});
		// The brackets of a selected name, and a blank.
		found.names = Math.max(found.names, name + 3);
		found.letters = Math.max(found.letters, length === 0 ? 0 : name + length + 4);
	}
	longest.set(description, found);
	return found;
}

/** The most columns that the letters of what-ifs may take from the axis. */
const maxLetterColumns = 4;

/**
 * Returns the role (color) and sign of a state. A waiting task is muted once the run has ended, because it no longer
 * waits.
 */
export function stateStyle(
	state: TaskState,
	ended: boolean,
	{state: signs}: Glyphs,
): {readonly role: Role; readonly sign: string} {
	const {role, sign} = liveStateStyle(state, signs);
	return {role: ended && !settled.has(state) ? 'muted' : role, sign};
}

const settled: ReadonlySet<TaskState> = new Set(['done', 'failed', 'cancelled', 'timed out']);

function liveStateStyle(state: TaskState, signs: Glyphs['state']): {readonly role: Role; readonly sign: string} {
	switch (state) {
		case 'queued':
			return {role: 'queued', sign: signs.queued};
		case 'waiting':
			return {role: 'wait', sign: signs.waiting};
		case 'ready':
			return {role: 'fail', sign: signs.ready};
		case 'running':
			return {role: 'run', sign: signs.running};
		case 'done':
			return {role: 'done', sign: signs.done};
		case 'failed':
		case 'timed out':
			return {role: 'fail', sign: signs.failed};
		case 'cancelled':
			return {role: 'muted', sign: signs.cancelled};
	}
}

/** `selected`: whether the row is selected. `ended`: whether the run has ended. `description`: that of the run. */
export type RowState = {
	readonly selected: boolean;
	readonly ended: boolean;
	readonly description: Model['description'];
};

/** Draws the cells of one task: its name, its state as a sign and a word, and its progress. */
export function barCells(bar: Bar, {selected, ended, description}: RowState, cells: Cells, glyphs: Glyphs): Line {
	const {role, sign} = stateStyle(bar.state, ended, glyphs);
	const indent = indentOf(bar.depth, cells.name, glyphs);
	const letters = bar.letters === '' ? '' : ` ${bar.letters}`;
	// Brackets, and a blank before the state.
	const room = cells.name - 3 - indent.length - letters.length;
	const name = cutName(bar.name, room, description, glyphs.ellipsis);
	const word = cells.state > 2 ? ` ${stateWord(bar)}` : '';
	return [
		span('rule', indent),
		...(selected ? [span('accent', `[${name}]`, 'selected')] : [span('text', ` ${name} `)]),
		span('run', letters),
		span('text', ' '.repeat(room + 1 - columns(name))),
		span(role, fitText(sign + word, cells.state, glyphs.ellipsis)),
		...progress(bar, role, cells.bar, glyphs),
		...(cells.percent > 0 ? [span('muted', percent(bar).padStart(cells.percent))] : []),
		...(cells.time > 0 ? [span('text', time(bar, glyphs).padStart(cells.time))] : []),
	];
}

/** Returns the indent of a call: one step for each caller above. Calls that are too deep share one column. */
function indentOf(depth: number, width: number, {ellipsis}: Glyphs): string {
	const [step, minNameWidth] = width >= 17 ? [2, 8] : [1, 5];
	const maxIndent = Math.max(0, width - 2 - minNameWidth);
	const indent = depth * step;
	return indent <= maxIndent ? ' '.repeat(indent) : ' '.repeat(Math.max(0, maxIndent - 1)) + ellipsis;
}

/** Returns the word for a state. A lane in its own thread or process is not "waiting": the word names where it runs. */
export function stateWord({state, off, exited}: Bar): string {
	if (exited) return 'exited';
	return off !== undefined && state === 'waiting' ? `in ${off}` : state;
}

function progress({progress: share, state}: Bar, role: Role, width: number, glyphs: Glyphs): Line {
	const full = state === 'queued' ? 0 : Math.round((share ?? 0) * width);
	const sign = state === 'cancelled' ? glyphs.lane.cancelled : glyphs.bar.full;
	return [span(role, sign.repeat(full)), span('rule', glyphs.bar.empty.repeat(width - full))];
}

function time({time: ms}: Bar, {dash}: Glyphs): string {
	return ms === undefined ? `${dash}  ` : seconds(ms);
}

function percent({progress: share, state}: Bar): string {
	return share === undefined || state === 'queued' ? '' : `${Math.floor(share * 100 + 1e-6)}%`;
}
