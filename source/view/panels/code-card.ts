import type {CodePane, LineMark} from '../../model/projections/code.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, span, stripControls} from '../line.ts';
import {codeRows, digitsOf} from './code.ts';
import {panel, rule} from './panel.ts';

/** Returns the rows that the files need with their frame and the rule between them. */
export function codeHeight(panes: readonly CodePane[]): number {
	return panes.slice(0, 2).reduce((sum, {lines}) => sum + lines.length, Math.min(2, panes.length) + 1);
}

/**
 * Draws the files that run in one frame: the strategy, and below it the tasks that it awaits. Exactly `rows` rows,
 * starting with those of `above`.
 */
export function codeCard(
	panes: readonly CodePane[],
	rows: number,
	width: number,
	glyphs: Glyphs,
	title: Line = [span('accent', 'Code', 'strong')],
	above: readonly Line[] = [],
): readonly Line[] {
	const inner = width - 4;
	const words = above.slice(0, Math.max(0, rows - 4));
	const room = rows - words.length;
	const [first, second] = panesIn(panes, room - 3);
	const head = {title, words: nameOf(first)};
	if (!first || !second) {
		const lines = first ? inColumns(first, room - 2, inner, glyphs) : blank(room - 2);
		return panel(head, [...words, ...lines], width, glyphs);
	}

	const [upper, lower] = split(first, second, room - 3);
	const digits = Math.max(digitsOf(first), digitsOf(second));
	const rowsOf = (pane: CodePane, count: number) => codeRows(pane, count, codeWidth(pane, inner), glyphs, digits);
	const lines = panel(head, [...words, ...rowsOf(first, upper), ...rowsOf(second, lower)], width, glyphs);
	return lines.toSpliced(words.length + upper + 1, 0, rule(nameOf(second), width, glyphs));
}

/** Draws the files without a frame, below a rule: the more relevant file, or both if there are enough rows. */
export function bareCode(panes: readonly CodePane[], rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const line = [span('rule', glyphs.frame.horizontal.repeat(width))];
	const [first, second] = panesIn(panes, rows - 2);
	const [upper, lower] = first && second && rows >= 8 ? split(first, second, rows - 2) : [rows - 1, 0];
	const below = lower > 0 ? second : undefined;
	const digits = Math.max(...[first, below].map(pane => (pane ? digitsOf(pane) : 0)));
	return [
		line,
		...(first ? codeRows(first, upper, width, glyphs, digits) : blank(upper)),
		...(below ? [line, ...codeRows(below, lower, width, glyphs, digits)] : []),
	];
}

const blank = (rows: number): readonly Line[] => Array.from({length: rows}, () => emptyLine);

const nameOf = (pane: CodePane | undefined): Line => (pane ? [span('muted', stripControls(pane.name))] : emptyLine);

/**
 * Returns the files to draw in `rows` rows and a rule: both if there is room, else the one that shows most about the
 * current moment. In a few rows, the first file alone is better if all of it fits.
 */
function panesIn(panes: readonly CodePane[], rows: number): readonly CodePane[] {
	const fitsAlone = (panes[0]?.lines.length ?? 0) <= rows + 1;
	if (panes.length < 2 || rows >= (fitsAlone ? 5 : 3)) {
		return panes.slice(0, 2);
	}

	const [mostRelevant] = panes.toSorted((one, other) => weightOf(other) - weightOf(one));
	return mostRelevant && weightOf(mostRelevant) > weights.suspended ? [mostRelevant] : panes.slice(0, 1);
}

const weights: Readonly<Record<LineMark['kind'], number>> = {
	...{blocked: 4, failed: 3, running: 2},
	...{suspended: 1, received: 1, ended: 0},
};

const weightOf = ({lines}: CodePane) => Math.max(0, ...lines.map(({mark}) => (mark ? weights[mark.kind] : 0)));

/** Divides the rows between two files: each gets what it needs, or about half. */
function split(first: CodePane, second: CodePane, rows: number): readonly [upper: number, lower: number] {
	const [one, two] = [first.lines.length, second.lines.length];
	const upper = one + two <= rows ? one : Math.max(Math.min(one, Math.floor(rows / 2)), rows - two);
	return [upper, rows - upper];
}

/** Returns the columns for a file: in a wide terminal, the notes on waiting tasks must stay next to the code. */
export function codeWidth({lines}: CodePane, room: number): number {
	return Math.min(room, Math.max(40, ...lines.map(({text}) => columns(stripControls(text)))) + 50);
}

/** Columns between the two halves of one file. */
const gutter = 3;

/** Draws a file. A program that is too long for its panel gets two columns if its lines are short enough. */
function inColumns(pane: CodePane, rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const half = Math.floor((width - gutter) / 2);
	// Import lines may be cut, so they do not count.
	const texts = pane.lines.flatMap(({text}) => (/^(import|from)\b/.test(text) ? [] : [stripControls(text)]));
	const longest = Math.max(0, ...texts.map(columns));
	if (pane.role !== 'program' || pane.lines.length <= rows || longest + 6 > half) {
		// In a wide terminal, the notes on waiting tasks must stay next to the code.
		return codeRows(pane, rows, Math.min(width, Math.max(longest, 40) + 50), glyphs);
	}
	const lines = codeRows(pane, 2 * rows, half, glyphs);
	return lines
		.slice(0, rows)
		.map((line, row) => [
			...fit(line, half, glyphs.ellipsis),
			span('rule', ` ${glyphs.frame.vertical} `),
			...(lines[rows + row] ?? emptyLine),
		]);
}
