import type {Overlay} from '../../session.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fitText, span} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import {windowAround} from './tasks.ts';

/** What has been typed, and what it finds. */
export function findRows(
	{found, glyphs}: ScreenProps,
	overlay: Extract<Overlay, {kind: 'find'}>,
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
	const {first, count} = windowAround(overlay.selected, found.length, rows - 2);
	const title = Math.max(...found.map(entry => columns(entry.title)));
	const lines = found.slice(first, first + count).map((entry, index): Line => {
		const selected = first + index === overlay.selected;
		const words = fitText(entry.title, title, glyphs.ellipsis);
		return [
			span('accent', selected ? glyphs.pointer : ' '),
			...(selected ? [span('accent', `[${words}]`, 'selected')] : [span('text', ` ${words} `)]),
			span('muted', `  ${entry.sentence}`),
		];
	});
	const hidden = found.length - count;
	return [filter, blank, ...lines, ...(hidden > 0 ? [[span('muted', `  ${glyphs.ellipsis} ${hidden} more`)]] : [])];
}
