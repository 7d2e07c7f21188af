import stringWidth from 'string-width';
import {remember} from './remember.ts';

/** The characters of a row, in order: the column and the style of each. A style is a list of SGR codes. */
export type Cells = {
	readonly characters: readonly string[];
	readonly styles: readonly string[];
	readonly columns: readonly number[];
	readonly width: number;
	/** Whether the style is switched off at the end. */
	readonly endsPlain: boolean;
	/** Whether terminals agree on the columns: no control character, and each character is one visible code point. */
	readonly isCertain: boolean;
};

const widthOf = remember(character => Math.max(1, stringWidth(character)));
const segmenter = new Intl.Segmenter();
const sgr = /\u001B\[([\d;]*)m/g;
const ascii = /^[ -~]*$/;
const uncertain = /[\u0000-\u001F\u007F-\u009F]|\p{Default_Ignorable_Code_Point}|\p{Mark}/u;

/** Splits a row of colored text into cells. */
export const cellsOf = remember((row: string): Cells => {
	const characters: string[] = [];
	const styles: string[] = [];
	const columns: number[] = [];
	let width = 0;
	let isCertain = true;
	let style = '';
	const codes = new Map<string, string>();
	const take = (text: string) => {
		const isAscii = ascii.test(text);
		isCertain &&= isAscii || !uncertain.test(text);
		for (const character of isAscii ? text : Array.from(segmenter.segment(text), ({segment}) => segment)) {
			isCertain &&= isAscii || [...character].length === 1;
			characters.push(character);
			styles.push(style);
			columns.push(width);
			width += isAscii ? 1 : widthOf(character);
		}
	};

	let from = 0;
	for (const {0: whole, 1: parameters = '', index} of row.matchAll(sgr)) {
		take(row.slice(from, index));
		switchStyle(codes, parameters);
		style = [...codes.values()].join(';');
		from = index + whole.length;
	}

	take(row.slice(from));
	return {characters, styles, columns, width, endsPlain: style === '', isCertain};
});

/** Applies one sequence: a code replaces the earlier one of its kind. */
function switchStyle(codes: Map<string, string>, parameters: string): void {
	const parts = parameters.split(';');
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
}

const kinds = {38: 'foreground', 48: 'background', 58: 'underline color'} as const;

function kindOf(code: number): string {
	const isIn = (from: number) => code >= from && code < from + 8;
	return isIn(30) || isIn(90) ? kinds[38] : isIn(40) || isIn(100) ? kinds[48] : String(code);
}
