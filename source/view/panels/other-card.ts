import {code} from '../../model/projections/code.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Line} from '../line.ts';
import type {RunProps} from '../props.ts';
import {codeCard, codeHeight} from './code-card.ts';

/** The rows of the program in the other language. Undefined if it does not exist. */
export function otherHeight({other}: RunProps): number | undefined {
	return other && codeHeight(code(other, undefined));
}

/** The same in the language that does not run. */
export function otherCard({other, glyphs}: RunProps, rows: number, width: number): readonly Line[] {
	const panes = other ? code(other, undefined) : [];
	const name = other ? languageNames[other.description.language] : '';
	return codeCard(panes, rows, width, glyphs, `The same in ${name}, p runs it`);
}
