import type {Axis} from '../axis.ts';
import {ticks} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, overlay, span, truncate, columns as widthOf} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import type {Role} from '../theme.ts';

/**
 * The captions in a frame. Each is drawn if it fits: the title at the top left, `words` at the top right, `foot` at the
 * bottom right.
 */
export type Captions = {
	readonly title: Line;
	readonly words?: Line;
	readonly foot?: Line;
	/** The caption at the bottom left. */
	readonly note?: Line;
	/** The role of the frame. */
	readonly role?: Role;
	/** An axis along the top, in the columns of the panel. */
	readonly axis?: Axis;
};

/** Draws a frame around rows. Each row has `columns - 4` columns. */
export function panel(captions: Captions, rows: readonly Line[], columns: number, glyphs: Glyphs): readonly Line[] {
	const {title, words = emptyLine, foot = emptyLine, note = emptyLine, role = 'rule', axis} = captions;
	const {frame, ellipsis} = glyphs;
	const rule = (length: number) => span(role, frame.horizontal.repeat(Math.max(0, length)));
	const head = truncate(title, columns - 6, ellipsis);
	const left = columns - 6 - lineWidth(head);
	const end = spaced(left > 4 ? truncate(words, left - 3, ellipsis) : emptyLine, role);
	const bottom = spaced(lineWidth(foot) + 6 <= columns ? foot : emptyLine, role);
	const start = spaced(lineWidth(note) + lineWidth(bottom) + 8 <= columns ? note : emptyLine, role);
	const top: Line = [
		span(role, `${frame.topLeft}${frame.horizontal}`),
		...(lineWidth(head) > 0 ? spaced(head, role) : [rule(2)]),
		rule(left - lineWidth(end)),
		...end,
		span(role, `${frame.horizontal}${frame.topRight}`),
	];
	return [
		axis ? withTicks(top, axis) : top,
		...rows.map(row => [
			span(role, `${frame.vertical} `),
			...fit(row, columns - 4, ellipsis),
			span(role, ` ${frame.vertical}`),
		]),
		[
			span(role, `${frame.bottomLeft}${frame.horizontal}`),
			...start,
			rule(columns - 4 - lineWidth(start) - lineWidth(bottom)),
			...bottom,
			span(role, `${frame.horizontal}${frame.bottomRight}`),
		],
	];
}

function spaced(line: Line, role: Role): Line {
	return lineWidth(line) > 0 ? [span(role, ' '), ...line, span(role, ' ')] : line;
}

/** Draws the labels of an axis over a rule. */
export function withTicks(line: Line, axis: Axis): Line {
	let result = line;
	for (const {0: label, index} of ticks(axis).matchAll(/\S+(?: s$)?/g)) {
		if (axis.left + index + widthOf(label) < lineWidth(line) - 1) {
			result = overlay(result, [span('muted', label)], axis.left + index);
		}
	}
	return result;
}

/** Draws a rule across a panel, with words at its right end. */
export function rule(words: Line, columns: number, {frame, ellipsis}: Glyphs): Line {
	const end = spaced(truncate(words, columns - 6, ellipsis), 'rule');
	const line = frame.horizontal.repeat(Math.max(0, columns - 3 - lineWidth(end)));
	return [span('rule', `${frame.left}${line}`), ...end, span('rule', `${frame.horizontal}${frame.right}`)];
}

/** Draws the key that shows more than a card does. Empty on a screen that takes no keys. */
export function cardKey(key: string, words: string, props: Pick<ScreenProps, 'hints'>): Line {
	if (!takesKeys(props)) return emptyLine;
	return [span('accent', key, 'strong'), span('muted', ` ${words}`)];
}

/** Draws a note, and what a key does. Leaves out the key on a screen that takes no keys. */
export function noteWithKey(note: string, key: string, words: string, props: Pick<ScreenProps, 'hints'>): Line {
	return [span('muted', takesKeys(props) ? `${note}, ` : note), ...cardKey(key, words, props)];
}

/** Draws a row of a framed list without the frame's left padding. The brackets of the selected row take its place. */
export function edgeRow(line: Line, width: number, {frame, ellipsis}: Glyphs): Line {
	return [span('rule', frame.vertical), ...fit(line, width - 3, ellipsis), span('rule', ` ${frame.vertical}`)];
}

/** Returns exactly `rows` lines: without the last ones, or with empty ones after them. */
export function padRows(lines: readonly Line[], rows: number): readonly Line[] {
	return [...lines, ...Array.from({length: Math.max(0, rows - lines.length)}, () => emptyLine)].slice(0, rows);
}
