import {paletteOf, toHex} from '../cell-style.ts';
import type {Frame, Recording} from '../recording.ts';
import type {Markup} from './svg-markup.ts';
import {cell, escapeMarkup, margin, markupOf} from './svg-markup.ts';

/**
 * Encodes a recording as one SVG without a script. Each row of the screen is a strip of the rows that it shows in turn,
 * moved by an animation. Without animations, or with reduced motion, it shows the last frame. A recording of one frame
 * is a still.
 */
export function svg(recording: Recording): string {
	const markup = markupOf(recording);
	const rows = definitions(recording, markup);
	const strips = Array.from({length: recording.size.rows}, (_, row) => strip(recording, row));
	const width = recording.size.columns * cell.width;
	const height = recording.size.rows * cell.height;
	const [outerWidth, outerHeight] = [width + 2 * margin.x, height + 2 * margin.y];
	const moving = strips.map(({keyframes}) => keyframes).join('');
	const animation = `@media (prefers-reduced-motion:no-preference){${moving}.m{animation:${recording.duration}ms step-end infinite}}`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${outerWidth}" height="${outerHeight}" viewBox="0 0 ${outerWidth} ${outerHeight}" role="img" xml:space="preserve">`,
		`<title>${escapeMarkup(recording.title)}</title>`,
		`<style>${markup.css()}${moving === '' ? '' : animation}</style>`,
		`<defs>${rows}</defs>`,
		`<rect width="${outerWidth}" height="${outerHeight}" rx="8" fill="${toHex(paletteOf(recording.theme).background)}"/>`,
		`<svg x="${margin.x}" y="${margin.y}" width="${width}" height="${height}">`,
		...strips.map(({body}) => body),
		'</svg>',
		'</svg>\n',
	].join('\n');
}

/** Defines each row once, and the parts that several rows share. */
function definitions(recording: Recording, markup: Markup): string {
	const used = new Map<string, number>();
	const rows = recording.rows.map(row => row.pieces.map(markup.of));
	for (const piece of rows.flat()) {
		used.set(piece, (used.get(piece) ?? 0) + 1);
	}
	const shared = new Map<string, string>();
	for (const [piece, count] of used) {
		if (count > 1) {
			shared.set(piece, `p${shared.size}`);
		}
	}
	const piece = (text: string) => (shared.has(text) ? `<use href="#${shared.get(text)}"/>` : text);
	return [
		...Array.from(shared, ([text, id]) => `<g id="${id}">${text}</g>`),
		...rows.map((pieces, index) => `<g id="r${index}">${pieces.map(piece).join('')}</g>`),
	].join('\n');
}

function strip(recording: Recording, row: number): {readonly body: string; readonly keyframes: string} {
	const turns = turnsOf(recording.frames, row);
	const places = [...new Set(turns.map(({index}) => index))];
	const x = (index: number) => places.indexOf(index) * recording.size.columns * cell.width;
	const uses = places.map(place => {
		const at = x(place);
		return `<use href="#r${place}"${at === 0 ? '' : ` x="${at}"`}/>`;
	});
	const open = `<g transform="translate(0 ${row * cell.height})">`;
	if (places.length <= 1) {
		return {body: `${open}${uses.join('')}</g>`, keyframes: ''};
	}
	const last = -x(turns.at(-1)?.index ?? 0);
	const steps = turns.map(({at, index}) => {
		return `${((100 * at) / recording.duration).toFixed(3)}%{transform:translateX(${-x(index)}px)}`;
	});
	return {
		body: `${open}<g class="m" style="animation-name:m${row};transform:translateX(${last}px)">${uses.join('')}</g></g>`,
		keyframes: `@keyframes m${row}{${steps.join('')}}`,
	};
}

/** The rows that one row of the screen shows, with their start times. */
function turnsOf(frames: readonly Frame[], row: number): readonly {readonly at: number; readonly index: number}[] {
	return frames
		.map(({at, rows}) => ({at, index: rows[row] ?? 0}))
		.filter(({index}, turn, all) => turn === 0 || all[turn - 1]?.index !== index);
}
