import {columns, fitText} from '../../view/line.ts';
import type {Size} from '../../view/props.ts';
import type {Color, Palette} from './cell-style.ts';
import type {Bar} from './geometry.ts';
import type {Piece} from './row.ts';

/** The color of a dot, from the terminal's palette. */
export function dotColor({sixteen, foreground}: Palette, color: Bar['dots'][number]['color']): Color {
	return sixteen[{red: 1, yellow: 3, green: 2}[color]] ?? foreground;
}

/** Columns that the dots take on the left, and that stay free on the right, so that the title is in the middle. */
const dotColumns = 7;

/** The title of a window, in the middle of its bar. */
export function titlePiece(title: string, size: Size): Piece {
	const text = fitText(title, size.columns - 2 * dotColumns, '…').trimEnd();
	const width = columns(text);
	return {column: Math.floor((size.columns - width) / 2), columns: width, text, role: 'muted', weight: 'plain'};
}
