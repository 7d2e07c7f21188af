import type {Line} from '../line.ts';
import {blank, columns, fit, span, width, wrap} from '../line.ts';
import type {HelpGroup, ScreenProps} from '../screens/screen.tsx';

/**
 * Every key, in groups, in two columns. Where rows are scarce, without blank lines between the groups, and then without their
 * names; where they are not, words that are too long for their column go on below. A last line says when some have no room.
 */
export function helpRows({help, glyphs}: ScreenProps, available: number, rows: number): readonly Line[] {
	const keys = Math.max(0, ...help.flatMap(group => group.rows.map(row => columns(row.keys)))) + 2;
	const sides = halves(help);
	const whole = sides.map(groups => column(groups, keys, Number.POSITIVE_INFINITY, false));
	const [one = 0, other = 0] = whole.map(lines => Math.max(0, ...lines.map(width)));
	const half = Math.min(one, Math.max(Math.floor(available / 2) - 2, available - other - 3));
	const widths = [half, available - half - 3];
	const wrapped = (loose: boolean) =>
		sides.map((groups, side) => column(groups, keys, (widths[side] ?? 0) - keys, loose));
	const all = column(help, keys, Number.POSITIVE_INFINITY, false, false);
	const bare = [all.slice(0, Math.ceil(all.length / 2)), all.slice(Math.ceil(all.length / 2))];
	const forms = [wrapped(true), wrapped(false), whole, bare];
	const [left = [], right = []] = forms.find(form => form.every(lines => lines.length <= rows)) ?? bare;
	const height = Math.max(left.length, right.length);
	const lines = Array.from({length: Math.min(rows, height)}, (_, index) => [
		...fit(left[index] ?? blank, half, glyphs.ellipsis),
		span('text', '   '),
		...(right[index] ?? blank),
	]);
	return height > rows
		? [...lines.slice(0, -1), [span('muted', `${glyphs.ellipsis} more in a larger terminal`)]]
		: lines;
}

/** The groups in their order, about as many rows on each side. */
function halves(groups: readonly HelpGroup[]): readonly (readonly HelpGroup[])[] {
	const height = (some: readonly HelpGroup[]) => some.reduce((sum, {rows}) => sum + rows.length + 2, 0);
	const splits = groups.map((_, index) => index + 1);
	const taller = (at: number) => Math.max(height(groups.slice(0, at)), height(groups.slice(at)));
	const at = splits.reduce((best, split) => (taller(split) < taller(best) ? split : best), groups.length);
	return [groups.slice(0, at), groups.slice(at)];
}

function column(
	groups: readonly HelpGroup[],
	keys: number,
	room: number,
	loose: boolean,
	titled = true,
): readonly Line[] {
	return groups.flatMap(({title, rows}, index) => [
		...(loose && index > 0 ? [blank] : []),
		...(titled ? [[span('muted', title)]] : []),
		...rows.flatMap(row =>
			wrap([span('text', row.words)], room).map((line, at) => [
				span('accent', (at === 0 ? row.keys : '').padEnd(keys), 'strong'),
				...line,
			]),
		),
	]);
}
