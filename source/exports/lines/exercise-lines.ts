import type {ClaimResult} from '../../model/analysis/claim.ts';
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
