import {cellsOf} from '../../source/view/cells/cells.ts';

/** An operation that Ink's output collects for drawing. */
type Operation = {
	readonly type: string;
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly transformers: readonly ((row: string, index: number) => string)[];
};

/**
 * Returns what Ink's grid of cells gives for rows of text that are below each other, or after the end of one: the rows
 * unchanged. Undefined for everything else, such as text over text, clipped text, or a style that continues in the next
 * row.
 */
export function plainRows(
	operations: readonly Operation[],
	{width, height}: {readonly width: number; readonly height: number},
): {readonly output: string; readonly height: number} | undefined {
	const rows: string[] = Array.from({length: height}, () => '');
	for (const {type, x, y, text, transformers} of operations) {
		if (type !== 'write') {
			return undefined;
		}

		for (const [index, line] of text.split('\n').entries()) {
			const row = transformers.reduce((changed, transform) => transform(changed, index), line).trimEnd();
			const cells = cellsOf(row);
			const before = rows[y + index];
			const free = before === undefined ? -1 : x - cellsOf(before).width;
			if (free < 0 || x + cells.width > width || !cells.endsPlain || !cells.isCertain) {
				return undefined;
			}

			rows[y + index] = row === '' ? `${before}` : `${before}${' '.repeat(free)}${row}`;
		}
	}

	return {output: rows.join('\n'), height};
}
