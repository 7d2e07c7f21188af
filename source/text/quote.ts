import {printable} from './printable.ts';

/** The most characters of a quoted text. */
const maxLength = 40;

/** Quotes a word of the user: `"concurent"`, safe to print and cut to 40 characters. */
export function quote(word: string): string {
	const text = printable(word);
	return `"${text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text}"`;
}

/** Quotes the path of a file, safe to print and whole, so that the file can be found. */
export function quotePath(path: string): string {
	return `"${printable(path)}"`;
}

/** Quotes a text of a file, cut after 40 characters. Control characters are escaped, so that no terminal acts on them. */
export function quoteEscaped(text: string): string {
	const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
	return JSON.stringify(short).replace(
		/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
		sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
