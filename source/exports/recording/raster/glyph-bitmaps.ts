import {drawing, isDrawn} from '../shapes/drawing.ts';
import type {Cell} from '../shapes/shape.ts';
import {lineWidth} from '../shapes/shape.ts';
import {fillContours} from './fill-contours.ts';
import {contoursOf} from './font.ts';

/** Returns how much of each pixel of a character, in one or two cells, is foreground: 0 to 255, row by row. */
export type GlyphBitmaps = (character: string, bold: boolean, cells: number) => Uint8Array;

/** Creates bitmaps that draw each character once. */
export function createGlyphBitmaps(cell: Cell): GlyphBitmaps {
	const known = new Map<string, Uint8Array>();
	return (character, bold, cells) => {
		const name = `${bold} ${character}`;
		const glyph = known.get(name) ?? rasterize(character, bold, cells, cell);
		known.set(name, glyph);
		return glyph;
	};
}

function rasterize(character: string, bold: boolean, cells: number, cell: Cell): Uint8Array {
	if (isDrawn(character)) {
		const {shapes, opacity} = drawing(character, cell);
		const contours = shapes.map(shape =>
			shape.kind === 'polygon' ? shape.points : rectangle(shape.x, shape.y, shape.width, shape.height),
		);
		return fillContours(contours, cell.width, cell.height).map(share => share * opacity);
	}
	const [first = ''] = character;
	const contours = contoursOf(first, bold, cell.width) ?? missing(cells, cell);
	const lowered = contours.map(contour =>
		contour.map((value, index) => (index % 2 === 0 ? value : value + baseline(cell))),
	);
	return fillContours(lowered, cells * cell.width, cell.height);
}

/** Pixels from the top of a cell. */
function baseline({height}: Cell): number {
	return Math.round(height * 0.75);
}

function rectangle(x: number, y: number, width: number, height: number): readonly number[] {
	return [x, y, x + width, y, x + width, y + height, x, y + height];
}

/**
 * Returns the contours of an empty box, for a character that the font lacks. The inner edge has the other direction, so
 * the inside is not filled.
 */
function missing(cells: number, cell: Cell): readonly (readonly number[])[] {
	const line = lineWidth(cell);
	const [width, height] = [cells * cell.width - 2 * line, Math.round(cell.height / 2)];
	const [left, top] = [line, -height];
	const [right, bottom] = [left + width - line, -line];
	return [
		rectangle(left, top, width, height),
		[left + line, top + line, left + line, bottom, right, bottom, right, top + line],
	];
}
