import {seconds} from '../../model/format-duration.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {Role} from '../theme.ts';

/** Draws the total in digits three rows high, with its unit if it has one. */
export function bigNumber(ms: number, role: Role, glyphs: Glyphs): readonly [Line, Line, Line] {
	const [digits = '', unit] = seconds(ms).split(' ');
	const signs = [...digits].map(sign => glyphs.digits[sign] ?? (['   ', '   ', '   '] as const));
	const row = (index: 0 | 1 | 2) => signs.map(rows => rows[index]).join(' ');
	return [
		[span(role, row(0), 'strong')],
		[span(role, row(1), 'strong')],
		[span(role, row(2), 'strong'), ...(unit ? [span('muted', ` ${unit}`)] : [])],
	];
}
