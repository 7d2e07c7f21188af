import type {CellStyle, Color, Palette} from '../cell-style.ts';
import {blend, cellStyles, paletteOf} from '../cell-style.ts';
import type {Bar} from '../geometry.ts';
import type {Recording} from '../recording.ts';
import type {Piece} from '../row.ts';
import {dotColor} from '../window-bar.ts';

/** The most shades between background and foreground, for the edges of letters. */
const maxLevels = 8;

/** How to draw a piece: the indices of its colors from background to foreground, and its weight. */
export type Pen = {readonly ramp: readonly number[]; readonly bold: boolean};

/**
 * Returns the colors of a recording, and for each piece the pen that draws it. Letters have fewer shades where the colors
 * would be too many.
 */
export function colorTable(
	{rows, theme}: Recording,
	colors: Palette | undefined,
	bar: Bar | undefined,
): {
	readonly palette: readonly Color[];
	readonly penOf: (piece: Piece) => Pen;
	readonly indexOf: (color: Color) => number;
} {
	const terminal = paletteOf(theme, colors);
	const styleOf = cellStyles(theme, colors);
	const styles = new Set(rows.flatMap(row => row.pieces.map(({role, weight}) => styleOf(role, weight))));
	if (bar) styles.add(styleOf('muted', 'plain'));
	for (let levels = maxLevels; ; levels /= 2) {
		const palette: Color[] = [terminal.background];
		const indices = new Map([[String(palette[0]), 0]]);
		const indexOf = (color: Color) => {
			const index = indices.get(String(color)) ?? palette.push(color) - 1;
			indices.set(String(color), index);
			return index;
		};
		const penFor = ({background, foreground, bold}: CellStyle): Pen => {
			const ramp = Array.from({length: levels}, (_, level) =>
				indexOf(blend(background, foreground, level / (levels - 1))),
			);
			return {ramp, bold};
		};
		for (const {color} of bar?.dots ?? []) indexOf(dotColor(terminal, color));
		const pens = new Map(Array.from(styles, style => [style, penFor(style)]));
		if (palette.length <= 255 || levels <= 2) {
			return {palette, indexOf, penOf: ({role, weight}) => pens.get(styleOf(role, weight)) ?? {ramp: [0], bold: false}};
		}
	}
}
