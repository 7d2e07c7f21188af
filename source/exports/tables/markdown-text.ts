import {printable} from '../../text/printable.ts';

/**
 * Text of a program in a code span, so that nothing in it is Markdown, HTML, a link, a mention or a reference. What is too long
 * is cut.
 */
export function code(text: string): string {
	const line = shortened(printable(text).replace(/\s+/g, ' ').trim());
	if (line === '') return '';
	const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longestRun + 1);
	// A blank keeps a fence and a backtick apart; where one is at each end, both are taken for that.
	const padding = /^`|`$/.test(line) ? ' ' : '';
	return `${fence}${padding}${line}${padding}${fence}`;
}

/** A text that is plain words as it is; any other, and what is a reference on some sites, in a code span. */
export function words(text: string): string {
	const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} ,'.-]*$/u.test(text);
	return isPlain && !/\bwww\.|\bgh-\d|\b[\da-f]{7}/i.test(text) ? text : code(text);
}

const longest = 160;

function shortened(text: string): string {
	const characters = [...text];
	return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** A table of cells that are Markdown already, but for their bars. A column whose name begins with `-` is aligned to the right. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const names = columns.map(column => column.replace(/^-/, ''));
	const rule = columns.map(column => (column.startsWith('-') ? '---:' : '---'));
	return [names, rule, ...rows].map(cells => `| ${cells.map(withinCell).join(' | ')} |`).join('\n');
}

/** A table takes a bar for the end of a cell, in a code span, too; outside of tables its backslash would be seen there. */
function withinCell(cell: string): string {
	// Of two backslashes before a bar, a table takes the first to be meant for the second.
	return cell.replaceAll('\\|', '\\ |').replaceAll('|', '\\|');
}
