import type {Click, Line} from './line.ts';
import {columns} from './line.ts';

/** Makes a line clickable. */
export function clickable(line: Line, click: Click): Line {
	return line.map(piece => ({...piece, click}));
}

/**
 * Makes a row of a list clickable. A click selects the row, and a click on the selected row is Enter. `below`: how many
 * rows it is below the selected one. `select`: the action that moves the selection. `top`: the first visible row of a
 * list that scrolls, so that the clicked row stays below the pointer.
 */
export function clickableRow(line: Line, below: number, select: 'select' | 'select-listed', top?: number): Line {
	return clickable(line, below === 0 ? 'enter' : {type: select, by: below, ...(top !== undefined && {top})});
}

type ListedRow = {readonly row: number; readonly by: number; readonly top: number};

/** The rows between the selected one and an edge of a list at which the list scrolls. */
const scrollMargin = 2;

/**
 * Returns the row at the top of a list after its selection has moved by `by`. The list stays where it is until the
 * selection comes close to an edge, and then scrolls as little as possible. Of a list in parts, only one scrolls.
 * `lines`: the screen before that. Undefined if no list is visible that scrolls.
 */
export function scrolledTop(lines: readonly Line[], by: number): number | undefined {
	const rows = lines.flatMap((line, row) => listedRow(line, row) ?? []);
	const closest = rows.toSorted((one, other) => Math.abs(one.by) - Math.abs(other.by))[0];
	const target = rows.find(row => row.by === by);
	const part = rows.filter(({top}) => top === (target ?? closest)?.top);
	const [first] = part;
	if (!first || !closest) {
		return undefined;
	}

	const selected = closest.row - Math.sign(closest.by);
	const upper = Math.min(first.row, selected);
	const lower = Math.max(part.at(-1)?.row ?? 0, selected);
	const margin = Math.min(scrollMargin, Math.floor((lower - upper) / 2));
	const row = target?.row ?? selected + by;
	const below = Math.max(0, row - (lower - margin));
	const above = Math.max(0, upper + margin - row);
	return Math.max(0, first.top + below - above);
}

/** Returns the place of a row in a list that scrolls. Undefined for other lines, and for the selected row. */
function listedRow(line: Line, row: number): ListedRow | undefined {
	for (const {click} of line) {
		if (
			typeof click === 'object' &&
			(click.type === 'select' || click.type === 'select-listed') &&
			click.top !== undefined
		)
			return {row, by: click.by, top: click.top};
	}
	return undefined;
}

/** Makes nothing in a line clickable. */
export function notClickable(line: Line): Line {
	return line.map(({click: _click, ...piece}) => piece);
}

/** Returns what a click on a cell does. Undefined if it does nothing. `column`, `row`: 0 is the first. */
export function clickAt(lines: readonly Line[], column: number, row: number): Click | undefined {
	let end = 0;
	return lines[row]?.find(({text}) => {
		end += columns(text);
		return column < end;
	})?.click;
}
