import type {Overlay} from '../../session/overlay.ts';
import {comparisonIn} from '../../session/overlay.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** Draws the formats in which the visible run can be saved: the extension, and what the format is good for. */
export function exportRows(
	{session, formats = [], glyphs}: Pick<ScreenProps, 'session' | 'formats' | 'glyphs'>,
	{selected}: Extract<Overlay, {kind: 'export'}>,
	width: number,
): readonly Line[] {
	const extensionWidth = Math.max(0, ...formats.map(({extension}) => columns(extension))) + 3;
	const rows = formats.map(({extension, words}, index) => {
		const isSelected = index === selected;
		const line = [
			span('accent', isSelected ? `${glyphs.pointer} ` : '  ', 'strong'),
			span(isSelected ? 'accent' : 'text', `.${extension}`.padEnd(extensionWidth), isSelected ? 'strong' : 'plain'),
			span('muted', fitText(words, width - extensionWidth - 2, glyphs.ellipsis)),
		];
		return clickableRow(line, index - selected, 'select-listed');
	});
	const what = comparisonIn(session) ? 'compared runs' : 'run on screen';
	return [[span('text', `Saves the ${what} to this folder.`)], emptyLine, ...rows];
}
