import {columns} from '../../../view/line.ts';
import type {Piece} from '../row.ts';
import type {Cell} from '../shapes/shape.ts';
import type {Pen} from './color-table.ts';
import {createGlyphBitmaps} from './glyph-bitmaps.ts';

/** Returns a function that draws a piece on the pixels of its row, which are `width` wide and a cell high. */
export function createPiecePainter(cell: Cell, width: number): (piece: Piece, pen: Pen, pixels: Uint8Array) => void {
	const glyphs = createGlyphBitmaps(cell);
	return (piece, {ramp, bold}, pixels) => {
		const background = ramp[0] ?? 0;
		if (background !== 0) {
			for (let y = 0; y < cell.height; y++) {
				const from = y * width + piece.column * cell.width;
				pixels.fill(background, from, from + piece.columns * cell.width);
			}
		}
		let column = piece.column;
		for (const sign of signsOf(piece.text)) {
			const cells = columns(sign);
			if (sign.trim() !== '' && cells > 0) {
				stamp(glyphs(sign, bold, cells), cells * cell.width, pixels, width, column * cell.width, ramp);
			}
			column += cells;
		}
	};
}

/**
 * Splits a text into the signs that fill one or two cells each. Nearly all text is ASCII or drawn, one character per
 * cell, which is much faster to split.
 */
function signsOf(text: string): Iterable<string> {
	return /^[ -~\u2500-\u259f]*$/.test(text) ? text : Array.from(graphemes.segment(text), ({segment}) => segment);
}

const graphemes = new Intl.Segmenter();

/** Draws a glyph, `across` pixels wide, from the pixel `left` on. Each of its shades is a color of the ramp. */
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
