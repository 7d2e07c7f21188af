import {rowUpdate} from '../../../view/cells/row-update.ts';
import type {Palette} from '../cell-style.ts';
import {paletteOf, toHex} from '../cell-style.ts';
import type {FormatOptions} from '../format-options.ts';
import type {Recording} from '../recording.ts';

/**
 * Encodes a recording as an asciicast for asciinema and its player: version 3, or 2 for older ones. Only changed rows
 * are written again. Players can jump to markers and show keys.
 */
export function cast(recording: Recording, {v2 = false, palette}: FormatOptions = {}): string {
	const events = [
		...recording.frames.map(({at}, index) => ({at, code: 'o', data: output(recording, index)})),
		...recording.markers.map(({at, words}) => ({at, code: 'm', data: words})),
		...recording.keys.map(pressed => ({at: pressed.at, code: 'i', data: keyBytes(pressed.key)})),
		{at: recording.duration, code: 'o', data: `\u001b[${recording.size.rows};1H\u001b[?25h`},
	].sort((one, other) => one.at - other.at);
	let before = 0;
	const lines = events.map(({at, code, data}) => {
		// Version 3 counts time from the previous event.
		const time = v2 ? at : at - before;
		before = at;
		return `[${(time / 1000).toFixed(3)}, ${JSON.stringify(code)}, ${JSON.stringify(data)}]`;
	});
	return `${[JSON.stringify(header(recording, v2, palette)), ...lines].join('\n')}\n`;
}

function header({size, title, theme}: Recording, v2: boolean, palette: Palette | undefined) {
	const {background, foreground, sixteen} = paletteOf(theme, palette);
	const colors = {fg: toHex(foreground), bg: toHex(background), palette: sixteen.map(toHex).join(':')};
	return v2
		? {version: 2, width: size.columns, height: size.rows, title, theme: colors}
		: {version: 3, term: {cols: size.columns, rows: size.rows, type: 'xterm-256color', theme: colors}, title};
}

/** Returns what turns the previous frame into this one. Before the first one, the screen is cleared. */
function output({frames, rows, size}: Recording, index: number): string {
	const before = frames[index - 1]?.rows;
	const ansi = (row: number | undefined) => (row === undefined ? '' : (rows[row]?.ansi ?? ''));
	const updates = (frames[index]?.rows ?? []).map((row, line) =>
		row === before?.[line] ? '' : rowUpdate(ansi(before?.[line]), ansi(row), size.columns, line + 1),
	);
	return `${before ? '' : '\u001b[?25l\u001b[2J'}${updates.join('')}`;
}

const bytes: Readonly<Record<string, string>> = {
	space: ' ',
	enter: '\r',
	escape: '\u001b',
	tab: '\t',
	'shift+tab': '\u001b[Z',
	backspace: '\u007f',
	pageup: '\u001b[5~',
	pagedown: '\u001b[6~',
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
};

/** Returns the bytes that a terminal sends for a key: its name if that is a character. */
export function keyBytes(key: string): string {
	return bytes[key] ?? key;
}
