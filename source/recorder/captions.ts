import type {Line} from '../view/line.ts';
import {lineWidth, span, wrap} from '../view/line.ts';
import type {Size} from '../view/props.ts';
import type {Step} from './key-script.ts';

/** The rows below the screen that captions fill. */
export const captionRows = 2;

/** The most rows of a title. */
const titleRows = 5;

/** The most captions of a recording. */
const maxCaptions = 500;

/** Sets a caption in its rows, centered. */
export function captionLines(text: string, columns: number): readonly Line[] {
	const lines = centered(text, columns, 'plain');
	return Array.from({length: captionRows}, (_, index) => lines[index] ?? []);
}

/** Sets a title in the middle of an empty screen. */
export function titleLines(text: string, {columns, rows}: Size): readonly Line[] {
	const lines = centered(text, columns, 'strong');
	const above = Math.max(0, Math.floor((rows - lines.length) / 2));
	return Array.from({length: rows}, (_, index) => lines[index - above] ?? []);
}

/** Returns a sentence on the first text that does not fit. Undefined if all fit. */
export function checkTexts(steps: readonly Step[], {columns, rows}: Size): string | undefined {
	for (const step of steps) {
		if (step.kind !== 'say' && step.kind !== 'title') continue;
		const needed = centered(step.text, columns, 'plain').length;
		const most = step.kind === 'say' ? captionRows : Math.min(titleRows, rows);
		if (needed > most) return `${step.place}: ${needed} rows of text, ${most} fit in ${columns} columns.`;
	}
	const captions = steps.filter(({kind}) => kind === 'say').length;
	return captions > maxCaptions ? `${captions} captions, at most ${maxCaptions} fit in a recording.` : undefined;
}

function centered(text: string, columns: number, weight: 'plain' | 'strong'): readonly Line[] {
	if (text.trim() === '') return [];
	return wrap([span('text', text, weight)], columns - 2).map(line => {
		const before = Math.floor((columns - lineWidth(line)) / 2);
		return [span('text', ' '.repeat(Math.max(0, before))), ...line];
	});
}
