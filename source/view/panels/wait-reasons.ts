import type {WaitReason} from '../../model/analysis/waiting/wait-reason.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {fitText, span, stripControls} from '../line.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';

/** Draws why the calls of the selected row wait: labels and texts, in at most `rows` rows. */
export function reasonRows(
	reasons: readonly WaitReason[],
	width: number,
	rows: number,
	glyphs: Glyphs,
): readonly Line[] {
	const label = 2 + Math.max(0, ...reasons.map(each => each.label.length)) + 2;
	const lines = reasons.flatMap(({label: words, severity, lines: texts}) => {
		const [sign, role] = severity === undefined ? [' ', 'muted' as Role] : signOf(severity, glyphs);
		const body = texts.flatMap(text => wrapProse([span('text', stripControls(text))], width - label));
		return body.map(
			(line, index): Line => [
				index === 0 ? span(role, `${sign} `, 'strong') : span('text', '  '),
				span(
					role,
					fitText(index === 0 ? words : '', label - 2, glyphs.ellipsis),
					severity === undefined ? 'plain' : 'strong',
				),
				...line,
			],
		);
	});
	const last = lines[rows - 1];
	return lines.length > rows && last
		? [...lines.slice(0, rows - 1), [...last, span('muted', ` ${glyphs.ellipsis}`)]]
		: lines;
}

/** Returns the sign and the role of a finding. */
export function signOf(severity: NonNullable<WaitReason['severity']>, {state, dot}: Glyphs): readonly [string, Role] {
	switch (severity) {
		case 'error':
			return [state.failed, 'fail'];
		case 'warning':
			return [state.failed, 'run'];
		case 'info':
			return [dot, 'muted'];
	}
}
