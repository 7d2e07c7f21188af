import type {Model} from '../../model/model.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls, wrap} from '../line.ts';
import {languageNames} from './header.ts';

/** It ended before its strategy was called: there is no run to show. */
export function failedToStart({end, startedAt}: Model): boolean {
	return end !== undefined && end.outcome !== 'cancelled' && startedAt === undefined;
}

/** The version is one that its language does not have: there is nothing to wait for. */
export function hasNoProgram({description}: Model): boolean {
	return description.form === 'program' && description.files.length === 0;
}

/** What was tried, and what to do: with air around it if there is room. */
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
