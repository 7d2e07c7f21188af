import {columns} from '../../../view/line.ts';
import type {CellStyle, Palette} from '../cell-style.ts';
import {cellStyles, paletteOf, toHex} from '../cell-style.ts';
import {cell} from '../geometry.ts';
import type {Recording} from '../recording.ts';
import type {Piece} from '../row.ts';
import {drawing, isDrawn} from '../shapes/drawing.ts';
import type {Shape} from '../shapes/shape.ts';
import {lineWidth} from '../shapes/shape.ts';

const baseline = 15;

/** Writes pieces of rows as SVG, each at its column and as if it were in the first row. */
export type Markup = {
	readonly of: (piece: Piece) => string;
	/** The styles for all pieces so far. */
	readonly css: () => string;
};

/**
 * Creates the markup of one image. `prefix` starts its class names and so separates them from those of other images in
 * a page: a selector with an ancestor would not match the content of `<use>`, which is a separate tree.
 */
export function markupOf({theme}: Pick<Recording, 'theme'>, prefix: string, palette?: Palette): Markup {
	const styleOf = cellStyles(theme, palette);
	const background = toHex(paletteOf(theme, palette).background);
	const classes = new Map<string, string>();
	const classOf = (rule: string) => {
		const name = classes.get(rule) ?? `${prefix}c${classes.size}`;
		classes.set(rule, name);
		return name;
	};
	return {
		of(piece) {
			const {foreground, background: fillColor, bold}: CellStyle = styleOf(piece.role, piece.weight);
			const textClass = classOf(`fill:${toHex(foreground)}${bold ? ';font-weight:700' : ''}`);
			const fillPath = toHex(fillColor) === background ? '' : fill(piece, classOf(`fill:${toHex(fillColor)}`));
			return fillPath + written(piece, textClass);
		},
		// A browser's own rule for <text> would win over an inherited `white-space`.
		css: () => Array.from(classes, ([rule, name]) => `.${name}{${rule};white-space:pre}`).join(''),
	};
}

/** The style that all text inherits from the image. */
export const textStyle = "font:16.6px ui-monospace,'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace";

function fill({column, columns}: Piece, name: string): string {
	const [x, width] = [column * cell.width, columns * cell.width];
	return `<path class="${name}" shape-rendering="crispEdges" d="M${x} 0h${width}v${cell.height}h${-width}z"/>`;
}

/**
 * Splits a text into drawn characters, letters and other symbols. Letters share one fixed width; each other symbol gets
 * its own, because it may come from any font.
 */
const parts = /[\u2500-\u259f]+|[\u0020-\u024f\u2010-\u2027]+|[^\u0020-\u024f\u2010-\u2027\u2500-\u259f]+/gu;

function written({text, column}: Piece, name: string): string {
	let at = column;
	let result = '';
	for (const [part] of text.matchAll(parts)) {
		const x = at * cell.width;
		if (isDrawn(part)) {
			result += drawn(part, x, name);
			at += part.length;
		} else if (/^[\u0020-\u024f\u2010-\u2027]/.test(part)) {
			if (part.trim() !== '') {
				const width = part.length * cell.width;
				result += `<text class="${name}" x="${x}" y="${baseline}" textLength="${width}">${escapeMarkup(part)}</text>`;
			}
			at += part.length;
		} else {
			for (const {segment} of graphemes.segment(part)) {
				const width = columns(segment) * cell.width;
				result += `<text class="${name}" x="${at * cell.width}" y="${baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeMarkup(segment)}</text>`;
				at += columns(segment);
			}
		}
	}
	return result;
}

const graphemes = new Intl.Segmenter();

function drawn(text: string, x: number, name: string): string {
	let path = '';
	for (const [run] of text.matchAll(/([\u2591-\u2593])\1*|[^\u2591-\u2593]+/g)) {
		const shapes = [...run].flatMap((character, index) => moved(drawing(character, cell).shapes, index * cell.width));
		const {opacity} = drawing(run[0] ?? ' ', cell);
		const shade = opacity < 1 ? ` fill-opacity="${opacity}"` : '';
		const at = x + text.indexOf(run) * cell.width;
		const rectangles = joined(shapes);
		const blocks = pathOf(
			rectangles.filter(each => !isThin(each)),
			at,
		);
		const polygons = shapes.flatMap(shape => (shape.kind === 'polygon' ? polygon(shape.points, at) : [])).join('');
		const lines = pathOf(rectangles.filter(isThin), at) + polygons;
		path += blocks && `<path class="${name}" shape-rendering="crispEdges"${shade} d="${blocks}"/>`;
		path += lines && `<path class="${name}" d="${lines}"/>`;
	}
	return path;
}

function moved(shapes: readonly Shape[], by: number): readonly Shape[] {
	return shapes.map(shape =>
		shape.kind === 'rectangle'
			? {...shape, x: shape.x + by}
			: {...shape, points: shape.points.map((value, index) => (index % 2 === 0 ? value + by : value))},
	);
}

type Rectangle = Extract<Shape, {kind: 'rectangle'}>;

/**
 * Whether a rectangle is a line. Lines have smooth edges: crisp ones can fall between two pixels in a smaller image and
 * vanish.
 */
function isThin({width, height}: Rectangle): boolean {
	return Math.min(width, height) <= 2 * lineWidth(cell);
}

/** Joins rectangles that touch or overlap along a line. */
function joined(shapes: readonly Shape[]): readonly Rectangle[] {
	const result: Rectangle[] = [];
	for (const shape of shapes) {
		if (shape.kind === 'rectangle') {
			const index = result.findLastIndex(
				({x, y, width, height}) => y === shape.y && height === shape.height && x + width >= shape.x,
			);
			const before = result[index];
			if (before) {
				result[index] = {...before, width: Math.max(before.width, shape.x + shape.width - before.x)};
			} else {
				result.push(shape);
			}
		}
	}
	return result;
}

function pathOf(rectangles: readonly Rectangle[], by: number): string {
	return rectangles.map(({x, y, width, height}) => `M${x + by} ${y}h${width}v${height}h${-width}z`).join('');
}

function polygon(points: readonly number[], by: number): string {
	const corners = points.map((value, index) => Math.round((index % 2 === 0 ? value + by : value) * 10) / 10);
	return `M${corners.join(' ')}z`;
}

/** Escapes a text for XML and HTML, and removes characters that XML does not allow. */
export function escapeMarkup(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\t\n\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '')
		.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
