import {columns} from '../../view/line.ts';
import {coverage} from './coverage.ts';
import {drawing, isDrawn} from './drawing.ts';
import type {Film, Frame} from './film.ts';
import {contoursOf} from './font.ts';
import type {Colour, Look} from './looks.ts';
import {blend, looksOf, paletteOf} from './looks.ts';
import {cell as unit, margin as unitMargin} from './markup.ts';
import type {Piece} from './row.ts';
import type {Cell} from './shape.ts';
import {lineWidth} from './shape.ts';

/** A film's frames as pixels, each the index of a colour. */
export type Canvas = {
	readonly width: number;
	readonly height: number;
	readonly cell: Cell;
	readonly margin: {readonly x: number; readonly y: number};
	/** At most 255; the first is the background. */
	readonly palette: readonly Colour[];
	/** The pixels of one of the film's rows, without the margin: as wide as all columns, as high as a cell. */
	readonly row: (index: number) => Uint8Array;
	readonly frame: (frame: Frame) => Uint8Array;
};

/** Colours from a look's ground to its ink, for the edges of letters. */
const mostLevels = 8;

/** At `scale` 1 as large as the SVG. */
export function canvasOf(film: Film, scale: number): Canvas {
	const cell = {width: unit.width * scale, height: unit.height * scale};
	const margin = {x: unitMargin.x * scale, y: unitMargin.y * scale};
	const width = film.size.columns * cell.width;
	const {palette, rampOf} = colours(film);
	const glyphs = glyphsOf(cell);
	const drawn = new Map<number, Uint8Array>();
	const outer = {width: width + 2 * margin.x, height: film.size.rows * cell.height + 2 * margin.y};
	const row = (index: number) => {
		const known = drawn.get(index);
		if (known) {
			return known;
		}
		const pixels = new Uint8Array(width * cell.height);
		for (const piece of film.rows[index]?.pieces ?? []) {
			draw(piece, pixels, width, cell, rampOf(piece), glyphs);
		}
		drawn.set(index, pixels);
		return pixels;
	};
	return {
		...outer,
		cell,
		margin,
		palette,
		row,
		frame({rows}) {
			const pixels = new Uint8Array(outer.width * outer.height);
			for (const [line, index] of rows.entries()) {
				const source = row(index);
				for (let y = 0; y < cell.height; y++) {
					const at = (margin.y + line * cell.height + y) * outer.width + margin.x;
					pixels.set(source.subarray(y * width, (y + 1) * width), at);
				}
			}
			return pixels;
		},
	};
}

/** Of each piece the indices of its colours, from its ground to its ink. */
type Ramp = readonly number[];

function colours({rows, theme}: Film): {
	readonly palette: readonly Colour[];
	readonly rampOf: (piece: Piece) => Ramp;
} {
	const lookOf = looksOf(theme);
	const looks = new Set(rows.flatMap(row => row.pieces.map(({role, weight}) => lookOf(role, weight))));
	for (let levels = mostLevels; ; levels /= 2) {
		const palette: Colour[] = [paletteOf(theme).background];
		const indices = new Map([[String(palette[0]), 0]]);
		const indexOf = (colour: Colour) => {
			const index = indices.get(String(colour)) ?? palette.push(colour) - 1;
			indices.set(String(colour), index);
			return index;
		};
		const ramps = new Map<Look, Ramp>();
		for (const look of looks) {
			const {ground, ink} = look;
			ramps.set(
				look,
				Array.from({length: levels}, (_, level) => indexOf(blend(ground, ink, level / (levels - 1)))),
			);
		}
		if (palette.length <= 255 || levels <= 2) {
			return {palette, rampOf: ({role, weight}) => ramps.get(lookOf(role, weight)) ?? [0]};
		}
	}
}

/** How much of each pixel of a character's cells is ink, 0 to 255. */
type Glyphs = (character: string, bold: boolean, cells: number) => Uint8Array;

function draw(piece: Piece, pixels: Uint8Array, width: number, cell: Cell, ramp: Ramp, glyphs: Glyphs): void {
	const ground = ramp[0] ?? 0;
	if (ground !== 0) {
		for (let y = 0; y < cell.height; y++) {
			const from = y * width + piece.column * cell.width;
			pixels.fill(ground, from, from + piece.columns * cell.width);
		}
	}
	let column = piece.column;
	for (const {segment} of graphemes.segment(piece.text)) {
		const cells = columns(segment);
		if (segment.trim() !== '' && cells > 0) {
			const ink = glyphs(segment, piece.weight !== 'plain', cells);
			stamp(ink, cells * cell.width, pixels, width, column * cell.width, ramp);
		}
		column += cells;
	}
}

const graphemes = new Intl.Segmenter();

function stamp(ink: Uint8Array, across: number, pixels: Uint8Array, width: number, left: number, ramp: Ramp): void {
	const most = ramp.length - 1;
	for (let index = 0; index < ink.length; index++) {
		const level = Math.round(((ink[index] ?? 0) / 255) * most);
		if (level > 0) {
			pixels[Math.floor(index / across) * width + left + (index % across)] = ramp[level] ?? 0;
		}
	}
}

function glyphsOf(cell: Cell): Glyphs {
	const known = new Map<string, Uint8Array>();
	return (character, bold, cells) => {
		const name = `${bold} ${character}`;
		const glyph = known.get(name) ?? inkOf(character, bold, cells, cell);
		known.set(name, glyph);
		return glyph;
	};
}

function inkOf(character: string, bold: boolean, cells: number, cell: Cell): Uint8Array {
	if (isDrawn(character)) {
		const {shapes, opacity} = drawing(character, cell);
		const contours = shapes.map(shape =>
			shape.kind === 'polygon' ? shape.points : rectangle(shape.x, shape.y, shape.width, shape.height),
		);
		return coverage(contours, cell.width, cell.height).map(share => share * opacity);
	}
	const [first = ''] = character;
	const contours = contoursOf(first, bold, cell.width) ?? missing(cells, cell);
	const lowered = contours.map(contour =>
		contour.map((value, index) => (index % 2 === 0 ? value : value + baseline(cell))),
	);
	return coverage(lowered, cells * cell.width, cell.height);
}

/** Pixels from the top of a cell. */
function baseline({height}: Cell): number {
	return Math.round(height * 0.75);
}

function rectangle(x: number, y: number, width: number, height: number): readonly number[] {
	return [x, y, x + width, y, x + width, y + height, x, y + height];
}

/** A frame, where the font has no such character. The inner edge goes around the other way. */
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
