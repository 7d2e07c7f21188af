import type {Line} from '../line.ts';
import {columns, emptyLine, fit, lineWidth, span, wrap} from '../line.ts';
import type {HelpGroup, ScreenProps} from '../screens/screen.tsx';

/**
 * Every key, in groups, in two columns; words that are too long for their column go on below. Where they do not fit so, on several pages,
 * in a narrow terminal of one column. `page`: 0 is the first; at least one is there.
 */
export function helpRows({help, glyphs}: ScreenProps, width: number, rows: number, page = 0): readonly Line[] {
	const pages = helpPages(help, width, rows);
	const {half, left, right} = pages[Math.min(page, pages.length - 1)] ?? {half: width, left: [], right: []};
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fit(left[index] ?? emptyLine, half, glyphs.ellipsis),
		...(right.length > 0 ? [span('text', '   '), ...(right[index] ?? emptyLine)] : emptyLine),
	]);
}

/** Two columns, the left one `half` columns of the terminal wide. */
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

/** Fewer columns of the terminal do not hold two of the help. */
const leastForTwo = 60;

/** One column after the other. What belongs to one key, and the name of a group and its first key, stay together. */
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

/** The groups in their order, about as many rows on each side. */
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

/** The lines of each key; its group's name is above the first. */
function entries({title, rows}: HelpGroup, keys: number, room: number): readonly (readonly Line[])[] {
	return rows.map((row, index) => [
		...(index === 0 ? [[span('muted', title)]] : []),
		...wrap([span('text', row.words)], room).map((line, at) => [
			span('accent', (at === 0 ? row.keys : '').padEnd(keys), 'strong'),
			...line,
		]),
	]);
}
