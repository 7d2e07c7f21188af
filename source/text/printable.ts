import {stripVTControlCharacters} from 'node:util';

/**
 * Text of a program, safe to print on one line: escape sequences are taken out, line breaks and tabs become blanks, and the other
 * control characters, those that change the direction of the text included, are dropped.
 */
export function printable(text: string): string {
	return stripVTControlCharacters(text)
		.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
		.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
