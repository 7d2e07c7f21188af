import {cellsOf} from '../../source/view/cells/cells.ts';
import {remember, rememberLast} from '../../source/view/cells/remember.ts';

/**
 * Applies Ink's function that removes escape sequences row by row: it changes nothing in a row of visible characters,
 * styles and links. A text with other escape sequences is passed whole.
 */
export function sanitizeRows(sanitize: (text: string) => string): (text: string) => string {
	const sanitized = remember(sanitize);
	return rememberLast(text => {
		if (/\u001B(?!\[|\]8;[^\u0000-\u001F]*\u0007)|[\u0080-\u009F]/.test(text)) {
			return sanitize(text);
		}

		const isClean = (row: string) => cellsOf(row).isCertain;
		const rows = text.split('\n');
		return rows.every(isClean) ? text : rows.map(row => (isClean(row) ? row : sanitized(row))).join('\n');
	});
}
