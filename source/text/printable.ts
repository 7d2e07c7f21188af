import {stripVTControlCharacters} from 'node:util';

/**
 * Makes the text of a program safe to print on one line: removes escape sequences and control characters, also those
 * that change the text direction, and turns line breaks and tabs into spaces.
 */
export function printable(text: string): string {
	return stripVTControlCharacters(text)
		.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
		.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
