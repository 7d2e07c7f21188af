import type {Role, Weight} from '../../view/theme.ts';
import {paint} from '../../view/theme.ts';
import type {ThemeName} from './recording.ts';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** How text of one role and weight looks where there is no terminal. */
export type Look = {readonly ink: Colour; readonly ground: Colour; readonly bold: boolean};

/** The colours of a terminal: those that a theme leaves to it, too. */
export type Palette = {
	readonly background: Colour;
	readonly foreground: Colour;
	/** Black, red, green, yellow, blue, magenta, cyan, white, and the same brightly. */
	readonly sixteen: readonly Colour[];
};

const dark: Palette = {
	background: hex('0d1117'),
	foreground: hex('d5dbe3'),
	sixteen:
		'484f58 ff7b72 3fb950 d29922 58a6ff bc8cff 39c5cf b1bac4 6e7681 ffa198 56d364 e3b341 79c0ff d2a8ff 56d4dd ffffff'
			.split(' ')
			.map(hex),
};

const light: Palette = {
	background: hex('ffffff'),
	foreground: hex('24292f'),
	sixteen:
		'24292f cf222e 116329 4d2d00 0969da 8250df 1b7c83 6e7781 57606a a40e26 1a7f37 633c01 218bff a475f9 3192aa 8c959f'
			.split(' ')
			.map(hex),
};

export function paletteOf(theme: ThemeName): Palette {
	return theme === 'light' ? light : dark;
}

/** Looks as the theme itself paints them: what it does to a text in a terminal is read from the escape sequences. */
export function looksOf(theme: ThemeName): (role: Role, weight: Weight) => Look {
	const painter = paint(theme, 3);
	const palette = paletteOf(theme);
	const known = new Map<string, Look>();
	return (role, weight) => {
		const name = `${role} ${weight}`;
		const look = known.get(name) ?? read(painter[role][weight]('x'), palette);
		known.set(name, look);
		return look;
	};
}

function read(painted: string, palette: Palette): Look {
	const codes = [...(painted.split('x')[0] ?? '').matchAll(/\u001b\[([\d;]*)m/g)].map(([, code = '']) => code);
	let ink = palette.foreground;
	for (const code of codes) {
		ink = colourOf(code, palette) ?? ink;
	}
	if (codes.includes('2')) {
		ink = blend(palette.background, ink, 0.55);
	}
	const bold = codes.includes('1');
	return codes.includes('7') ? {ink: palette.background, ground: ink, bold} : {ink, ground: palette.background, bold};
}

function colourOf(code: string, {sixteen}: Palette): Colour | undefined {
	const [, red, green, blue] = /^38;2;(\d+);(\d+);(\d+)$/.exec(code) ?? [];
	if (red !== undefined) {
		return [Number(red), Number(green), Number(blue)];
	}
	const number = Number(code);
	return number >= 90 ? sixteen[number - 90 + 8] : number >= 30 ? sixteen[number - 30] : undefined;
}

/** From one colour to another, 0 to 1 of the way. */
export function blend(from: Colour, to: Colour, share: number): Colour {
	const mix = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
	return [mix(0), mix(1), mix(2)];
}

/** `#2f95ff`. */
export function toHex(colour: Colour): string {
	return `#${colour.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

function hex(text: string): Colour {
	const number = Number.parseInt(text, 16);
	return [number >> 16, (number >> 8) & 255, number & 255];
}
