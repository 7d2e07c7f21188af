import type {Glyphs} from '../glyphs.ts';
import {keyLabel} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, span} from '../line.ts';
import type {HelpGroup, ScreenProps, Size} from '../props.ts';

/** The groups in each column of a page. */
type Page = readonly (readonly HelpGroup[])[];

/** Blanks between two columns. */
const gap = 3;

/** Draws a page of all keys, in whole groups. `page`: 0 is the first; a page past the last shows the last. */
export function helpRows({help, glyphs}: ScreenProps, width: number, rows: number, page = 0): readonly Line[] {
	const pages = helpPages(help, width, rows);
	const shown = pages[Math.min(page, pages.length - 1)] ?? [];
	const half = pages.some(({length}) => length > 1) ? Math.floor((width - gap) / 2) : width;
	const isLoose = shown.every(groups => heightOf(groups) + groups.length - 1 <= rows);
	const [left = [], right = []] = shown.map(groups =>
		groups.flatMap((group, index) => [
			...(isLoose && index > 0 ? [emptyLine] : []),
			...groupLines(group, keysWidth(help), half, glyphs),
		]),
	);
	return Array.from({length: Math.max(left.length, right.length)}, (_, row) => [
		...(right.length > 0 ? fit(left[row] ?? emptyLine, half + gap, glyphs.ellipsis) : (left[row] ?? emptyLine)),
		...(right[row] ?? emptyLine),
	]);
}

/** Returns the columns of the box with the help. */
export const helpColumns = ({columns}: Size): number => Math.min(columns - 3, 97);

/** Returns the number of pages of the help in a terminal of this size. */
export function pagesOfHelp({help, size}: Pick<ScreenProps, 'help' | 'size'>): number {
	return helpPages(help, helpColumns(size) - 6, size.rows - 4).length;
}

/** Divides the help into pages. They have two columns if no key then needs a second row. */
export function helpPages(help: readonly HelpGroup[], width: number, rows: number): readonly Page[] {
	const words = Math.max(0, ...help.flatMap(group => group.rows.map(row => columns(row.words))));
	const count = 2 * (keysWidth(help) + words) + gap <= width ? 2 : 1;
	const filled = inColumns(help, rows);
	return Array.from({length: Math.ceil(filled.length / count)}, (_, page) =>
		evenly(filled.slice(page * count, (page + 1) * count)),
	);
}

function keysWidth(help: readonly HelpGroup[]): number {
	return Math.max(0, ...help.flatMap(group => group.rows.map(row => columns(row.keys)))) + 2;
}

/** Returns the rows of groups: one for the title and one for each key. */
function heightOf(groups: readonly HelpGroup[]): number {
	return groups.reduce((sum, {rows}) => sum + 1 + rows.length, 0);
}

/** Fills one column after another with groups. Each column gets at least one group. */
function inColumns(groups: readonly HelpGroup[], rows: number): Page {
	const filled: HelpGroup[][] = [];
	for (const group of groups) {
		const last = filled.at(-1);
		if (last && heightOf([...last, group]) <= rows) {
			last.push(group);
		} else {
			filled.push([group]);
		}
	}
	return filled;
}

/** Returns the same groups in columns that are as low as possible. */
function evenly(page: Page): Page {
	const tallest = Math.max(...page.map(heightOf));
	const lower = page.length > 1 ? inColumns(page.flat(), tallest - 1) : [];
	const isLower = lower.length === page.length && lower.every(groups => heightOf(groups) < tallest);
	return isLower ? evenly(lower) : page;
}

function groupLines({title, rows}: HelpGroup, keys: number, width: number, glyphs: Glyphs): readonly Line[] {
	return [
		[
			span('text', `${title} `, 'strong'),
			span('rule', glyphs.frame.horizontal.repeat(Math.max(0, width - columns(title) - 1))),
		],
		...rows.map(row => [span('accent', keyLabel(row.keys, glyphs).padEnd(keys), 'strong'), span('text', row.words)]),
	];
}
