import type {Role, Weight} from '../../view/theme.ts';
import {createTheme} from '../../view/theme.ts';
import type {ThemeName} from './recording.ts';

/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number];

/** The colors of text of one role and weight. */
export type CellStyle = {readonly foreground: Color; readonly background: Color; readonly bold: boolean};

/** The colors of a terminal, which some themes use. */
export type Palette = {
	readonly background: Color;
	readonly foreground: Color;
	/** Black, red, green, yellow, blue, magenta, cyan, white, and their bright versions. */
	readonly sixteen: readonly Color[];
};

/** GitHub's dark colors. */
export const darkPalette: Palette = {
	background: hex('0d1117'),
	foreground: hex('d5dbe3'),
	sixteen:
		'484f58 ff7b72 3fb950 d29922 58a6ff bc8cff 39c5cf b1bac4 6e7681 ffa198 56d364 e3b341 79c0ff d2a8ff 56d4dd ffffff'
			.split(' ')
			.map(hex),
};

/** GitHub's light colors. */
export const lightPalette: Palette = {
	background: hex('ffffff'),
	foreground: hex('24292f'),
	sixteen:
		'24292f cf222e 116329 4d2d00 0969da 8250df 1b7c83 6e7781 57606a a40e26 1a7f37 633c01 218bff a475f9 3192aa 8c959f'
			.split(' ')
			.map(hex),
};

/** Returns the colors that an image uses: those of `palette`, or else of the theme. */
export function paletteOf(theme: ThemeName, palette?: Palette): Palette {
	if (palette) {
		return palette;
	}
	return theme === 'light' ? lightPalette : darkPalette;
}

/** Returns the styles of a theme, read from the escape sequences that the theme itself writes. */
export function cellStyles(theme: ThemeName, colors?: Palette): (role: Role, weight: Weight) => CellStyle {
	const painter = createTheme(theme, 3);
	const palette = paletteOf(theme, colors);
	const known = new Map<string, CellStyle>();
	return (role, weight) => {
		const name = `${role} ${weight}`;
		const style = known.get(name) ?? parseStyle(painter[role][weight]('x'), palette);
		known.set(name, style);
		return style;
	};
}

function parseStyle(painted: string, palette: Palette): CellStyle {
	const codes = [...(painted.split('x')[0] ?? '').matchAll(/\u001b\[([\d;]*)m/g)].map(([, code = '']) => code);
	let foreground = palette.foreground;
	for (const code of codes) {
		foreground = colorOf(code, palette) ?? foreground;
	}
	if (codes.includes('2')) {
		foreground = blend(palette.background, foreground, 0.55);
	}
	const bold = codes.includes('1');
	return codes.includes('7')
		? {foreground: palette.background, background: foreground, bold}
		: {foreground, background: palette.background, bold};
}

function colorOf(code: string, {sixteen}: Palette): Color | undefined {
	const [, red, green, blue] = /^38;2;(\d+);(\d+);(\d+)$/.exec(code) ?? [];
	if (red !== undefined) {
		return [Number(red), Number(green), Number(blue)];
	}
	const number = Number(code);
	return number >= 90 ? sixteen[number - 90 + 8] : number >= 30 ? sixteen[number - 30] : undefined;
}

/** Mixes two colors: `share` 0 is the first, 1 the second. */
export function blend(from: Color, to: Color, share: number): Color {
	const mix = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
	return [mix(0), mix(1), mix(2)];
}

/** Formats `#2f95ff`. */
export function toHex(color: Color): string {
	return `#${color.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Reads `2f95ff`. */
export function hex(text: string): Color {
	const number = Number.parseInt(text, 16);
	return [number >> 16, (number >> 8) & 255, number & 255];
}
