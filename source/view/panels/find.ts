import type {Overlay} from '../../session.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fitText, span, wrap} from '../line.ts';
import type {Found, ScreenProps} from '../screens/screen.tsx';
import {windowAround} from './tasks.ts';

/** What has been typed, what it finds, and where there is no room beside the names, a sentence on the selected one. */
export function findRows(
	{found, glyphs}: ScreenProps,
	overlay: Extract<Overlay, {kind: 'find'}>,
	available: number,
	rows: number,
): readonly Line[] {
	const filter: Line = [
		span('accent', '/ ', 'strong'),
		span('text', clean(overlay.filter)),
		span('muted', glyphs.cursor),
		...(overlay.filter === '' ? [span('muted', ' type to find a scenario')] : []),
	];
	if (found.length === 0) {
		return [filter, blank, [span('muted', 'Nothing has that name. Erase to see more.')]];
	}
	const name = Math.max(...found.map(({title}) => columns(title)));
	const sentence = Math.max(...found.map(entry => columns(entry.sentence)));
	const beside = name + sentence + 5 <= available;
	const {first, count} = windowAround(overlay.selected, found.length, rows - (beside ? 2 : 5));
	const lines = found
		.slice(first, first + count)
		.map((entry, index) => entryRow(entry, first + index === overlay.selected, name, beside, glyphs));
	const hidden = found.length - count;
	const chosen = found[overlay.selected];
	return [
		filter,
		blank,
		...lines,
		...(hidden > 0 ? [[span('muted', `  ${glyphs.ellipsis} ${hidden} more`)]] : []),
		...(beside || !chosen ? [] : [blank, ...wrap([span('muted', chosen.sentence)], available).slice(0, 2)]),
	];
}

function entryRow(
	{title, sentence}: Found,
	selected: boolean,
	name: number,
	beside: boolean,
	glyphs: ScreenProps['glyphs'],
): Line {
	const words = fitText(title, name, glyphs.ellipsis);
	return [
		span('accent', selected ? glyphs.pointer : ' '),
		...(selected ? [span('accent', `[${words}]`, 'selected')] : [span('text', ` ${words} `)]),
		...(beside ? [span('muted', `  ${sentence}`)] : []),
	];
}
