import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';

/** Matches a number with its unit. Skips digits that are part of a name: `A0`, `report#2`. */
const numberPattern = /((?<![\w#])\d+(?:[.,]\d+)*(?:\s?(?:ms|s|×|%)(?!\w))?)/;

/** Emphasizes the numbers in a sentence. */
export function emphasizeNumbers(text: string): Line {
	return stripControls(text)
		.split(numberPattern)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}
