import type {Cells} from './cells.ts';
import {cellsOf} from './cells.ts';

/** Fewer unchanged cells than this between changed ones are written again: moving the cursor costs as much. */
const near = 4;

/**
 * Replaces Ink's module of this name, with the same contract: returns the output that turns one row into the next, with
 * the cursor in that row. For each stretch of cells that differ, the output is a move of the cursor, the styles and the
 * characters. The style is plain before and after.
 */
export function lineUpdate(previous: string, next: string, columns: number | undefined): string {
	const full = `\u001B[G\u001B[K${next}`;
	const before = cellsOf(previous);
	const after = cellsOf(next);
	const isCertain = before.isCertain && after.isCertain && after.endsPlain;
	if (!isCertain || columns === undefined || !(Math.max(before.width, after.width) <= columns)) {
		return full;
	}

	const {characters, styles, columns: starts} = after;
	const changed = changes(before, after);
	let text = '';
	let style = '';
	let cursor = -1;
	const switchTo = (wanted: string) => {
		if (wanted !== style) {
			text += wanted === '' ? '\u001B[m' : `\u001B[${style === '' ? '' : '0;'}${wanted}m`;
			style = wanted;
		}
	};
	for (let index = changed.indexOf(true); index !== -1; index = changed.indexOf(true, index)) {
		if (cursor !== starts[index]) {
			text += `\u001B[${(starts[index] ?? 0) + 1}G`;
		}

		for (const end = endOfStretch(changed, index); index < end; index++) {
			switchTo(styles[index] ?? '');
			text += characters[index];
		}

		cursor = starts[index] ?? after.width;
	}

	switchTo('');
	if (after.width < before.width) {
		text += `${cursor === after.width ? '' : `\u001B[${after.width + 1}G`}\u001B[K`;
	}

	return text.length < full.length ? text : full;
}

/** Returns, for each character of a row, whether the terminal shows something else in its place. */
function changes(before: Cells, after: Cells): readonly boolean[] {
	let old = 0;
	return after.characters.map((character, index) => {
		const start = after.columns[index] ?? 0;
		while (old < before.columns.length && (before.columns[old] ?? 0) < start) {
			old++;
		}

		const style = after.styles[index];
		if (old >= before.columns.length && start >= before.width) {
			return character !== ' ' || style !== '';
		}

		return before.columns[old] !== start || before.characters[old] !== character || before.styles[old] !== style;
	});
}

function endOfStretch(changed: readonly boolean[], from: number): number {
	let end = from + 1;
	for (let ahead = end; ahead < changed.length && ahead - end < near; ahead++) {
		if (changed[ahead]) {
			end = ahead + 1;
		}
	}

	return end;
}
