import type {Frame, Recording} from '../exports/recording/recording.ts';
import type {Row} from '../exports/recording/row.ts';

/** Drops the rows that no frame shows, so that a file has nothing of what its script hides. */
export function withoutUnusedRows(take: Recording): Recording {
	const used = new Set(take.frames.flatMap(({rows}) => rows));
	const rows: Row[] = [];
	const indices = take.rows.map((row, index) => (used.has(index) ? rows.push(row) - 1 : -1));
	const frames = take.frames.map(frame => ({...frame, rows: frame.rows.map(row => indices[row] ?? -1)}));
	return {...take, rows, frames};
}

/** Drops the frames that look like the one before them. */
export function withoutRepeats(frames: readonly Frame[]): readonly Frame[] {
	const distinct: Frame[] = [];
	for (const frame of frames) {
		if (distinct.length === 0 || frame.rows.some((row, index) => row !== distinct.at(-1)?.rows[index]))
			distinct.push(frame);
	}
	return distinct;
}
