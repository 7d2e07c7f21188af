import type {ThemeName} from '../../session/choices.ts';
import {themeNames} from '../../session/choices.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** What each theme is for. */
const descriptions: Readonly<Record<ThemeName, string>> = {
	dark: 'for a dark background',
	light: 'for a light background',
	terminal: 'the 16 colors of your terminal',
	mono: 'no colors',
};

/**
 * Draws the themes, each with a sample in its own colors on its own background. The names have the colors of the
 * terminal, so that they stay readable whatever is previewed.
 */
export function themeRows({session, samples, theme, glyphs}: ScreenProps): readonly Line[] {
	const own = samples?.terminal ?? theme;
	const selected = themeNames.indexOf(session.theme);
	return themeNames.map((name, index): Line => {
		const isSelected = index === selected;
		const words = `${isSelected ? glyphs.pointer : ' '} ${name.padEnd(9)}`;
		const sample = samples?.[name] ?? theme;
		const line = [
			{...span('text', words, isSelected ? 'selected' : 'plain'), theme: own},
			{...span('text', '  '), theme: own},
			...sampleOf(glyphs).map(piece => ({...piece, theme: sample})),
			{...span('text', `  ${descriptions[name]}`), theme: own},
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
