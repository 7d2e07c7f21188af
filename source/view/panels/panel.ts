import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fit, span, truncate, width} from '../line.ts';
import type {Role} from '../theme.ts';

/** A frame with a title at its top left and words at its top right. Its content is `width - 4` columns wide. */
export function panel(
	{title, words, role = 'rule'}: {readonly title: Line; readonly words: Line; readonly role?: Role},
	rows: readonly Line[],
	columns: number,
	glyphs: Glyphs,
): readonly Line[] {
	const {frame, ellipsis} = glyphs;
	const head = truncate(title, columns - 6, ellipsis);
	const left = columns - 6 - width(head);
	const tail = left > 4 ? truncate(words, left - 3, ellipsis) : [];
	const end = tail.length > 0 ? [span(role, ' '), ...tail, span(role, ' ')] : [];
	const rule = frame.horizontal.repeat(left - width(end));
	return [
		[
			span(role, `${frame.topLeft}${frame.horizontal} `),
			...head,
			span(role, ` ${rule}`),
			...end,
			span(role, `${frame.horizontal}${frame.topRight}`),
		],
		...rows.map(row => [
			span(role, `${frame.vertical} `),
			...fit(row, columns - 4, ellipsis),
			span(role, ` ${frame.vertical}`),
		]),
		[span(role, frame.bottomLeft + frame.horizontal.repeat(columns - 2) + frame.bottomRight)],
	];
}
