import {blockElement} from './block-elements.ts';
import {boxShapes} from './box-drawing.ts';
import type {Cell, Drawing} from './shape.ts';

/**
 * Whether a character is drawn as shapes: box drawing and blocks, U+2500 to U+259F. As text, these would leave seams
 * between cells.
 */
export const isDrawn = (character: string): boolean => character >= '\u2500' && character <= '\u259f';

/** Draws a character of U+2500 to U+259F in a cell of this size. */
export function drawing(character: string, cell: Cell): Drawing {
	const code = character.charCodeAt(0) - 0x2500;
	if (code >= 0x80) {
		return blockElement(code - 0x80, cell);
	}
	return {shapes: boxShapes(code, cell), opacity: 1};
}
