import type {Cells} from './cells.ts';
import {cellsOf} from './cells.ts';

/** Fewer unchanged cells than this between changed ones are written again: moving the cursor costs as much. */
const near = 4;

/**
 * Returns the output that turns one row into the next: for each stretch of cells that differ, a move of the cursor, the
 * styles and the characters. A row is written whole if a new cell is a link, if it does not fit in `columns`, or if
 * terminals disagree about its columns. The style is plain before and after.
 *
 * `line`: the row's line on the screen, from 1 on. Without it, the cursor must be in that row.
 */
export function rowUpdate(previous: string, next: string, columns: number | undefined, line?: number): string {
	const moveTo = (column: number) => `\u001B[${line === undefined ? `${column}G` : `${line};${column}H`}`;
	const full = `${moveTo(1)}\u001B[K${next}`;
	const before = cellsOf(previous);
	const after = cellsOf(next);
	const isCertain = before.isCertain && after.isCertain && after.endsPlain;
	if (!isCertain || columns === undefined || !(Math.max(before.width, after.width) <= columns)) {
		return full;
	}

	const {characters, styles, links, width} = after;
	let text = '';
	let style = '';
	const switchTo = (wanted: string) => {
		if (wanted !== style) {
			text += wanted === '' ? '\u001B[m' : `\u001B[${style === '' ? '' : '0;'}${wanted}m`;
			style = wanted;
		}
	};

	let cursor = -near;
	for (let change = nextChange(before, after, 0); change < width; change = nextChange(before, after, cursor)) {
		if (change - cursor >= near) {
			cursor = change;
			text += moveTo(cursor + 1);
		}

		for (; cursor <= change || characters[cursor] === ''; cursor++) {
			if (links?.[cursor]) {
				return full;
			}

			switchTo(styles[cursor] ?? '');
			text += characters[cursor];
		}
	}

	switchTo('');
	if (width < before.width) {
		text += `${cursor === width ? '' : moveTo(width + 1)}\u001B[K`;
	}

	return text.length < full.length ? text : full;
}

/** Returns the first column, from one on, in which the terminal shows something else; the width if there is none. */
function nextChange(before: Cells, after: Cells, from: number): number {
	let column = from;
	while (
		column < after.width &&
		(before.characters[column] ?? ' ') === after.characters[column] &&
		(before.styles[column] ?? '') === after.styles[column] &&
		(before.links?.[column] ?? '') === (after.links?.[column] ?? '')
	) {
		column++;
	}

	return column;
}
