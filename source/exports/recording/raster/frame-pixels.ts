import {columns} from '../../../view/line.ts';
import type {CellStyle, Color, Palette} from '../cell-style.ts';
import {blend, cellStyles, paletteOf} from '../cell-style.ts';
import type {Bar, Surround} from '../geometry.ts';
import {geometryOf, cell as unit} from '../geometry.ts';
import type {Frame, Recording} from '../recording.ts';
import type {Piece} from '../row.ts';
import type {Cell} from '../shapes/shape.ts';
import {dotColor, titlePiece} from '../window-bar.ts';
import type {GlyphBitmaps} from './glyph-bitmaps.ts';
import {createGlyphBitmaps} from './glyph-bitmaps.ts';

/** The frames of a recording as pixels, which are indices into `palette`. */
export type FramePixels = {
	readonly width: number;
	readonly height: number;
	readonly cell: Cell;
	/** The position of the screen in the frame. */
	readonly left: number;
	readonly top: number;
	/** The width of the screen. */
	readonly across: number;
	/** At most 255 colors; the first is the background. */
	readonly palette: readonly Color[];
	/** The pixels of one row of the recording, without the margin: all columns wide, one cell high. */
	readonly row: (index: number) => Uint8Array;
	readonly frame: (frame: Frame) => Uint8Array;
};

/** The most shades between background and foreground, for the edges of letters. */
const maxLevels = 8;

/**
 * The most rows whose pixels are cached: enough for a frame and the next ones, and independent of the recording's
 * length.
 */
const maxCachedRows = 500;

/** Creates the pixels of a recording's frames. `scale` 1 is the size of the SVG. */
export function createFramePixels(
	recording: Recording,
	scale: number,
	{palette: colors, ...surround}: Surround & {readonly palette?: Palette} = {},
): FramePixels {
	const cell = {width: unit.width * scale, height: unit.height * scale};
	const geometry = geometryOf(recording.size, surround, scale);
	const {left, top} = geometry;
	const width = recording.size.columns * cell.width;
	const {palette, penOf, indexOf} = colorTable(recording, colors, geometry.bar);
	const glyphs = createGlyphBitmaps(cell);
	const drawn = new Map<number, Uint8Array>();
	const outer = {width: geometry.width, height: geometry.height};
	const row = (index: number) => {
		const known = drawn.get(index);
		if (known) {
			return known;
		}
		const pixels = new Uint8Array(width * cell.height);
		for (const piece of recording.rows[index]?.pieces ?? []) {
			draw(piece, pixels, width, cell, penOf(piece), glyphs);
		}
		if (drawn.size >= maxCachedRows) {
			drawn.clear();
		}
		drawn.set(index, pixels);
		return pixels;
	};
	const empty = new Uint8Array(outer.width * outer.height);
	if (geometry.bar) {
		const {bar} = geometry;
		const title = titlePiece(recording.title, recording.size);
		const pixels = new Uint8Array(width * cell.height);
		draw(title, pixels, width, cell, penOf(title), glyphs);
		copyRows(pixels, width, empty, outer.width, left, bar.titleTop);
		const terminal = paletteOf(recording.theme, colors);
		for (const dot of bar.dots) {
			fillCircle(empty, outer.width, dot, bar.radius, indexOf(dotColor(terminal, dot.color)));
		}
	}
	return {
		...outer,
		...{cell, left, top, across: width},
		palette,
		row,
		frame({rows}) {
			const pixels = empty.slice();
			for (const [line, index] of rows.entries()) {
				copyRows(row(index), width, pixels, outer.width, left, top + line * cell.height);
			}
			return pixels;
		},
	};
}

/** Copies an image that is `width` wide into a larger one. */
function copyRows(
	source: Uint8Array,
	width: number,
	target: Uint8Array,
	targetWidth: number,
	left: number,
	top: number,
): void {
	for (let from = 0, at = top * targetWidth + left; from < source.length; from += width, at += targetWidth) {
		target.set(source.subarray(from, from + width), at);
	}
}

function fillCircle(
	pixels: Uint8Array,
	width: number,
	{x, y}: {readonly x: number; readonly y: number},
	radius: number,
	color: number,
): void {
	for (let row = -radius; row < radius; row++) {
		// A pixel is filled if its middle is in the circle.
		const half = Math.round(Math.sqrt(radius ** 2 - (row + 0.5) ** 2));
		pixels.fill(color, (y + row) * width + x - half, (y + row) * width + x + half);
	}
}

/** How to draw a piece: the indices of its colors from background to foreground, and its weight. */
type Pen = {readonly ramp: readonly number[]; readonly bold: boolean};

function colorTable(
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

function draw(
	piece: Piece,
	pixels: Uint8Array,
	width: number,
	cell: Cell,
	{ramp, bold}: Pen,
	glyphs: GlyphBitmaps,
): void {
	const background = ramp[0] ?? 0;
	if (background !== 0) {
		for (let y = 0; y < cell.height; y++) {
			const from = y * width + piece.column * cell.width;
			pixels.fill(background, from, from + piece.columns * cell.width);
		}
	}
	let column = piece.column;
	for (const segment of signsOf(piece.text)) {
		const cells = columns(segment);
		if (segment.trim() !== '' && cells > 0) {
			const bitmap = glyphs(segment, bold, cells);
			stamp(bitmap, cells * cell.width, pixels, width, column * cell.width, ramp);
		}
		column += cells;
	}
}

/**
 * Splits a text into the signs that fill one or two cells each. Nearly all text is ASCII or drawn, one character per
 * cell, which is much faster to split.
 */
function signsOf(text: string): Iterable<string> {
	return /^[ -~\u2500-\u259f]*$/.test(text) ? text : Array.from(graphemes.segment(text), ({segment}) => segment);
}

const graphemes = new Intl.Segmenter();

function stamp(
	bitmap: Uint8Array,
	across: number,
	pixels: Uint8Array,
	width: number,
	left: number,
	ramp: Pen['ramp'],
): void {
	const most = ramp.length - 1;
	for (let from = 0, to = left; from < bitmap.length; from += across, to += width) {
		for (let x = 0; x < across; x++) {
			const level = Math.round(((bitmap[from + x] ?? 0) / 255) * most);
			if (level > 0) {
				pixels[to + x] = ramp[level] ?? 0;
			}
		}
	}
}
