import {seconds} from '../../model/format-duration.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {Role} from '../theme.ts';

/** Draws the total in digits three rows high, with its unit. */
export function bigNumber(ms: number, role: Role, glyphs: Glyphs): readonly [Line, Line, Line] {
	const signs = [...seconds(ms).slice(0, -2)].map(sign => glyphs.digits[sign] ?? (['   ', '   ', '   '] as const));
	const row = (index: 0 | 1 | 2) => signs.map(rows => rows[index]).join(' ');
	return [
		[span(role, row(0), 'strong')],
		[span(role, row(1), 'strong')],
		[span(role, row(2), 'strong'), span('muted', ' s')],
	];
}
