import type {ClaimResult} from '../../model/analysis/claim.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, lineWidth, span, stripControls} from '../line.ts';
import type {LessonProps, ScreenProps} from '../props.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';
import {emphasizeNumbers} from './emphasize-numbers.ts';

/** The answer that the run has given, and the user's own answer: on one line if both fit, else on two. */
export function answerLines({session}: ScreenProps, lesson: LessonProps, room: number): readonly Line[] {
	const {answer} = session;
	const text = (letter: string | undefined) => {
		return stripControls(lesson.answers.find(one => one.letter === letter)?.text ?? '');
	};
	const it = span('accent', text(lesson.right));
	if (lesson.claimResults.some(({holds}) => holds === false)) {
		const rest = [span('text', '  '), it, span('muted', '   normally; this run differs')];
		return wrapProse([span('accent', lesson.right, 'strong'), ...rest], room);
	}
	const right = span('done', lesson.right, 'strong');
	if (answer === lesson.right) {
		return wrapProse([right, span('done', '  as predicted: '), it], room);
	}
	const other = answer === undefined || answer === 'unsure' ? undefined : `   You chose ${answer}`;
	const forms = other === undefined ? [''] : [`${other}: ${text(answer)}`, `${other}.`];
	const line = [right, span('text', '  '), it];
	const inOne = forms.map(suffix => [...line, span('muted', suffix)]).find(all => lineWidth(all) <= room);
	const apart = other === undefined ? [] : [[span('muted', `${other}.`)]];
	return inOne ? [inOne] : [...wrapProse(line, room), ...apart];
}

/** The question and the user's answer. Nothing here reveals what will happen before it has happened. */
export function questionLines({session}: ScreenProps, lesson: LessonProps, room: number) {
	const selected = lesson.answers.find(({letter}) => letter === session.answer);
	const answer = selected
		? [span('accent', selected.letter, 'strong'), span('text', `  ${stripControls(selected.text)}`)]
		: emptyLine;
	return {
		question: wrapProse([span('accent', stripControls(lesson.question), 'strong')], room),
		answer: selected ? wrapProse(answer, room) : [],
	};
}

/** Each claim with its result and the measured values. */
export function claimResultLines(results: readonly ClaimResult[], room: number, glyphs: Glyphs): readonly Line[] {
	return results.flatMap(one => claimResultLine(one, room, glyphs));
}

function claimResultLine({holds, said}: ClaimResult, room: number, {state}: Glyphs): readonly Line[] {
	const [role, sign, before] = resultStyle(holds, state);
	return wrapProse([span(role, before), ...emphasizeNumbers(said)], room - 2).map((line, index) => [
		span(role, index === 0 ? `${sign} ` : '  ', 'strong'),
		...line,
	]);
}

function resultStyle(
	holds: ClaimResult['holds'],
	state: Glyphs['state'],
): readonly [role: Role, sign: string, words: string] {
	if (holds === 'inconclusive') {
		return ['run', '?', 'inconclusive on this machine: '];
	}
	return holds ? ['done', state.done, ''] : ['fail', state.failed, 'not here: '];
}
