import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import {textAt} from './places.ts';

/**
 * Returns whether an await is a statement of its own, so that the errors which `gather(…, return_exceptions=True)` or
 * `Promise.allSettled` returns as values are not used.
 */
export function isUnused(model: Model, how: string, place: Place | undefined): boolean {
	if (!place) return false;
	if (how === 'gather') return isUnusedGather(model, place);
	return how === 'allSettled' && isUnusedAllSettled(model, place);
}

/** The text before `allSettled` if it follows another statement or starts a block. After `${`, its value is used. */
const startsStatement = /(?:[;}]|(?:\)|=>|\b(?:try|else|do|finally))\s*\{)\s*await\s+Promise\.$/;

/** Text of JavaScript that may contain brackets which are not code. */
const notCode = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*/g;

function isUnusedAllSettled(model: Model, place: Place): boolean {
	const line = textAt(model, place);
	const isFirst = /^\s*await\s+Promise\.allSettled\(/.test(line);
	if (!isFirst && !startsStatement.test(line.slice(0, place.column - 1))) return false;
	const call = readCall(model, place, line.indexOf('allSettled(', isFirst ? 0 : place.column - 1), notCode);
	// A method of the promise, such as `then`, receives the values.
	return call !== undefined && !/^\s*\??[.[]/.test(call.next);
}

/** Text of Python that may contain brackets which are not code. */
const notPythonCode = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g;

function isUnusedGather(model: Model, place: Place): boolean {
	if (!/^\s*await\s+(?:asyncio\.)?gather\(/.test(textAt(model, place))) return false;
	const call = readCall(model, place, 0, notPythonCode);
	// What follows the call would use its value.
	if (!call || /^\s*[^\s);]/.test(call.rest)) return false;
	return /\breturn_exceptions\s*=\s*True\b/.test(call.own);
}

/** The most lines of a call, and of what follows it, that are read. */
const maxLines = 50;

type Call = {
	/** Its text without what its arguments have in brackets. */
	readonly own: string;
	/** The rest of the line on which it ends. */
	readonly rest: string;
	/** The first line with code after the call, from that rest on. */
	readonly next: string;
};

/** Reads the call that starts at an index of a line. Undefined if its end is not found. */
function readCall(model: Model, place: Place, from: number, ignored: RegExp): Call | undefined {
	let own = '';
	let depth = 0;
	for (let line = place.line; line < place.line + maxLines; line++) {
		const text = codeAt(line, line === place.line ? from : 0);
		for (let index = 0; index < text.length; index++) {
			const each = text.charAt(index);
			depth += '([{'.includes(each) ? 1 : ')]}'.includes(each) ? -1 : 0;
			if (depth <= 1) own += each;
			if (depth > 0 || !own.includes('(')) continue;
			const rest = text.slice(index + 1);
			return {own, rest, next: rest.trim() === '' ? codeAfter(line) : rest};
		}
		own += ' ';
	}
	return undefined;

	function codeAt(line: number, start = 0): string {
		return textAt(model, {...place, line})
			.slice(start)
			.replaceAll(ignored, '');
	}

	function codeAfter(last: number): string {
		for (let line = last + 1; line < last + maxLines; line++) {
			const text = codeAt(line);
			if (text.trim() !== '') return text;
		}
		return '';
	}
}
