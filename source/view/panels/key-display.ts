import {keyLabel} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns as columnsOf, cut, emptyLine, lineWidth, overlay, span, truncate} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** How long a key stays visible, in ms. */
export const keyDisplayMs = 1500;

/** Adds the last key pressed, and what it does, at the right end of the row above the footer. */
export function withKeyDisplay(
	lines: readonly Line[],
	{key, words}: NonNullable<ScreenProps['pressed']>,
	{size: {columns, rows}, glyphs}: Pick<ScreenProps, 'size' | 'glyphs'>,
): readonly Line[] {
	const whole = Array.from({length: rows}, (_, index) => lines[index] ?? emptyLine);
	const below = whole.at(-2) ?? emptyLine;
	const cap = [span('text', ' '), span('accent', ` ${keyLabel(labels[key] ?? key, glyphs)} `, 'selected')];
	const named = words === '' ? cap : [...cap, span('text', ` ${words} `)];
	const parts = wholeParts(below);
	const room = (shown: Line) => columns - 1 - lineWidth(shown);
	// The words of the key matter less than the first sentence, and more than what follows it.
	const least = parts.at(-1) ?? emptyLine;
	const shown = lineWidth(least) <= room(named) ? named : cap;
	const kept = parts.find(part => lineWidth(part) <= room(shown)) ?? truncate(least, room(shown), glyphs.ellipsis);
	return whole.with(-2, overlay(kept, shown, room(shown)));
}

/** Returns a row whole, then without its last part, and so on. Two or more blanks separate parts. */
function wholeParts(line: Line): readonly Line[] {
	const text = line.map(piece => piece.text).join('');
	const ends = [...text.matchAll(/(?<=\S) {2,}/g)].map(({index}) => columnsOf(text.slice(0, index)));
	return [line, ...ends.reverse().map(end => cut(line, 0, end))];
}

/** The captions of keys that have no character. */
const labels: Readonly<Record<string, string>> = {
	enter: 'Enter',
	escape: 'Esc',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
	backspace: 'Backspace',
	pageup: 'Page up',
	pagedown: 'Page down',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
};
