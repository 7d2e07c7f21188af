import type {ThemeName} from '../../session/choices.ts';
import {themeNames} from '../../session/choices.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {lineWidth, span} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** What each theme is for. */
const descriptions: Readonly<Record<ThemeName, string>> = {
	dark: 'for a dark background',
	light: 'for a light background',
	terminal: 'the 16 colors of your terminal',
	mono: 'no colors',
};

/**
 * Draws the themes, each with a sample in its own colors on its own background, and what it is for if that fits in
 * `width` columns. The names have the colors of the terminal, so that they stay readable whatever is previewed.
 */
export function themeRows({session, samples, theme, glyphs}: ScreenProps, width: number): readonly Line[] {
	const own = samples?.terminal ?? theme;
	const selected = themeNames.indexOf(session.theme);
	const words = Math.max(...Object.values(descriptions).map(({length}) => length));
	const hasWords = 11 + 2 + lineWidth(sampleOf(glyphs)) + 2 + words <= width;
	return themeNames.map((name, index): Line => {
		const isSelected = index === selected;
		const title = `${isSelected ? glyphs.pointer : ' '} ${name.padEnd(9)}`;
		const sample = samples?.[name] ?? theme;
		const line = [
			{...span('text', title, isSelected ? 'selected' : 'plain'), theme: own},
			{...span('text', '  '), theme: own},
			...sampleOf(glyphs).map(piece => ({...piece, theme: sample})),
			...(hasWords ? [{...span('text', `  ${descriptions[name]}`), theme: own}] : []),
		];
		return clickableRow(line, index - selected, 'select-listed');
	});
}

/** Draws a sample of each kind of text. */
function sampleOf({lane, state}: ScreenProps['glyphs']): Line {
	return [
		span('text', ' '),
		span('wait', lane.waiting.repeat(4)),
		span('run', lane.running.repeat(2)),
		span('done', ` ${state.done} done`),
		span('fail', ` ${state.failed} failed`),
		span('keyword', ' await'),
		span('muted', ' 12 '),
	];
}
