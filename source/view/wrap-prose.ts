import type {Line} from './line.ts';
import {columns, span, wrap} from './line.ts';

const noBreak = '\u00a0';

/** Breaks prose at blanks into lines of at most `width` columns. A number stays with its unit. */
export function wrapProse(line: Line, width: number): readonly Line[] {
	const unbroken = line.map(piece => ({...piece, text: piece.text.replace(/(\d) (?=(?:ms|s)\b)/g, `$1${noBreak}`)}));
	return wrap(unbroken, width).map(row => row.map(piece => ({...piece, text: piece.text.replaceAll(noBreak, ' ')})));
}

/** Breaks prose that is too long for a line between two sentences, if each part then fits; else nowhere. */
export function inSentences(text: string, width: number): readonly string[] {
	const ends = [...text.matchAll(/(?<=\.) (?=\S)/g)].map(({index}) => index);
	const end = ends.findLast(index => columns(text.slice(0, index)) <= width);
	const rest = end === undefined ? '' : text.slice(end + 1);
	return columns(text) > width && rest !== '' && columns(rest) <= width ? [text.slice(0, end), rest] : [text];
}

/** Breaks prose into at most `rows` lines. The last line contains all that is left, however wide that is. */
export function wrapInRows(line: Line, width: number, rows: number): readonly Line[] {
	const lines = wrapProse(line, width);
	const left = lines.slice(rows - 1).flatMap((each, index) => (index === 0 ? each : [span('text', ' '), ...each]));
	return lines.length <= rows ? lines : [...lines.slice(0, rows - 1), left];
}
