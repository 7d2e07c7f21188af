import type {Glyphs} from '../../view/glyphs.ts';
import type {Line} from '../../view/line.ts';
import {blank, over, span, truncate, width} from '../../view/line.ts';
import type {Size} from '../../view/screens/screen.tsx';
import type {PressedKey} from './film.ts';

/** ms that a key stays to be seen. */
const shown = 1500;

/** The key that is to be seen at a moment: the last that was pressed. */
export function keyAt(keys: readonly PressedKey[], at: number): PressedKey | undefined {
	return keys.findLast(key => key.at <= at && at < key.at + shown);
}

/** The rows of a screen with a key, and what it does, at their bottom right. */
export function withKey(
	lines: readonly Line[],
	{key, words}: PressedKey,
	{columns}: Size,
	{ellipsis}: Glyphs,
): readonly Line[] {
	const cap = [span('accent', ` ${key} `, 'selected'), span('text', words === '' ? '' : ` ${words} `)];
	const fits = truncate(cap, columns - 1, ellipsis);
	return lines.with(-1, over(lines.at(-1) ?? blank, fits, columns - 1 - width(fits)));
}
