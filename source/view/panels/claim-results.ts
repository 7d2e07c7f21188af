import type {ClaimResult} from '../../model/analysis/claim.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import type {LessonProps, ScreenProps} from '../props.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';
import {emphasizeNumbers} from './emphasize-numbers.ts';

/**
 * Draws whether the user's answer was right, then the right answer. `isAsked`: whether the question is about this run.
 */
export function answerLines(
	{session}: Pick<ScreenProps, 'session'>,
	lesson: LessonProps,
	isAsked: boolean,
	room: number,
): readonly Line[] {
	const {right} = lesson;
	const text = span('accent', stripControls(lesson.answers.find(({letter}) => letter === right)?.text ?? ''));
	if (isAsked && lesson.claimResults.some(({holds}) => holds === false)) {
		const rest = [span('text', '  '), text, span('muted', '   normally; this run differs')];
		return wrapProse([span('accent', right, 'strong'), ...rest], room);
	}
	const {answer} = session;
	const isWrong = answer !== undefined && answer !== 'unsure' && answer !== right;
	// The outcome comes first: a small screen cuts the answer from its end.
	const outcome = isWrong ? span('fail', `, not ${answer}:`) : span('done', answer === right ? '  right:' : ' ');
	// The question is about one version, and its answer stays on screen when another version runs.
	const note = isAsked ? [] : [span('muted', '   (of version 1)')];
	return wrapProse([span('done', right, 'strong'), outcome, span('text', ' '), text, ...note], room);
}

/** Draws the question and the user's answer. Nothing here may reveal what will happen. */
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

/** Draws each claim with its result and the measured values. */
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
