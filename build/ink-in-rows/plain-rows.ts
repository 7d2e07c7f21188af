import {cellsOf} from './cells.ts';

/** What Ink's output notes to be drawn. */
type Operation = {
	readonly type: string;
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly transformers: readonly ((row: string, index: number) => string)[];
};

/**
 * Returns what Ink's grid of cells gives for rows of text that lie below each other: the rows as they are. Undefined for
 * everything else, such as boxes beside each other, clipped text, or a style that goes on in the next row.
 */
export function plainRows(
	operations: readonly Operation[],
	{width, height}: {readonly width: number; readonly height: number},
): {readonly output: string; readonly height: number} | undefined {
	const rows: string[] = Array.from({length: height}, () => '');
	for (const {type, x, y, text, transformers} of operations) {
		if (type !== 'write' || x !== 0) {
			return undefined;
		}

		for (const [index, line] of text.split('\n').entries()) {
			const row = transformers.reduce((changed, transform) => transform(changed, index), line).trimEnd();
			const cells = cellsOf(row);
			const fits = cells.width <= width && rows[y + index] === '';
			if (!fits || !cells.endsPlain || !cells.isCertain) {
				return undefined;
			}

			rows[y + index] = row;
		}
	}

	return {output: rows.join('\n'), height};
}
