import type {Judgement} from '../../model/analysis/claim.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, width} from '../line.ts';
import type {LessonShown, ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {wrapSentence} from '../wrap-prose.ts';
import {figures} from './emphasize-numbers.ts';

/** The answer that the run has given, and what one has said before: in a line if there is room, else in one of its own. */
export function answerLines({session}: ScreenProps, lesson: LessonShown, room: number): readonly Line[] {
	const {answer} = session;
	const text = (letter: string | undefined) => {
		return clean(lesson.answers.find(one => one.letter === letter)?.text ?? '');
	};
	const it = span('accent', text(lesson.right));
	if (lesson.judgements.some(({holds}) => holds === false)) {
		const rest = [span('text', '  '), it, span('muted', '   normally; this run differs')];
		return wrapSentence([span('accent', lesson.right, 'strong'), ...rest], room);
	}
	const right = span('done', lesson.right, 'strong');
	if (answer === lesson.right) {
		return wrapSentence([right, span('done', '  as you said: '), it], room);
	}
	const other = answer === undefined || answer === 'unsure' ? undefined : `   You said ${answer}`;
	const forms = other === undefined ? [''] : [`${other}: ${text(answer)}`, `${other}.`];
	const line = [right, span('text', '  '), it];
	const inOne = forms.map(said => [...line, span('muted', said)]).find(all => width(all) <= room);
	const apart = other === undefined ? [] : [[span('muted', `${other}.`)]];
	return inOne ? [inOne] : [...wrapSentence(line, room), ...apart];
}

/** Nothing of what will happen is said before it has: the question, and what one has said. */
export function questionLines({session}: ScreenProps, lesson: LessonShown, room: number) {
	const chosen = lesson.answers.find(({letter}) => letter === session.answer);
	const said = chosen ? [span('accent', chosen.letter, 'strong'), span('text', `  ${clean(chosen.text)}`)] : blank;
	return {
		question: wrapSentence([span('accent', clean(lesson.question), 'strong')], room),
		said: chosen ? wrapSentence(said, room) : [],
	};
}

/** What was claimed, each with whether it is so and with what was measured. */
export function judgementLines(judgements: readonly Judgement[], room: number, glyphs: Glyphs): readonly Line[] {
	return judgements.flatMap(one => judgementLine(one, room, glyphs));
}

function judgementLine({holds, said}: Judgement, room: number, {state}: Glyphs): readonly Line[] {
	const [role, sign, before] = look(holds, state);
	return wrapSentence([span(role, before), ...figures(said)], room - 2).map((line, index) => [
		span(role, index === 0 ? `${sign} ` : '  ', 'strong'),
		...line,
	]);
}

function look(holds: Judgement['holds'], state: Glyphs['state']): readonly [role: Role, sign: string, words: string] {
	if (holds === 'inconclusive') {
		return ['run', '?', 'inconclusive on this machine: '];
	}
	return holds ? ['done', state.done, ''] : ['fail', state.failed, 'not here: '];
}
