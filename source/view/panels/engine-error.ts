import {formatFailure} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls, wrap} from '../line.ts';

/** Draws why the engine did not start and what to do about it, with blank lines if they fit. */
export function engineErrorRows(
	{end, runtime, description}: Model,
	inner: number,
	rows: number,
	glyphs: Glyphs,
): readonly Line[] {
	const language = languageNames[description.language];
	const what = runtime === undefined ? `${language} cannot run here` : `${language} could not start`;
	const error = end?.error ?? {name: 'Error', message: 'It gave no reason.'};
	const [first = '', ...more] = error.message.split('\n');
	const sentence = first.replace(/^./, letter => letter.toUpperCase());
	const errorLines = [runtime === undefined ? sentence : formatFailure(error), ...more];
	const lines = errorLines.flatMap(line => wrap([span('text', stripControls(line))], inner));
	const head = [span('fail', `${glyphs.state.failed} ${what}`, 'strong')];
	const forms = [[emptyLine, head, emptyLine, ...lines], [head, ...lines], lines];
	return forms.find(form => form.length <= rows) ?? lines.slice(0, rows);
}
