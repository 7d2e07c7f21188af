import type {Line} from './line.ts';
import {wrap} from './line.ts';

const noBreak = '\u00a0';

/** Breaks prose at blanks into lines of at most `width` columns. A number stays with its unit. */
export function wrapProse(line: Line, width: number): readonly Line[] {
	const unbroken = line.map(piece => ({...piece, text: piece.text.replace(/(\d) (?=(?:ms|s)\b)/g, `$1${noBreak}`)}));
	return wrap(unbroken, width).map(row => row.map(piece => ({...piece, text: piece.text.replaceAll(noBreak, ' ')})));
}
