import {code} from '../../model/projections/code.ts';
import {isMany} from '../../model/projections/slots.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Line} from '../line.ts';
import {emptyLine, span} from '../line.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {importCount} from './code.ts';
import {codeCard, codeHeight} from './code-card.ts';
import {cardKey} from './panel.ts';

/**
 * Returns the rows of the program in the other language. Undefined if there is no such program, and with many tasks,
 * whose slowest ones get these rows.
 */
export function otherHeight({other, model}: RunProps): number | undefined {
	return other && !isMany(model) ? codeHeight(code(other, undefined)) : undefined;
}

/** Draws the program in the language that does not run. */
export function otherCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {other, glyphs} = props;
	const whole = other ? code(other, undefined) : [];
	const panes =
		codeHeight(whole) > rows ? whole.map(pane => ({...pane, lines: pane.lines.slice(importCount(pane))})) : whole;
	const name = other ? languageNames[other.description.language] : '';
	const title: Line = [
		span('accent', `The same in ${name}`, 'strong'),
		...(takesKeys(props) ? [span('muted', ', '), ...cardKey('p', 'runs it', props)] : emptyLine),
	];
	return codeCard(panes, rows, width, glyphs, title);
}
