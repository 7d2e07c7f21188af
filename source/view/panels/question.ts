import {answers} from '../../session/choices.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import type {LessonProps, ScreenProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';

/** Blank lines: none, between the question and its answers, or around them too. */
export type Spacing = 0 | 1 | 2;

/** The question, then its answers, one per line. */
export function questionRows({lesson, session, glyphs}: ScreenProps, width: number, spacing: Spacing): readonly Line[] {
	const {overlay} = session;
	if (!lesson || overlay?.kind !== 'question') {
		return [];
	}
	const around = spacing === 2 ? [emptyLine] : [];
	const between = spacing > 0 ? [emptyLine] : [];
	const asked = wrapProse([span('accent', stripControls(lesson.question), 'strong')], width - 2);
	const rows = answers.flatMap((answer, index) => {
		const words = textOf(lesson, answer);
		return answerRows(answer === 'unsure' ? glyphs.dot : answer, words, index === overlay.selected);
	});
	return [...around, ...asked.map(line => [span('text', ' '), ...line]), ...between, ...rows, ...around];

	function answerRows(letter: string, text: string, selected: boolean): readonly Line[] {
		const lines = wrapProse([span('text', stripControls(text))], width - 8).map(line =>
			line.map(piece => piece.text).join(''),
		);
		return lines.map((line, row) => {
			const start = row === 0 ? `${letter}  ` : '   ';
			const [open, close] = [row === 0 ? '[' : ' ', row === lines.length - 1 ? ']' : ' '];
			return selected
				? [
						span('accent', row === 0 ? ` ${glyphs.pointer}` : '  '),
						span('accent', `${open}${start}${line}${close}`, 'selected'),
					]
				: [span('text', '   '), span('accent', start, 'strong'), span('text', line)];
		});
	}
}

function textOf({answers: given}: LessonProps, answer: (typeof answers)[number]): string {
	return answer === 'unsure' ? 'Not sure, show me' : (given.find(({letter}) => letter === answer)?.text ?? '');
}
