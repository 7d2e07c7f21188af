import type {ClaimResult} from '../../model/analysis/claim.ts';
import {languageNames} from '../../text/language-names.ts';
import {printable} from '../../text/printable.ts';
import type {LessonProps} from '../../view/props.ts';

type LessonQuestion = Pick<LessonProps, 'title' | 'question' | 'answers' | 'right'>;
type Language = ClaimResult['language'];

const claimLanguages = {...languageNames, both: 'Both'} as const;

/** Formats the question and its answers. */
export function questionLines({title, question, answers}: LessonQuestion): readonly string[] {
	return [title, '', question, ...answers.map(({letter, text}) => `  ${letter}  ${text}`)].map(printable);
}

/** Formats the line that is printed in place of a program that a language lacks. */
export function substituteLine(version: string, language: Exclude<Language, 'both'>, nearest: string): string {
	return printable(`${version}, ${languageNames[language]}: ${nearest}`);
}

/** Formats the results of the claims about a version, one per line. */
export function claimResultLines(results: readonly ClaimResult[], ascii: boolean): readonly string[] {
	const marks = ascii ? asciiMarks : unicodeMarks;
	return results.map(({language, holds, said}) =>
		printable(
			`${marks[`${holds}`]} ${claimLanguages[language]}: ${said}${holds === 'inconclusive' ? ' (inconclusive on this machine)' : ''}`,
		),
	);
}

const unicodeMarks = {true: '✓', false: '✗', inconclusive: '?'} as const;
const asciiMarks = {true: '+', false: 'x', inconclusive: '?'} as const;

/** Formats whether the answer was right, and the explanation. */
export function answerLines(
	{answers, right}: LessonQuestion,
	answer: string | undefined,
	why: LessonProps['why'],
): readonly string[] {
	const text = answers.find(({letter}) => letter === right)?.text ?? '';
	const given =
		answer === right
			? `Your answer ${right} is right`
			: `The answer is ${right}${answer === undefined || answer === 'unsure' ? '' : `, not ${answer}`}`;
	return [`${given}: ${text}`, '', 'Why', ...why.flatMap(reason => [`  ${reason.text}`, `    ${reason.link}`])].map(
		printable,
	);
}
