import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span, truncate} from '../line.ts';
import type {Role} from '../theme.ts';

/** What the frame holds: a title at the top left, words at the top right and at the bottom right, if they fit. */
export type Captions = {
	readonly title: Line;
	readonly words?: Line;
	readonly foot?: Line;
	/** The role of the frame. */
	readonly role?: Role;
};

/** Draws a frame around rows. Each row has `columns - 4` columns. */
export function panel(captions: Captions, rows: readonly Line[], columns: number, glyphs: Glyphs): readonly Line[] {
	const {title, words = emptyLine, foot = emptyLine, role = 'rule'} = captions;
	const {frame, ellipsis} = glyphs;
	const rule = (length: number) => span(role, frame.horizontal.repeat(Math.max(0, length)));
	const head = truncate(title, columns - 6, ellipsis);
	const left = columns - 6 - lineWidth(head);
	const end = spaced(left > 4 ? truncate(words, left - 3, ellipsis) : emptyLine, role);
	const bottom = spaced(lineWidth(foot) + 6 <= columns ? foot : emptyLine, role);
	return [
		[
			span(role, `${frame.topLeft}${frame.horizontal} `),
			...head,
			span(role, ' '),
			rule(left - lineWidth(end)),
			...end,
			span(role, `${frame.horizontal}${frame.topRight}`),
		],
		...rows.map(row => [
			span(role, `${frame.vertical} `),
			...fit(row, columns - 4, ellipsis),
			span(role, ` ${frame.vertical}`),
		]),
		[
			span(role, frame.bottomLeft),
			rule(columns - 3 - lineWidth(bottom)),
			...bottom,
			span(role, `${frame.horizontal}${frame.bottomRight}`),
		],
	];
}

function spaced(line: Line, role: Role): Line {
	return line.length > 0 ? [span(role, ' '), ...line, span(role, ' ')] : line;
}
