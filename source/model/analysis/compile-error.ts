import {formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';

/**
 * Returns why a program did not compile, with its place: `too-many.py:14 SyntaxError: '(' was never closed`. Undefined
 * if it did compile, or if the error is not about its own text.
 */
export function compileError({end, totals, lanes}: Model): string | undefined {
	const error = end?.error;
	const isCompileError = error !== undefined && /^(Syntax|Indentation|Tab)Error$/.test(error.name) && lanes.length < 2;
	if (!isCompileError || totals.inFlight > 0) {
		return undefined;
	}
	const place = error.place ? `${error.place.file}:${error.place.line}  ` : '';
	return `${place}${formatFailure(error)}`;
}
