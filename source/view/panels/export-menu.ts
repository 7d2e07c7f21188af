import type {Overlay} from '../../session/session.ts';
import type {Line} from '../line.ts';
import {blank, columns, fitText, span} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';

/** What the run that is shown can be written as: the ending of the file, and what it is good for. */
export function exportRows(
	{formats = [], glyphs}: Pick<ScreenProps, 'formats' | 'glyphs'>,
	{selected}: Extract<Overlay, {kind: 'export'}>,
	available: number,
): readonly Line[] {
	const width = Math.max(0, ...formats.map(({ending}) => columns(ending))) + 3;
	const rows = formats.map(({ending, words}, index) => {
		const isChosen = index === selected;
		return [
			span('accent', isChosen ? `${glyphs.pointer} ` : '  ', 'strong'),
			span(isChosen ? 'accent' : 'text', `.${ending}`.padEnd(width), isChosen ? 'strong' : 'plain'),
			span('muted', fitText(words, available - width - 2, glyphs.ellipsis)),
		];
	});
	return [[span('text', 'Saves the run on screen to this folder.')], blank, ...rows];
}
