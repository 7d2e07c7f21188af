import {ruleName, severities} from '../../model/analysis/findings/finding.ts';
import {plural} from '../../text/plural.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';
import {signOf} from './wait-reasons.ts';

/** Counts the findings by severity: `1 error, 2 warnings`. */
export function countFindings({findings = []}: Pick<RunProps, 'findings'>): string {
	const counts = severities.flatMap(severity => {
		const count = findings.filter(each => each.severity === severity).length;
		if (count === 0) return [];
		return [severity === 'info' ? `${count} info` : plural(count, severity)];
	});
	return counts.join(', ');
}

/**
 * Draws the findings, most severe first: the rule and its line, then the sentence. Scrolls so that the selected one is
 * visible.
 */
export function findingsRows(props: RunProps, selected: number, width: number, rows: number): readonly Line[] {
	const {findings = [], glyphs, model} = props;
	if (findings.length === 0) {
		const words = model.end ? 'Nothing looks wrong.' : 'Nothing looks wrong so far.';
		return [[span('muted', words)]];
	}
	const blocks = findings.map((finding, index) => {
		const {severity, proof, place, text} = finding;
		const [sign, role] = signOf(severity, glyphs);
		const where = place ? `${stripControls(place.file)}:${place.line}` : '';
		const isSelected = index === selected;
		const head: Line = [
			span('accent', isSelected ? `${glyphs.pointer} ` : '  ', 'strong'),
			span(role, `${sign} ${ruleName(finding)}`, 'strong'),
			...(where === '' ? [] : [span('text', `  ${where}`)]),
			span('muted', `  ${severity}, ${proof}`),
		];
		const body = wrapProse([span(isSelected ? 'text' : 'muted', stripControls(text))], width - 4);
		const lines = [head, ...body.map((line): Line => [span('text', '    '), ...line])];
		return lines.map(line => clickableRow(line, index - selected, 'select-listed'));
	});
	const before = blocks.slice(0, selected + 1).flat().length;
	const skipped = Math.max(0, before - rows);
	return blocks.flat().slice(skipped, skipped + rows);
}
