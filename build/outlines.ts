import {readFile, writeFile} from 'node:fs/promises';
import opentype from 'opentype.js';

/**
 * Generates source/exports/recording/raster/font/outlines.txt, with which GIF and PNG are drawn. Run this file by hand
 * (`node build/outlines.ts`) when the fonts or the characters change. Characters that the first font lacks come from
 * the second, which has the signs of the view.
 */
const fonts = {
	regular: [
		'@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
		'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
	],
	bold: [
		'@expo-google-fonts/jetbrains-mono/700Bold/JetBrainsMono_700Bold.ttf',
		'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
	],
} as const;

const range = (from: number, to: number) =>
	Array.from({length: to - from + 1}, (_, index) => String.fromCodePoint(from + index));
const signs = [...'‐‑‒–—―‖‘’‚“”„†‡•…‰′″‹›€←↑→↓↔↕∅∈∑−∞≈≠≤≥⊘■□▲△▶▸▼▽◀◂◆◇○●◐◑◒◓✓✔✗✘\ufffd'];
const latin = range(0x21, 0x7e);

/** Latin, Greek, Cyrillic and signs; in bold only ASCII and signs. Box and block drawing need no font. */
const characters = {
	regular: [...latin, ...range(0xa1, 0x17f), ...range(0x386, 0x3ce), ...range(0x401, 0x45f), ...signs],
	bold: [...latin, ...signs],
} as const;

/** Units per cell: at 20 pixels a cell, a unit is a twentieth of a pixel. */
const units = 400;

const loaded = {regular: await Promise.all(fonts.regular.map(load)), bold: await Promise.all(fonts.bold.map(load))};
const lines = (['regular', 'bold'] as const).flatMap(weight =>
	characters[weight].flatMap(character => {
		const glyph = loaded[weight].find(font => font.charToGlyphIndex(character) > 0)?.charToGlyph(character);
		return glyph ? `${weight} ${character} ${write(glyph.path.commands, units / glyph.advanceWidth)}` : [];
	}),
);
await writeFile(
	new URL('../source/exports/recording/raster/font/outlines.txt', import.meta.url),
	`${lines.join('\n')}\n`,
);

type Glyph = ReturnType<Awaited<ReturnType<typeof load>>['charToGlyph']>;

/** Converts outlines to an SVG path in relative coordinates. y grows upwards from the baseline. */
function write(commands: Glyph['path']['commands'], scale: number): string {
	let [x, y] = [0, 0];
	let [startX, startY] = [0, 0];
	let path = '';
	const to = (...points: readonly number[]) => {
		const [fromX, fromY] = [x, y];
		const scaled = points.map(point => Math.round(point * scale));
		[x, y] = scaled.slice(-2) as [number, number];
		return scaled.map((each, index) => each - (index % 2 === 0 ? fromX : fromY));
	};
	for (const command of commands) {
		if (command.type === 'Z') {
			[x, y] = [startX, startY];
			path += 'z';
		} else if (command.type === 'Q') {
			path += join('q', to(command.x1, command.y1, command.x, command.y));
		} else if (command.type === 'C') {
			throw new Error('outlines.txt has no cubic curves');
		} else {
			const [dx = 0, dy = 0] = to(command.x, command.y);
			if (command.type === 'M') {
				[startX, startY] = [x, y];
				path += join('m', [dx, dy]);
			} else if (dx !== 0 || dy !== 0) {
				path += join('l', [dx, dy]);
			}
		}
	}
	return path;
}

function join(letter: string, numbers: readonly number[]): string {
	return letter + numbers.join(' ').replaceAll(' -', '-');
}

async function load(file: string) {
	const {buffer, byteOffset, byteLength} = await readFile(new URL(`../node_modules/${file}`, import.meta.url));
	return opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength));
}
