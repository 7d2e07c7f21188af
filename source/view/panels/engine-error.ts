import type {Model} from '../../model/model.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls, wrap} from '../line.ts';

/** Whether the language lacks this version of the program, so that nothing will run. */
export function hasNoProgram({description}: Model): boolean {
	return description.form === 'program' && description.files.length === 0;
}

/** Why the engine did not start and what to do about it, with blank lines if they fit. */
export function engineErrorRows(
	{end, runtime, description}: Model,
	inner: number,
	rows: number,
	glyphs: Glyphs,
): readonly Line[] {
	const language = languageNames[description.language];
	const what = runtime === undefined ? `${language} cannot run here` : `${language} could not start`;
	const {name, message} = end?.error ?? {name: 'Error', message: 'It gave no reason.'};
	const errorLines = (runtime === undefined ? message : `${name}: ${message}`).split('\n');
	const lines = errorLines.flatMap(line => wrap([span('text', stripControls(line))], inner));
	const head = [span('fail', `${glyphs.state.failed} ${what}`, 'strong')];
	const forms = [[emptyLine, head, emptyLine, ...lines], [head, ...lines], lines];
	return forms.find(form => form.length <= rows) ?? lines.slice(0, rows);
}
