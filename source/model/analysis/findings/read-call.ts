import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import {textAt} from './places.ts';

/** The text of a call in a program. */
export type Call = {
	/** The call without what its arguments have in brackets. */
	readonly own: string;
	/** The call without strings and comments. */
	readonly whole: string;
	readonly lastLine: number;
	/** The rest of the line on which it ends. */
	readonly rest: string;
	/** The first line with code after the call, from that rest on. */
	readonly next: string;
};

/** The most lines of a call, and of what follows it, that are read. */
const maxLines = 50;

/** Text that may contain brackets which are not code. */
const notCode = {
	javascript: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*/g,
	python: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g,
};

/** Reads the call that starts at an index of a line. Undefined if its end is not found. */
export function readCall(model: Model, place: Place, from: number): Call | undefined {
	let own = '';
	let whole = '';
	let depth = 0;
	for (let line = place.line; line < place.line + maxLines; line++) {
		const text = codeAt(model, place, line, line === place.line ? from : 0);
		for (let index = 0; index < text.length; index++) {
			const each = text.charAt(index);
			depth += '([{'.includes(each) ? 1 : ')]}'.includes(each) ? -1 : 0;
			whole += each;
			if (depth <= 1) own += each;
			if (depth > 0 || !own.includes('(')) continue;
			const rest = text.slice(index + 1);
			return {own, whole, lastLine: line, rest, next: rest.trim() === '' ? codeAfter(model, place, line) : rest};
		}
		own += ' ';
		whole += ' ';
	}
	return undefined;
}

function codeAt(model: Model, place: Place, line: number, start = 0): string {
	const text = textAt(model, {...place, line}).slice(start);
	return text.replaceAll(notCode[model.description.language], '');
}

function codeAfter(model: Model, place: Place, last: number): string {
	for (let line = last + 1; line < last + maxLines; line++) {
		const text = codeAt(model, place, line);
		if (text.trim() !== '') return text;
	}
	return '';
}
