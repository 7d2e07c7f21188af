import type {Line} from '../line.ts';
import {span, stripControls} from '../line.ts';

/** Matches a number with its unit. Skips digits that are part of a name: `A0`, `report#2`. */
const numberPattern = /((?<![\w#])\d+(?:[.,]\d+)*(?:\s?(?:ms|s|×|%)(?!\w))?)/;

/** Emphasizes the numbers in a sentence, except those that are part of one of `names`, such as `Limited 3`. */
export function emphasizeNumbers(text: string, names: readonly string[] = []): Line {
	const name = names.find(each => /\d/.test(each) && text.includes(each));
	if (name !== undefined) {
		const at = text.indexOf(name);
		return [
			...emphasizeNumbers(text.slice(0, at), names),
			span('text', stripControls(name)),
			...emphasizeNumbers(text.slice(at + name.length), names),
		];
	}
	return stripControls(text)
		.split(numberPattern)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}
