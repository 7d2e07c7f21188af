import type {Line} from './line.ts';
import {wrap} from './line.ts';

const noBreak = '\u00a0';

/** Prose broken at blanks into lines of at most so many columns; a number stays with its unit. */
export function wrapProse(line: Line, width: number): readonly Line[] {
	const unbroken = line.map(piece => ({...piece, text: piece.text.replace(/(\d) (?=(?:ms|s)\b)/g, `$1${noBreak}`)}));
	return wrap(unbroken, width).map(row => row.map(piece => ({...piece, text: piece.text.replaceAll(noBreak, ' ')})));
}
