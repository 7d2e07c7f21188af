import {printable} from '../../text/printable.ts';

/**
 * Formats text of a program as a code span, cut if it is long, so that nothing in it is Markdown, HTML, a link, a
 * mention or a reference.
 */
export function code(text: string): string {
	const line = shortened(printable(text).replace(/\s+/g, ' ').trim());
	if (line === '') return '';
	const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longestRun + 1);
	// A space keeps the fence and a backtick apart; Markdown strips one at each end.
	const padding = /^`|`$/.test(line) ? ' ' : '';
	return `${fence}${padding}${line}${padding}${fence}`;
}

/** Returns plain words unchanged. Other text, and what some sites treat as a reference, becomes a code span. */
export function words(text: string): string {
	const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} ,'.-]*$/u.test(text);
	return isPlain && !/\bwww\.|\bgh-\d|\b[\da-f]{7}/i.test(text) ? text : code(text);
}

const maxLength = 160;

function shortened(text: string): string {
	const characters = [...text];
	return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/** Formats a table of Markdown cells. Columns whose name starts with `-` are right-aligned. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const names = columns.map(column => column.replace(/^-/, ''));
	const rule = columns.map(column => (column.startsWith('-') ? '---:' : '---'));
	return [names, rule, ...rows].map(cells => `| ${cells.map(withinCell).join(' | ')} |`).join('\n');
}

/** Escapes bars, which end a cell even in a code span. Outside of tables the backslash would be visible. */
function withinCell(cell: string): string {
	// Of two backslashes before a bar, a table reads the first as the escape of the second.
	return cell.replaceAll('\\|', '\\ |').replaceAll('|', '\\|');
}
