import type {Difference} from '../../model/analysis/run-differences.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, cut, fit, lineWidth, span, stripControls} from '../line.ts';
import {padRows, panel} from './panel.ts';

/**
 * Draws the differences between two runs: a title, then rows with the words about each run in its column, `rows` in
 * total. In a frame if there are rows for one. `work`: what is compared. `half`: the columns of a run.
 */
export function differenceRows(
	found: readonly Difference[],
	work: string,
	rows: number,
	half: number,
	glyphs: Glyphs,
): readonly Line[] {
	const width = 2 * half + 1;
	const title = [span('accent', `What differs in ${work}`, 'strong')];
	if (rows >= minFramedRows) {
		const lines = wordsOf(found, rows - 2, half, glyphs);
		// A frame has its own margin.
		return panel(
			{title},
			lines.map(line => cut(line, 2, width)),
			width,
			glyphs,
		);
	}

	// The corners of the frames above are in the middle of their cells.
	const head = [span('rule', ` ${glyphs.frame.horizontal} `), ...title, span('rule', ' ')];
	return [
		[...head, span('rule', glyphs.frame.horizontal.repeat(Math.max(0, width - 1 - lineWidth(head))))],
		...wordsOf(found, rows - 1, half, glyphs),
	];
}

/** The fewest rows in which a frame leaves enough of them for differences. */
const minFramedRows = 6;

/** Draws the differences in exactly `rows` rows. */
function wordsOf(found: readonly Difference[], rows: number, half: number, glyphs: Glyphs): readonly Line[] {
	// If there are too few rows, differences that fit without a cut come first.
	const label = 4 + Math.max(0, ...found.map(({subject}) => subject.length));
	const isWhole = (each: Difference) => fits(each, label, half);
	const sorted = found.toSorted((one, other) => Number(isWhole(other)) - Number(isWhole(one)));
	const shown = found.length > rows ? sorted : found;
	if (found.length === 0) return padRows([[span('muted', '  Known once both have run.')]], rows);
	return padRows(
		shown.slice(0, rows).map(difference => row(difference, label, half, glyphs)),
		rows,
	);
}

function row(difference: Difference, label: number, half: number, {ellipsis}: Glyphs): Line {
	const subject = span('muted', `  ${difference.subject}`.padEnd(label));
	if ('both' in difference) return [subject, span('text', stripControls(difference.both))];
	return [
		...fit([subject, span('text', stripControls(difference.left))], half, ellipsis),
		span('text', '   '),
		span('text', stripControls(difference.right)),
	];
}

function fits(difference: Difference, label: number, half: number): boolean {
	const room = half - label;
	return 'both' in difference
		? columns(difference.both) <= room + half
		: columns(difference.left) <= room && columns(difference.right) <= half - 2;
}
