import {createHash} from 'node:crypto';
import type {Palette} from '../cell-style.ts';
import {paletteOf, toHex} from '../cell-style.ts';
import type {FormatOptions} from '../format-options.ts';
import type {Geometry} from '../geometry.ts';
import {cell, geometryOf} from '../geometry.ts';
import type {Frame, Recording} from '../recording.ts';
import {descriptionOf} from '../recording.ts';
import {dotColor, titlePiece} from '../window-bar.ts';
import type {Markup} from './svg-markup.ts';
import {escapeMarkup, markupOf, textStyle} from './svg-markup.ts';

/**
 * Encodes a recording as one SVG without a script. Each row of the screen is a strip of the rows that it shows in turn,
 * moved by an animation. Without animations, or with reduced motion, the image shows the poster, which is the last
 * frame unless another was chosen. A recording of one frame is a still.
 */
export function svg(recording: Recording, options: FormatOptions = {}): string {
	const {loop = 0, poster = recording.duration, palette} = options;
	const id = idOf(recording, options);
	const description = descriptionOf(recording);
	const markup = markupOf(recording, id, palette);
	const rows = definitions(recording, markup, id);
	const strips = Array.from({length: recording.size.rows}, (_, row) => strip(recording, row, id, poster));
	const width = recording.size.columns * cell.width;
	const height = recording.size.rows * cell.height;
	const geometry = geometryOf(recording.size, options);
	const bar = windowBar(recording, geometry, palette, markup);
	const moving = strips.map(({keyframes}) => keyframes).join('');
	const animation = `@media (prefers-reduced-motion:no-preference){${moving}.${id}m{animation:${recording.duration}ms step-end ${loop === 0 ? 'infinite' : loop}}}`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" id="${id}" width="${geometry.width}" height="${geometry.height}" viewBox="0 0 ${geometry.width} ${geometry.height}" role="img" aria-labelledby="${id}t${description === '' ? '' : ` ${id}d`}" style="${textStyle}" xml:space="preserve">`,
		`<title id="${id}t">${escapeMarkup(recording.title)}</title>`,
		...(description === '' ? [] : [`<desc id="${id}d">${escapeMarkup(description)}</desc>`]),
		`<style>${markup.css()}${moving === '' ? '' : animation}</style>`,
		`<defs>${rows}</defs>`,
		`<rect width="${geometry.width}" height="${geometry.height}" rx="8" fill="${toHex(paletteOf(recording.theme, palette).background)}"/>`,
		...bar,
		`<svg x="${geometry.left}" y="${geometry.top}" width="${width}" height="${height}">`,
		...strips.map(({body}) => body),
		'</svg>',
		'</svg>\n',
	].join('\n');
}

/** Draws the dots and the title above the screen, if there are any. */
function windowBar(
	{title, size, theme}: Recording,
	{bar, left}: Geometry,
	colors: Palette | undefined,
	markup: Markup,
): readonly string[] {
	if (!bar) return [];
	const palette = paletteOf(theme, colors);
	const dots = bar.dots.map(
		({x, y, color}) => `<circle cx="${x}" cy="${y}" r="${bar.radius}" fill="${toHex(dotColor(palette, color))}"/>`,
	);
	return [...dots, `<g transform="translate(${left} ${bar.titleTop})">${markup.of(titlePiece(title, size))}</g>`];
}

/**
 * Returns the id of an image. All its other ids and its animations start with it, because the images of a page share
 * one namespace. Equal recordings have equal ids, so that they give the same bytes.
 */
function idOf({rows, frames, duration, size, theme}: Recording, options: FormatOptions): string {
	const {palette, padding, windowBar, poster, loop} = options;
	const appearance = [size, theme, palette, padding, windowBar, poster, loop];
	const content = JSON.stringify([rows.map(({pieces}) => pieces), frames, duration, appearance]);
	const digest = createHash('sha256').update(content).digest();
	// Five characters of base 36, the first one a letter.
	return (10 * 36 ** 4 + (digest.readUInt32BE() % (26 * 36 ** 4))).toString(36);
}

/** Defines each row once, and the parts that several rows share. */
function definitions(recording: Recording, markup: Markup, id: string): string {
	const used = new Map<string, number>();
	const rows = recording.rows.map(row => row.pieces.map(markup.of));
	for (const piece of rows.flat()) {
		used.set(piece, (used.get(piece) ?? 0) + 1);
	}
	const shared = new Map<string, string>();
	for (const [piece, count] of used) {
		if (count > 1) {
			shared.set(piece, `${id}p${shared.size}`);
		}
	}
	const piece = (text: string) => (shared.has(text) ? `<use href="#${shared.get(text)}"/>` : text);
	return [
		...Array.from(shared, ([text, name]) => `<g id="${name}">${text}</g>`),
		...rows.map((pieces, index) => `<g id="${id}r${index}">${pieces.map(piece).join('')}</g>`),
	].join('\n');
}

function strip(
	recording: Recording,
	row: number,
	id: string,
	poster: number,
): {readonly body: string; readonly keyframes: string} {
	const turns = turnsOf(recording.frames, row);
	const places = [...new Set(turns.map(({index}) => index))];
	const x = (index: number) => places.indexOf(index) * recording.size.columns * cell.width;
	const uses = places.map(place => {
		const at = x(place);
		return `<use href="#${id}r${place}"${at === 0 ? '' : ` x="${at}"`}/>`;
	});
	const open = `<g transform="translate(0 ${row * cell.height})">`;
	if (places.length <= 1) {
		return {body: `${open}${uses.join('')}</g>`, keyframes: ''};
	}
	const still = -x(turns.findLast(({at}) => at <= poster)?.index ?? 0);
	const steps = turns.map(({at, index}) => {
		return `${((100 * at) / recording.duration).toFixed(3)}%{transform:translateX(${-x(index)}px)}`;
	});
	return {
		body: `${open}<g class="${id}m" style="animation-name:${id}m${row};transform:translateX(${still}px)">${uses.join('')}</g></g>`,
		keyframes: `@keyframes ${id}m${row}{${steps.join('')}}`,
	};
}

/** Returns the rows that one row of the screen shows, with their start times. */
function turnsOf(frames: readonly Frame[], row: number): readonly {readonly at: number; readonly index: number}[] {
	return frames
		.map(({at, rows}) => ({at, index: rows[row] ?? 0}))
		.filter(({index}, turn, all) => turn === 0 || all[turn - 1]?.index !== index);
}
