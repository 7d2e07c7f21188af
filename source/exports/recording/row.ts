import {printable} from '../../text/printable.ts';
import type {Glyphs} from '../../view/glyphs.ts';
import type {Line} from '../../view/line.ts';
import {columns, toAnsi} from '../../view/line.ts';
import type {Role, Theme, Weight} from '../../view/theme.ts';

/** A row of the screen, ready for all formats. */
export type Row = {
	/** Without colors and trailing spaces. */
	readonly text: string;
	/** The text for a terminal, with the escape sequences of our own colors and no others. */
	readonly ansi: string;
	/** The pieces from left to right. Spaces between them are left out. */
	readonly pieces: readonly Piece[];
};

/** Text of one role and weight. */
export type Piece = {
	/** 0-based. */
	readonly column: number;
	/** The columns that it fills. */
	readonly columns: number;
	readonly text: string;
	readonly role: Role;
	readonly weight: Weight;
};

export function toRow(line: Line, theme: Theme, glyphs: Glyphs): Row {
	// The view cleans the texts of programs too, but recordings are shared, so this does not rely on it.
	const safe = line.map(span => (unsafe.test(span.text) ? {...span, text: safeText(span.text)} : span));
	const text = safe.map(span => glyphs.text(span.text)).join('');
	return {text: text.trimEnd(), ansi: toAnsi(safe, theme, glyphs), pieces: piecesOf(safe, glyphs)};
}

/**
 * Makes the text of a program safe for every format: no control characters, no change of text direction, no lone
 * surrogates.
 */
export function safeText(text: string): string {
	return printable(text).toWellFormed();
}

const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function piecesOf(line: Line, glyphs: Glyphs): readonly Piece[] {
	const pieces: Piece[] = [];
	let column = 0;
	for (const {text: own, role, weight} of line) {
		const text = glyphs.text(own);
		const width = columns(text);
		const last = pieces.at(-1);
		if (weight !== 'selected' && text.trim() === '') {
			column += width;
			continue;
		}
		if (last && last.role === role && last.weight === weight && last.column + last.columns === column) {
			pieces[pieces.length - 1] = {...last, text: last.text + text, columns: last.columns + width};
		} else {
			const blanks = weight === 'selected' ? 0 : columns(text) - columns(text.trimStart());
			pieces.push({column: column + blanks, columns: width - blanks, text: text.slice(blanks), role, weight});
		}
		column += width;
	}
	return pieces.map(piece => (piece.weight === 'selected' ? piece : trimmed(piece)));
}

function trimmed(piece: Piece): Piece {
	const text = piece.text.trimEnd();
	return {...piece, text, columns: columns(text)};
}
