import {answers} from '../../session.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, wrap} from '../line.ts';
import type {LessonShown, ScreenProps} from '../screens/screen.tsx';

/** The question, then what one can answer, one below the other; `airy` with blank lines around. */
export function questionRows(
	{lesson, session, glyphs}: ScreenProps,
	available: number,
	airy: boolean,
): readonly Line[] {
	const {overlay} = session;
	if (!lesson || overlay?.kind !== 'question') {
		return [];
	}
	const air = airy ? [blank] : [];
	const asked = wrap([span('accent', clean(lesson.question), 'strong')], available - 2);
	const rows = answers.flatMap((answer, index) => {
		const words = textOf(lesson, answer);
		return answerRows(answer === 'unsure' ? glyphs.dot : answer, words, index === overlay.selected);
	});
	return [...air, ...asked.map(line => [span('text', ' '), ...line]), ...air, ...rows, ...air];

	function answerRows(letter: string, text: string, selected: boolean): readonly Line[] {
		const lines = wrap([span('text', clean(text))], available - 8).map(line => line.map(piece => piece.text).join(''));
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

function textOf({answers: given}: LessonShown, answer: (typeof answers)[number]): string {
	return answer === 'unsure' ? "I don't know: show me" : (given.find(({letter}) => letter === answer)?.text ?? '');
}
