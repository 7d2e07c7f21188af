import {contoursOf} from './raster/font.ts';
import type {Recording} from './recording.ts';
import {isDrawn} from './shapes/drawing.ts';

/** The most characters that the sentence lists. */
const maxListed = 8;

/**
 * Returns a sentence on the characters of a recording that are drawn as boxes because the font of `.gif` and `.png`
 * lacks them. Undefined if the font has all characters, or if the format uses the reader's font. `file`: the displayed
 * name.
 */
export function describeMissingGlyphs(
	recording: Pick<Recording, 'rows' | 'frames'>,
	format: string,
	file: string,
): string | undefined {
	if (format !== 'gif' && format !== 'png') {
		return undefined;
	}
	const {rows, frames} = recording;
	// A PNG is the last frame.
	const drawn =
		format === 'png'
			? frames.slice(-1).flatMap(frame => frame.rows.map(row => rows[row]?.text ?? ''))
			: rows.map(({text}) => text);
	const missing = [...new Set(drawn.flatMap(graphemes))].filter(character => !hasGlyph(character));
	if (missing.length === 0) {
		return undefined;
	}
	const listed = missing.slice(0, maxListed).join(' ');
	const which = missing.length > maxListed ? `${listed} …` : listed;
	const what =
		missing.length === 1 ? `1 character (${which}) is a box` : `${missing.length} characters (${which}) are boxes`;
	return `${what} in ${file}: its font has no such letters. .svg, .html and .cast show them.`;
}

const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});

const graphemes = (text: string) => Array.from(segmenter.segment(text), ({segment}) => segment);

/** Whether the rasterizer can draw a grapheme, of which it draws the first code point. */
function hasGlyph(grapheme: string): boolean {
	const [first = ''] = grapheme;
	return first.trim() === '' || isDrawn(first) || contoursOf(first, false, 10) !== undefined;
}
