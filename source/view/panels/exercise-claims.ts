import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, lineWidth, span, stripControls} from '../line.ts';
import type {ExerciseProps} from '../props.ts';
import {emphasizeNumbers} from './emphasize-numbers.ts';

/** The most columns of the goals if the results are next to them. */
const maxGoalWidth = 60;

/**
 * Draws the claims of an exercise, one per row: a claim that holds with what was measured, an open one as its goal and
 * next to it what was found. What does not fit there gets a row of its own, while there are `spare` ones. For a file that
 * does not compile, draws the error with its place instead.
 */
export function exerciseClaimRows(
	{claims}: ExerciseProps,
	broken: string | undefined,
	{width, spare}: {readonly width: number; readonly spare: number},
	glyphs: Glyphs,
): readonly Line[] {
	if (broken !== undefined) {
		const error = [span('text', ' '), span('fail', stripControls(broken))];
		return claims.map((_, index) => fit(index === 0 ? error : emptyLine, width, glyphs.ellipsis));
	}
	const open = claims.filter(({result}) => result?.holds !== true);
	const goals = Math.min(maxGoalWidth, Math.max(0, ...open.map(({goal}) => columns(goal))));
	let left = spare;
	return claims.flatMap(claim => {
		const {found, row} = claimRow(claim, goals, glyphs);
		const whole = [...row, ...found];
		// A sentence that is cut is useless, and `v` shows it in full.
		if (lineWidth(whole) <= width) return [fit(whole, width, glyphs.ellipsis)];
		const below = lineWidth(found) <= width && left > 0 ? [fit(found, width, glyphs.ellipsis)] : [];
		left -= below.length;
		return [fit(row, width, glyphs.ellipsis), ...below];
	});
}

function claimRow(
	{goal, result}: ExerciseProps['claims'][number],
	goals: number,
	{open, state, ellipsis}: Glyphs,
): {readonly row: Line; readonly found: Line} {
	if (result?.holds === true) {
		return {row: [span('done', ` ${state.done} `, 'strong'), ...emphasizeNumbers(result.said)], found: emptyLine};
	}
	const [sign, words] = result?.holds === 'inconclusive' ? ['?', 'this machine cannot show it: '] : [open, ''];
	return {
		row: [span('muted', ` ${sign} `), ...fit([span('text', stripControls(goal))], goals, ellipsis)],
		found: result ? [span('muted', `   ${words}${stripControls(result.said)}`)] : emptyLine,
	};
}

/** Returns the number of claims that hold. */
export function holdingCount({claims}: ExerciseProps): number {
	return claims.filter(({result}) => result?.holds === true).length;
}
