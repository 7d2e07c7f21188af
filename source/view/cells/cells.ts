import stringWidth from 'string-width';
import {simple} from '../line.ts';
import {remember} from './remember.ts';

/** A row of colored text, by columns. */
export type Cells = {
	/** The character that starts in each column. Empty for the second column of a wide one. */
	readonly characters: ArrayLike<string>;
	/** The style of each column: a list of SGR codes. */
	readonly styles: readonly string[];
	readonly width: number;
	/** Whether the style is switched off at the end. */
	readonly endsPlain: boolean;
	/** Whether terminals agree on the columns: no control character, and each character is one visible code point. */
	readonly isCertain: boolean;
	/** The URL that each column opens, if any. Undefined if none does. */
	readonly links: readonly string[] | undefined;
};

const segmenter = new Intl.Segmenter();
/** Matches a style, with its codes, and the start of a link, with its URL. The end of a link is the start of none. */
const sequence = /\u001B(?:\[([\d;]*)m|\]8;[^;]*;([^\u0000-\u001F]*)\u0007)/;
const uncertain = /[\u0000-\u001F\u007F-\u009F]|\p{Default_Ignorable_Code_Point}|\p{Mark}/u;

/** Splits a row of colored text into cells. */
export const cellsOf = remember((row: string): Cells => {
	// Text, codes, URL, text, codes, URL, …, text. Of the codes of a style and the URL of a link, one is undefined.
	const pieces: readonly (string | undefined)[] = row.split(sequence);
	const texts = pieces.filter((_, index) => index % 3 === 0) as readonly string[];
	const text = texts.join('');
	const isSimple = simple.test(text);
	const parts = isSimple ? texts : texts.map(charactersOf);
	const width = parts.reduce((sum, {length}) => sum + length, 0);
	const styles = new Array<string>(width);
	const links = row.includes('\u001B]8;') ? new Array<string>(width) : undefined;
	let style = '';
	let link = '';
	let column = 0;
	for (let index = 0; index < parts.length; index++) {
		const end = column + (parts[index] as ArrayLike<string>).length;
		const codes = pieces[index * 3 - 2];
		style = codes === undefined ? style : styleOf(style === '' ? codes : `${style};${codes}`);
		styles.fill(style, column, end);
		link = pieces[index * 3 - 1] ?? link;
		links?.fill(link, column, end);
		column = end;
	}

	return {
		characters: isSimple ? text : parts.flat(),
		styles,
		width,
		endsPlain: style === '',
		isCertain: isSimple || (!uncertain.test(text) && parts.flat().every(character => [...character].length < 2)),
		links,
	};
});

function charactersOf(text: string): readonly string[] {
	return Array.from(segmenter.segment(text), ({segment}) => segment).flatMap(character => [
		character,
		...Array.from({length: stringWidth(character) - 1}, () => ''),
	]);
}

/** Returns the style after a list of codes: a code replaces the earlier one of its kind. */
const styleOf = remember((list: string): string => {
	const codes = new Map<string, string>();
	const parts = list.split(';');
	for (let index = 0; index < parts.length; index++) {
		const code = Number(parts[index] || 0);
		if (code === 0) {
			codes.clear();
		} else if (code === 38 || code === 48 || code === 58) {
			const length = parts[index + 1] === '2' ? 5 : 3;
			codes.set(kinds[code], parts.slice(index, index + length).join(';'));
			index += length - 1;
		} else if (code === 22) {
			codes.delete('1');
			codes.delete('2');
		} else if (code >= 23 && code <= 29) {
			codes.delete(String(code - 20));
		} else if (code === 39 || code === 49 || code === 59) {
			codes.delete(kinds[(code - 1) as 38 | 48 | 58]);
		} else {
			codes.set(kindOf(code), String(code));
		}
	}

	return [...codes.values()].join(';');
});

const kinds = {38: 'foreground', 48: 'background', 58: 'underline color'} as const;

function kindOf(code: number): string {
	const isIn = (from: number) => code >= from && code < from + 8;
	return isIn(30) || isIn(90) ? kinds[38] : isIn(40) || isIn(100) ? kinds[48] : String(code);
}
