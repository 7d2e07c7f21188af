import type {ClaimResult} from '../../model/analysis/claim.ts';
import {printable} from '../../text/printable.ts';

/**
 * Formats the claims of an exercise, one per line: a claim that holds as it was measured, any other as its goal and
 * what was measured.
 */
export function exerciseClaimLines(results: readonly ClaimResult[], ascii: boolean): readonly string[] {
	const marks = ascii ? asciiMarks : unicodeMarks;
	return results.map(({holds, said, goal = ''}) =>
		printable(`${marks[`${holds}`]} ${holds === true ? said : `${goal} ${sentence(said)}`}`),
	);
}

const unicodeMarks = {true: '✓', false: '○', inconclusive: '?'} as const;
const asciiMarks = {true: '+', false: 'o', inconclusive: '?'} as const;

/** Formats what was measured as a sentence that follows the goal. */
function sentence(found: string): string {
	return `Now: ${found}${/[.!?]$/.test(found) ? '' : '.'}`;
}
