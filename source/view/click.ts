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
