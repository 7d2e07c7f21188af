import type {Line} from '../line.ts';
import {emptyLine, lineWidth, overlay, span, truncate} from '../line.ts';
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
	const cap = [
		span('text', ' '),
		span('accent', ` ${labels[key] ?? key} `, 'selected'),
		span('text', words === '' ? '' : ` ${words} `),
	];
	const fits = truncate(cap, columns - 1, glyphs.ellipsis);
	return whole.with(-2, overlay(whole.at(-2) ?? emptyLine, fits, columns - 1 - lineWidth(fits)));
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
