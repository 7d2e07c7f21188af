import type {Line} from '../line.ts';
import {clean, span} from '../line.ts';

/** A number with its unit, and no digit of a name: `A0`, `report#2`. */
const figure = /((?<![\w#])\d+(?:[.,]\d+)*(?:\s?(?:ms|s|×|%)(?!\w))?)/;

/** A sentence in which what was measured stands out. */
export function figures(said: string): Line {
	return clean(said)
		.split(figure)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}
