import type {Line} from '../line.ts';
import {columns, emptyLine, fit, lineWidth, span, wrap} from '../line.ts';
import type {HelpGroup, ScreenProps} from '../props.ts';

/**
 * Every key, in groups, in two columns; a narrow terminal has one. Words too long for their column wrap. If not all
 * fit, the help has several pages. `page`: 0 is the first; a page past the last shows the last.
 */
export function helpRows({help, glyphs}: ScreenProps, width: number, rows: number, page = 0): readonly Line[] {
	const pages = helpPages(help, width, rows);
	const {half, left, right} = pages[Math.min(page, pages.length - 1)] ?? {half: width, left: [], right: []};
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fit(left[index] ?? emptyLine, half, glyphs.ellipsis),
		...(right.length > 0 ? [span('text', '   '), ...(right[index] ?? emptyLine)] : emptyLine),
	]);
}

/** `half`: width of the left column. */
type Page = {readonly half: number; readonly left: readonly Line[]; readonly right: readonly Line[]};

export function helpPages(help: readonly HelpGroup[], width: number, rows: number): readonly Page[] {
	const keys = Math.max(0, ...help.flatMap(group => group.rows.map(row => columns(row.keys)))) + 2;
	const sides = halves(help);
	const [one = 0, other = 0] = sides.map(groups =>
		Math.max(0, ...column(groups, keys, Number.POSITIVE_INFINITY, false).map(lineWidth)),
	);
	const half = Math.min(one, Math.max(Math.floor(width / 2) - 2, width - other - 3));
	const [first, second] = [half, width - half - 3].map(wide => wide - keys) as [number, number];
	const whole = [true, false].map(loose => {
		const [left = [], right = []] = sides.map((groups, side) =>
			column(groups, keys, side === 0 ? first : second, loose),
		);
		return {half, left, right};
	});
	const fitting = whole.find(({left, right}) => Math.max(left.length, right.length) <= rows);
	return fitting ? [fitting] : flowing(help, keys, width, rows);
}

/** A narrower terminal has one column of help. */
const leastForTwo = 60;

/**
 * Fills one column after the other. The lines of one key stay together, and so do a group's title and its first key.
 */
function flowing(help: readonly HelpGroup[], keys: number, width: number, rows: number): readonly Page[] {
	const two = width >= leastForTwo;
	const half = two ? Math.floor((width - 3) / 2) : width;
	const filled: (readonly Line[])[] = [[]];
	for (const lines of help.flatMap(group => entries(group, keys, half - keys))) {
		const last = filled.at(-1) ?? [];
		if (last.length > 0 && last.length + lines.length > rows) {
			filled.push(lines);
		} else {
			filled[filled.length - 1] = [...last, ...lines];
		}
	}
	return two
		? filled.flatMap((left, index) => (index % 2 === 0 ? [{half, left, right: filled[index + 1] ?? []}] : []))
		: filled.map(left => ({half, left, right: []}));
}

/** Splits the groups, in their order, into two halves of about the same height. */
function halves(groups: readonly HelpGroup[]): readonly (readonly HelpGroup[])[] {
	const height = (some: readonly HelpGroup[]) => some.reduce((sum, {rows}) => sum + rows.length + 2, 0);
	const splits = groups.map((_, index) => index + 1);
	const taller = (at: number) => Math.max(height(groups.slice(0, at)), height(groups.slice(at)));
	const at = splits.reduce((best, split) => (taller(split) < taller(best) ? split : best), groups.length);
	return [groups.slice(0, at), groups.slice(at)];
}

function column(groups: readonly HelpGroup[], keys: number, room: number, loose: boolean): readonly Line[] {
	return groups.flatMap((group, index) => [
		...(loose && index > 0 ? [emptyLine] : []),
		...entries(group, keys, room).flat(),
	]);
}

/** The lines of each key; the first entry starts with the group's title. */
function entries({title, rows}: HelpGroup, keys: number, room: number): readonly (readonly Line[])[] {
	return rows.map((row, index) => [
		...(index === 0 ? [[span('muted', title)]] : []),
		...wrap([span('text', row.words)], room).map((line, at) => [
			span('accent', (at === 0 ? row.keys : '').padEnd(keys), 'strong'),
			...line,
		]),
	]);
}
