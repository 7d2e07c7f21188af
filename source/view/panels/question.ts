import {answerLetters} from '../../session/choices.ts';
import {questionIn} from '../../session/overlay.ts';
import {clickable} from '../click.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';

/** 0: no blank lines. 1: one between the question and its answers. 2: also one above and one below. */
export type Spacing = 0 | 1 | 2;

/** Draws the question, then its answers with their keys, one per line. */
export function questionRows({lesson, session, glyphs}: ScreenProps, width: number, spacing: Spacing): readonly Line[] {
	const open = questionIn(session);
	if (!lesson || !open) {
		return [];
	}
	const around = spacing === 2 ? [emptyLine] : [];
	const between = spacing > 0 ? [emptyLine] : [];
	const asked = wrapProse([span('accent', stripControls(lesson.question), 'strong')], width - 2);
	const rows = answerLetters.flatMap((letter, index) => {
		const text = lesson.answers.find(answer => answer.letter === letter)?.text ?? '';
		return answerRows(letter, text, index === open.selected);
	});
	const skip = [
		span('text', '   '),
		span('accent', 'Esc', 'strong'),
		span('text', ' I don’t know: run it and show me'),
	];
	rows.push(clickable(skip, 'escape'));
	return [...around, ...asked.map(line => [span('text', ' '), ...line]), ...between, ...rows, ...around];

	function answerRows(letter: string, text: string, selected: boolean): readonly Line[] {
		const lines = wrapProse([span('text', stripControls(text))], width - 8);
		return lines.map((line, row): Line => {
			const mark = selected && row === 0 ? glyphs.pointer : ' ';
			const key = row === 0 ? span('accent', `[${letter}]`, selected ? 'selected' : 'strong') : span('text', '   ');
			return clickable([span('accent', `  ${mark}`, 'strong'), key, span('text', ' '), ...line], letter);
		});
	}
}
