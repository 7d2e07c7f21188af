import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {ScreenProps} from './screen.tsx';

/** The smallest terminal that shows a run. */
export const smallest = {columns: 60, rows: 18};

/** Said instead of a picture; the picture comes back by itself. */
export function tooSmall({size}: ScreenProps): readonly Line[] {
	const available = Math.max(1, size.columns - 1);
	const words = [
		`Terminal is ${size.columns}x${size.rows}; async-tui needs ${smallest.columns}x${smallest.rows}.`,
		'Resize, or run with --plain.',
		'q quits.',
	].join(' ');
	const rows: string[] = [''];
	for (const word of words.split(' ')) {
		const last = rows.at(-1) ?? '';
		if (last === '') {
			rows[rows.length - 1] = word;
		} else if (last.length + 1 + word.length <= available) {
			rows[rows.length - 1] = `${last} ${word}`;
		} else {
			rows.push(word);
		}
	}
	return rows.map(row => [span('text', row)]);
}
