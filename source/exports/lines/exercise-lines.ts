import type {ClaimResult} from '../../model/analysis/claim.ts';
import {formatFailure} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import {printable} from '../../text/printable.ts';

/** Formats the claims of an exercise, one per line: what holds as it was measured, else the goal and what was found. */
export function exerciseClaimLines(results: readonly ClaimResult[], ascii: boolean): readonly string[] {
	const marks = ascii ? asciiMarks : unicodeMarks;
	return results.map(({holds, said, goal = ''}) =>
		printable(`${marks[`${holds}`]} ${holds === true ? said : `${goal} ${sentence(said)}`}`),
	);
}

const unicodeMarks = {true: '✓', false: '○', inconclusive: '?'} as const;
const asciiMarks = {true: '+', false: 'o', inconclusive: '?'} as const;

/** A finding as a sentence after another one. */
function sentence(found: string): string {
	return `Now: ${found}${/[.!?]$/.test(found) ? '' : '.'}`;
}

/**
 * Formats why a program did not compile, with its place: `too-many.py:14  SyntaxError: '(' was never closed`. Undefined if
 * it did.
 */
export function compileErrorLine({end, startedAt, lanes}: Model): string | undefined {
	const error = end?.error;
	const isCompile =
		error && /^(Syntax|Indentation|Tab)Error$/.test(error.name) && (startedAt === undefined || lanes.length < 2);
	if (!isCompile) {
		return undefined;
	}
	const place = error.place ? `${error.place.file}:${error.place.line}  ` : '';
	return printable(`${place}${formatFailure(error)}`);
}
