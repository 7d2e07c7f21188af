import type {ClaimResult} from '../../model/analysis/claim.ts';
import {printable} from '../../text/printable.ts';
import type {LessonProps} from '../../view/props.ts';

type LessonQuestion = Pick<LessonProps, 'title' | 'question' | 'answers' | 'right'>;
type Language = ClaimResult['language'];

const languageNames = {javascript: 'JavaScript', python: 'Python', both: 'Both'} as const;

/** The question and its answers. */
export function questionLines({title, question, answers}: LessonQuestion): readonly string[] {
	return [title, '', question, ...answers.map(({letter, text}) => `  ${letter}  ${text}`)].map(printable);
}

/** Where a version has no program in a language: what is said in its place. */
export function nearestLine(version: string, language: Exclude<Language, 'both'>, nearest: string): string {
	return printable(`${version}, ${languageNames[language]}: ${nearest}`);
}

/** What the claims about a version came to, a line each. */
export function claimResultLines(results: readonly ClaimResult[], ascii: boolean): readonly string[] {
	const marks = ascii ? asciiMarks : unicodeMarks;
	return results.map(({language, holds, said}) =>
		printable(
			`${marks[`${holds}`]} ${languageNames[language]}: ${said}${holds === 'inconclusive' ? ' (inconclusive on this machine)' : ''}`,
		),
	);
}

const unicodeMarks = {true: '✓', false: '✗', inconclusive: '?'} as const;
const asciiMarks = {true: '+', false: 'x', inconclusive: '?'} as const;

/** Whether the answer was right, and why it is so. */
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
