import type {Color, Palette} from '../cell-style.ts';
import {paletteOf} from '../cell-style.ts';
import type {Surround} from '../geometry.ts';
import {geometryOf, cell as unit} from '../geometry.ts';
import type {Frame, Recording} from '../recording.ts';
import type {Cell} from '../shapes/shape.ts';
import {dotColor, titlePiece} from '../window-bar.ts';
import {colorTable} from './color-table.ts';
import {createPiecePainter} from './piece-painter.ts';

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
	const drawPiece = createPiecePainter(cell, width);
	const drawn = new Map<number, Uint8Array>();
	const outer = {width: geometry.width, height: geometry.height};
	const row = (index: number) => {
		const known = drawn.get(index);
		if (known) {
			return known;
		}
		const pixels = new Uint8Array(width * cell.height);
		for (const piece of recording.rows[index]?.pieces ?? []) {
			drawPiece(piece, penOf(piece), pixels);
		}
		if (drawn.size >= maxCachedRows) {
			drawn.clear();
		}
		drawn.set(index, pixels);
		return pixels;
	};
	// A frame without its rows.
	const empty = new Uint8Array(outer.width * outer.height);
	if (geometry.bar) {
		const {bar} = geometry;
		const title = titlePiece(recording.title, recording.size);
		const pixels = new Uint8Array(width * cell.height);
		drawPiece(title, penOf(title), pixels);
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
