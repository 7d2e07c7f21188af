import type {Difference} from '../../model/analysis/run-differences.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, span, stripControls} from '../line.ts';

/**
 * Draws the differences between two runs: a title, then rows with the words about each run in its column. `work`: what
 * is compared.
 */
export function differenceRows(
	found: readonly Difference[],
	work: string,
	rows: number,
	half: number,
	glyphs: Glyphs,
): readonly Line[] {
	const title = ` What differs in ${work} `;
	// If there are too few rows, differences that fit without a cut come first.
	const label = 4 + Math.max(0, ...found.map(({subject}) => subject.length));
	const isWhole = (each: Difference) => fits(each, label, half);
	const sorted = found.toSorted((one, other) => Number(isWhole(other)) - Number(isWhole(one)));
	const shown = found.length > rows ? sorted : found;
	const lines = shown.slice(0, rows).map(difference => row(difference, label, half, glyphs));
	return [
		[
			span('rule', ` ${glyphs.frame.horizontal}`),
			span('accent', title, 'strong'),
			span('rule', glyphs.frame.horizontal.repeat(Math.max(0, 2 * half - title.length - 2))),
		],
		...Array.from({length: rows}, (_, index) => lines[index] ?? emptyLine),
	];
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
