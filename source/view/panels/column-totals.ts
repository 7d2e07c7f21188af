import {seconds} from '../../model/format-duration.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span, stripControls} from '../line.ts';
import {failedToStart, hasNoProgram, status, totalRole} from '../run-status.ts';
import {bigNumber} from './big-number.ts';
import type {LanguageColumn} from './language-column.ts';
import {joinFitting, summaryLine} from './summary-line.ts';

/** The columns of the longest word for a state, with its sign. */
const minStatusWidth = 11;

/**
 * Draws the total of one of two runs in large digits, and next to it the status. If there is no room for both, draws
 * them as text. Three rows.
 */
export function columnTotals({props, title}: LanguageColumn, width: number, isBeside: boolean): readonly Line[] {
	const {model, glyphs, session, spinner} = props;
	if (failedToStart(model) || hasNoProgram(model)) {
		return [emptyLine, emptyLine, emptyLine];
	}
	const state = status(model, session, glyphs, spinner);
	const {longest, sum} = model.totals;
	const big = bigNumber(model.totals.makespan, totalRole(model, state), glyphs).map(row => [
		span('text', '  '),
		...row,
	]);
	const digits = Math.max(...big.map(lineWidth));
	const left = width < 35 ? digits + 1 : Math.max(20, digits + 2);
	const bound = (label: string, ms: number): Line => [span('muted', `${label} `), span('text', seconds(ms))];
	const word = [span(state.role, `${state.sign} ${state.word}`, 'strong')];
	const runtime = [span('muted', stripControls(model.runtime ?? ''))];
	const lines = isBeside
		? [
				joinFitting([word, runtime], width - left),
				summaryLine(props, state, width - left),
				joinFitting([bound('sum', sum), bound('longest', longest)], width - left),
			]
		: [word, [span('text', stripControls(title))], runtime];
	if (width - left < minStatusWidth) {
		const total = span(totalRole(model, state), seconds(model.totals.makespan), 'strong');
		return [[span('text', '  '), ...word], [span('text', '  '), total], [span('text', `  ${stripControls(title)}`)]];
	}

	const shown = lines.map(line => (lineWidth(line) <= width - left ? line : emptyLine));
	return big.map((row, index) => [...fit(row, left, glyphs.ellipsis), ...(shown[index] ?? emptyLine)]);
}
