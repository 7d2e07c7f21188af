import type {Line} from '../line.ts';
import {blank, columns, fit, span, width} from '../line.ts';
import type {HelpGroup, ScreenProps} from '../screens/screen.tsx';

/** Every key, in groups, in two columns. Where rows are scarce, without blank lines between the groups. */
export function helpRows({help, glyphs}: ScreenProps, available: number, rows: number): readonly Line[] {
	const keys = Math.max(0, ...help.flatMap(group => group.rows.map(row => columns(row.keys)))) + 2;
	const sides = halves(help);
	const loose = sides.map(groups => column(groups, keys, true));
	const [left = [], right = []] = loose.every(lines => lines.length <= rows)
		? loose
		: sides.map(groups => column(groups, keys, false));
	const widest = (lines: readonly Line[]) => Math.max(0, ...lines.map(width));
	const half = Math.min(widest(left), Math.max(Math.floor(available / 2) - 2, available - widest(right) - 3));
	return Array.from({length: Math.min(rows, Math.max(left.length, right.length))}, (_, index) => [
		...fit(left[index] ?? blank, half, glyphs.ellipsis),
		span('text', '   '),
		...(right[index] ?? blank),
	]);
}

/** The groups in their order, about as many rows on each side. */
function halves(groups: readonly HelpGroup[]): readonly (readonly HelpGroup[])[] {
	const height = (some: readonly HelpGroup[]) => some.reduce((sum, {rows}) => sum + rows.length + 2, 0);
	const splits = groups.map((_, index) => index + 1);
	const taller = (at: number) => Math.max(height(groups.slice(0, at)), height(groups.slice(at)));
	const at = splits.reduce((best, split) => (taller(split) < taller(best) ? split : best), groups.length);
	return [groups.slice(0, at), groups.slice(at)];
}

function column(groups: readonly HelpGroup[], keys: number, loose: boolean): readonly Line[] {
	return groups.flatMap(({title, rows}, index) => [
		...(loose && index > 0 ? [blank] : []),
		[span('muted', title)],
		...rows.map(row => [span('accent', row.keys.padEnd(keys), 'strong'), span('text', row.words)]),
	]);
}
