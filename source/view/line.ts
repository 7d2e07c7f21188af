import stringWidth from 'string-width';
import type {Action} from '../session/action.ts';
import type {Glyphs} from './glyphs.ts';
import type {Role, Theme, Weight} from './theme.ts';

/**
 * A row of the screen before it is painted: pieces of text with their meaning. Rows are laid out by counting columns
 * and become one string each at the very end, because Ink measures all mounted text again in every frame.
 */
export type Line = readonly Span[];

export type Span = {
	readonly text: string;
	readonly role: Role;
	readonly weight: Weight;
	/** The theme to use instead of the screen's. */
	readonly theme?: Theme;
	/** The URL that a terminal opens for this text. */
	readonly link?: string;
	/** What a click on this text does. */
	readonly click?: Click;
};

/** What a click does: the key that it presses, by the name that `inkKeyNames` returns, or an action. */
export type Click = string | Action;

export const emptyLine: Line = [];

export function span(role: Role, text: string, weight: Weight = 'plain'): Span {
	return {text, role, weight};
}

const graphemes = new Intl.Segmenter();

/** Matches text in which each UTF-16 unit is a character of one column: ASCII, Latin, and the signs that we draw with. */
export const simple =
	/^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2298\u2500-\u25fc\u2713\u2717]*$/;

/** Returns the number of columns that a text takes. */
export function columns(text: string): number {
	return simple.test(text) ? text.length : stringWidth(text);
}

export function lineWidth(line: Line): number {
	return line.reduce((sum, {text}) => sum + columns(text), 0);
}

/**
 * Removes characters that would move the cursor, change colors or reverse the direction of writing. A tab becomes two
 * blanks.
 */
export function stripControls(text: string): string {
	return simple.test(text)
		? text
		: text
				.replaceAll('\t', '  ')
				.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, '')
				.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '');
}

/** Returns the columns `from` to `to - 1` of a text. A wide sign cut in half becomes a blank. */
function sliceText(text: string, from: number, to: number): string {
	if (simple.test(text)) {
		return text.slice(from, to);
	}
	let column = 0;
	let result = '';
	for (const {segment} of graphemes.segment(text)) {
		const end = column + stringWidth(segment);
		if (column >= from && end <= to) {
			result += segment;
		} else if (end > from && column < to) {
			result += ' '.repeat(Math.min(end, to) - Math.max(column, from));
		}
		column = end;
	}
	return result;
}

/** Returns the columns `from` to `to - 1` of a line. */
export function cut(line: Line, from: number, to: number): Line {
	const pieces: Span[] = [];
	let column = 0;
	for (const piece of line) {
		const end = column + columns(piece.text);
		if (end > from && column < to) {
			pieces.push({...piece, text: sliceText(piece.text, Math.max(0, from - column), to - column)});
		}
		column = end;
	}
	return pieces;
}

/** Cuts a line to at most `width` columns. A cut line ends with the ellipsis. */
export function truncate(line: Line, width: number, ellipsis: string): Line {
	if (lineWidth(line) <= width) {
		return line;
	}
	const start = cut(line, 0, Math.max(0, width - 1));
	return width < 1 ? emptyLine : [...start, {...(start.at(-1) ?? span('muted', '')), text: ellipsis}];
}

/** Makes a line exactly `width` columns wide: truncated, or padded with blanks. */
export function fit(line: Line, width: number, ellipsis: string): Line {
	const short = truncate(line, width, ellipsis);
	const missing = width - lineWidth(short);
	return missing > 0 ? [...short, span('text', ' '.repeat(missing))] : short;
}

/** Makes a text exactly `width` columns wide: truncated, or padded with blanks. */
export function fitText(text: string, width: number, ellipsis: string): string {
	const missing = width - columns(text);
	if (missing >= 0) {
		return text + ' '.repeat(missing);
	}
	return width < 1 ? '' : sliceText(text, 0, width - 1) + ellipsis;
}

/** Breaks a line at blanks into lines of at most `width` columns. */
export function wrap(line: Line, width: number): readonly Line[] {
	const maxWidth = Math.max(1, width);
	const lines: Line[] = [];
	let rest = line;
	while (lineWidth(rest) > maxWidth) {
		const text = rest.map(piece => piece.text).join('');
		const gap = sliceText(text, 0, maxWidth + 1).lastIndexOf(' ');
		const end = gap > 0 ? columns(text.slice(0, gap)) : maxWidth;
		lines.push(cut(rest, 0, end));
		rest = cut(rest, gap > 0 ? end + 1 : end, Number.POSITIVE_INFINITY);
	}
	return [...lines, rest];
}

/** Joins two lines into one of `width` columns, the second at its right end. The first is cut if both do not fit. */
export function justify(left: Line, right: Line, width: number, ellipsis: string): Line {
	const end = truncate(right, width, ellipsis);
	return [...fit(left, width - lineWidth(end), ellipsis), ...end];
}

/** Joins neighbors of the same style, so that a row drawn cell by cell has few pieces. */
export function joinNeighbors(line: Line): Line {
	const joined: Span[] = [];
	let index = 0;
	while (index < line.length) {
		const first = line[index] as Span;
		let {text} = first;
		for (index++; index < line.length && isSameStyle(line[index] as Span, first); index++) {
			text += line[index]?.text;
		}
		joined.push(text === first.text ? first : {...first, text});
	}
	return joined;
}

function isSameStyle(one: Span, other: Span): boolean {
	return (
		one.role === other.role &&
		one.weight === other.weight &&
		one.theme === other.theme &&
		one.link === other.link &&
		one.click === other.click
	);
}

/** Draws a line over another, from a column on. */
export function overlay(below: Line, above: Line, column: number): Line {
	const end = column + lineWidth(above);
	return [...fit(cut(below, 0, column), column, ' '), ...above, ...cut(below, end, Number.POSITIVE_INFINITY)];
}

/** Dims a line below an overlay, where clicks do nothing. */
export function dim(line: Line): Line {
	return line.map(({text}) => span('rule', text));
}

/**
 * Converts a line to text with escape sequences. Neighbors with the same style share a sequence; blanks need none.
 * `hasLinks`: whether to make texts with a link clickable (OSC 8).
 */
export function toAnsi(line: Line, theme: Theme, glyphs: Glyphs, hasLinks = false): string {
	let result = '';
	let text = '';
	let inverse = false;
	let style: ((text: string) => string) | undefined;
	for (const piece of line) {
		const invisible = piece.text.trim() === '' && piece.weight !== 'selected' && !inverse && !piece.theme;
		const next = invisible ? style : (piece.theme ?? theme)[piece.role][piece.weight];
		if (next !== style) {
			result += style && text !== '' ? style(text) : text;
			text = '';
			style = next;
			inverse = piece.weight === 'selected';
		}
		const shown = glyphs.text(piece.text);
		text += hasLinks && piece.link !== undefined ? hyperlink(shown, piece.link) : shown;
	}
	return (result + (style && text !== '' ? style(text) : text)).trimEnd();
}

/** Returns a text that a terminal opens a URL for. A terminal without OSC 8 shows the text alone. */
function hyperlink(text: string, url: string): string {
	const sequence = (to: string) => `\u001B]8;;${to}\u0007`;
	return `${sequence(stripControls(url))}${text}${sequence('')}`;
}
