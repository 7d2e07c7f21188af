import {cell} from '../../source/exports/recording/geometry.ts';
import {columns} from '../../source/view/line.ts';
import type {Element} from './xml.ts';
import {all, textIn} from './xml.ts';

/**
 * Returns the text in a row of an SVG, each piece at its column. `find`: returns the element with an id, for shared
 * parts.
 */
export function rowText(row: Element, find: (id: string) => Element): string {
	let text = '';
	for (const {at, words} of textsOf(row, find).toSorted((one, other) => one.at - other.at)) {
		text += ' '.repeat(Math.max(0, at - columns(text))) + words;
	}
	return text.trimEnd();
}

function textsOf(
	row: Element,
	find: (id: string) => Element,
): readonly {readonly at: number; readonly words: string}[] {
	return [...all(row)].flatMap(element => {
		if (element.name === 'use') {
			return textsOf(find(element.attributes.href?.slice(1) ?? ''), find);
		}
		return element.name === 'text' ? [{at: Number(element.attributes.x) / cell.width, words: textIn(element)}] : [];
	});
}
