import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';

/** A number with its unit, and no digit of a name: `A0`, `report#2`. */
const numberPattern = /((?<![\w#])\d+(?:[.,]\d+)*(?:\s?(?:ms|s|×|%)(?!\w))?)/;

/** A sentence in which what was measured stands out. */
export function emphasizeNumbers(text: string): Line {
	return stripControls(text)
		.split(numberPattern)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}
