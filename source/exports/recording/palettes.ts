import type {Color, Palette} from './cell-style.ts';
import {darkPalette, hex, lightPalette} from './cell-style.ts';

/** Named palettes of terminals: background, foreground, and the sixteen colors. */
export const palettes: Readonly<Record<string, Palette>> = {
	'github-dark': darkPalette,
	'github-light': lightPalette,
	'solarized-dark': read(
		'002b36 93a1a1',
		'073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 586e75 cb4b16 859900 b58900 268bd2 6c71c4 2aa198 fdf6e3',
	),
	'solarized-light': read(
		'fdf6e3 586e75',
		'eee8d5 dc322f 859900 b58900 268bd2 d33682 2aa198 073642 93a1a1 cb4b16 859900 b58900 268bd2 6c71c4 2aa198 002b36',
	),
	dracula: read(
		'282a36 f8f8f2',
		'21222c ff5555 50fa7b f1fa8c bd93f9 ff79c6 8be9fd f8f8f2 6272a4 ff6e6e 69ff94 ffffa5 d6acff ff92df a4ffff ffffff',
	),
	nord: read(
		'2e3440 d8dee9',
		'3b4252 bf616a a3be8c ebcb8b 81a1c1 b48ead 88c0d0 e5e9f0 4c566a bf616a a3be8c ebcb8b 81a1c1 b48ead 8fbcbb eceff4',
	),
};

/**
 * Reads a palette from JSON such as `{"fg": "#d0d0d0", "bg": "#111111", "palette": "#000000:…"}`, as in the header of
 * an asciicast, or from an asciicast itself. Undefined if the text has no palette.
 */
export function parsePalette(text: string): Palette | undefined {
	const header = parseJson(text) ?? parseJson(text.split('\n')[0] ?? '');
	const {fg, bg, palette} = asRecord(asRecord(asRecord(header).term).theme ?? asRecord(header).theme ?? header);
	if (typeof fg !== 'string' || typeof bg !== 'string' || typeof palette !== 'string') return undefined;
	const colors = [bg, fg, ...palette.split(':')];
	if (![10, 18].includes(colors.length) || !colors.every(color => /^#[\da-f]{6}$/i.test(color))) return undefined;
	const [background, foreground, ...some] = colors.map(color => hex(color.slice(1))) as [Color, Color, ...Color[]];
	// A palette of eight colors has no bright ones: the normal ones are used.
	return {background, foreground, sixteen: some.length === 8 ? [...some, ...some] : some};
}

/** Returns the contrast of text on its background, 1 to 21, as WCAG defines it. */
export function contrastOf({foreground, background}: Palette): number {
	const [darker, lighter] = [luminance(foreground), luminance(background)].sort((one, other) => one - other) as [
		number,
		number,
	];
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: Color): number {
	const [red, green, blue] = color.map(part => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function read(ground: string, sixteen: string): Palette {
	const [background, foreground] = ground.split(' ').map(hex) as [Color, Color];
	return {background, foreground, sixteen: sixteen.split(' ').map(hex)};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
