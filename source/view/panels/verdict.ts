import type {Judgement} from '../../model/claim.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, fit, span, width, wrap} from '../line.ts';
import {shortLink} from '../link.ts';
import {fitsDashboard} from '../screens/breakpoints.ts';
import type {LessonShown, ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {languageNames} from './header.ts';
import {panel} from './panel.ts';

/** Whether what happened stands in the place of the code: the user has asked for it, or a lesson's runs have ended. */
export function showsVerdict(props: ScreenProps): boolean {
	return props.lesson !== undefined && (props.session.verdict ?? haveEnded(props));
}

/** What happened, why, and what to try next: exactly so many rows and columns, in a frame where the screen has frames. */
export function verdictRows(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {lesson, size, glyphs} = props;
	if (!lesson) {
		return Array.from({length: rows}, () => blank);
	}
	const {framed, inner} = boxOf(size, available);
	const height = framed ? rows - 2 : rows;
	const lines = arranged(sectionsOf(props, lesson, inner), height, glyphs);
	const filled = Array.from({length: Math.max(0, height)}, (_, row) => lines[row] ?? blank);
	return framed
		? panel(
				{
					title: [span('accent', 'What happened', 'strong')],
					words: [span('accent', 'v', 'strong'), span('muted', ' the code')],
				},
				filled,
				available,
				glyphs,
			)
		: filled.map(line => [span('text', ' '), ...line]);
}

/** How many rows it would take with nothing left out. */
export function verdictNeed(props: ScreenProps, available: number): number {
	const {framed, inner} = boxOf(props.size, available);
	const sections = props.lesson ? inOrder(sectionsOf(props, props.lesson, inner)) : [];
	return sections.reduce((sum, {length}) => sum + length + 1, framed ? 1 : -1);
}

function boxOf(size: ScreenProps['size'], available: number): {readonly framed: boolean; readonly inner: number} {
	const framed = fitsDashboard(size);
	return {framed, inner: available - (framed ? 4 : 2)};
}

function haveEnded({model, beside}: ScreenProps): boolean {
	return model.phase === 'ended' && (beside === undefined || beside.phase === 'ended');
}

/** What belongs together, the most important first. */
type Sections = {
	readonly answer: readonly Line[];
	readonly judgements: readonly Line[];
	/** Each can be left out on its own. */
	readonly why: readonly (readonly Line[])[];
	readonly tries: readonly Line[];
};

function sectionsOf(props: ScreenProps, lesson: LessonShown, inner: number): Sections {
	const room = inner - labelColumns;
	if (!haveEnded(props)) {
		return {answer: beforehand(props, lesson, room), judgements: [], why: [], tries: []};
	}
	return {
		answer: isAsked(props) ? answerLines(props, lesson, room) : [],
		judgements: judgementLines(lesson.judgements, room, props.glyphs),
		why: lesson.why.map((reason, index) => {
			return labelled(index === 0 ? 'Why' : '', reasonLines(reason, room, props.glyphs));
		}),
		tries: labelled('Next', tryLines(lesson.tries, room)),
	};
}

/** With air between the sections where there is room; where there is not, what comes last gives way first. */
function arranged(sections: Sections, rows: number, {ellipsis}: Glyphs): readonly Line[] {
	const {answer, judgements, why, tries} = sections;
	const spaced = inOrder(sections).flatMap((section, index) => (index === 0 ? section : [blank, ...section]));
	if (spaced.length <= rows) {
		return spaced;
	}
	let lines = [...answer, ...judgements];
	for (const section of [...why, tries]) {
		lines = lines.length + section.length <= rows ? [...lines, ...section] : lines;
	}
	return lines.length <= rows ? lines : [...lines.slice(0, Math.max(0, rows - 1)), [span('muted', ellipsis)]];
}

const inOrder = ({answer, judgements, why, tries}: Sections) =>
	[answer, judgements, why.flat(), tries].filter(({length}) => length > 0);

/** The question is about the first version; of tasks under strategies nobody says under which. */
function isAsked({model, strategies}: ScreenProps): boolean {
	const {form, strategy} = model.description;
	return form === 'tasks' || strategy.name === strategies[0]?.name;
}

/** Nothing of what will happen is said before it has. */
function beforehand({session}: ScreenProps, lesson: LessonShown, room: number): readonly Line[] {
	const said = session.answer === undefined || session.answer === 'unsure' ? undefined : session.answer;
	const chosen = lesson.answers.find(({letter}) => letter === said);
	return [
		...labelled('Question', wrap([span('accent', clean(lesson.question), 'strong')], room)),
		...(chosen
			? labelled('You said', wrap([span('accent', chosen.letter, 'strong'), words(`  ${chosen.text}`)], room))
			: []),
		...labelled(
			'',
			wrap([span('muted', 'Answer, then watch: what happened is said here when the run has ended.')], room),
		),
	];
}

function answerLines({session: {answer}}: ScreenProps, lesson: LessonShown, room: number): readonly Line[] {
	const text = (letter: string | undefined) => clean(lesson.answers.find(one => one.letter === letter)?.text ?? '');
	const differs = lesson.judgements.some(({holds}) => holds === false);
	const right = span(differs ? 'accent' : 'done', lesson.right, 'strong');
	const it = text(lesson.right);
	if (differs) {
		return labelled('Answer', wrap([right, words(`  ${it}. So it should be; this run was different.`)], room));
	}
	if (answer === lesson.right) {
		return labelled('Answer', wrap([right, words('  as you said: '), span('accent', it)], room));
	}
	const other = answer === undefined || answer === 'unsure' ? '' : `   You said ${answer}: ${text(answer)}.`;
	return labelled('Answer', wrap([right, span('accent', `  ${it}`), span('muted', other)], room));
}

const order = ['both', 'javascript', 'python'] as const;

function judgementLines(judgements: readonly Judgement[], room: number, glyphs: Glyphs): readonly Line[] {
	if (judgements.length === 0) {
		return labelled('', wrap([span('muted', 'Nothing is claimed of this version: the lanes show what it did.')], room));
	}
	return order.flatMap(language =>
		labelled(
			language === 'both' ? 'Both' : languageNames[language],
			judgements.filter(one => one.language === language).flatMap(one => judgementLine(one, room, glyphs)),
		),
	);
}

function judgementLine({holds, said}: Judgement, room: number, {state}: Glyphs): readonly Line[] {
	const [role, sign, before] = {
		true: ['done', state.done, ''],
		false: ['fail', state.failed, 'not so here: '],
		inconclusive: ['run', '?', 'inconclusive on this machine: '],
	}[String(holds) as `${typeof holds}`] as [Role, string, string];
	return wrap([span(role, before), ...figures(said)], room - 2).map((line, index) => [
		span(role, index === 0 ? `${sign} ` : '  ', 'strong'),
		...line,
	]);
}

/** What was measured stands out. */
function figures(said: string): Line {
	return clean(said)
		.split(/(\d[\d.,]*(?:\s?(?:ms|s|×|%)(?![\w]))?)/)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : words(part)));
}

/** The reason, and where it is written: on its last line if there is room, else below. An address is never broken. */
function reasonLines({text, link}: LessonShown['why'][number], room: number, glyphs: Glyphs): readonly Line[] {
	const lines = wrap([words(clean(text))], room);
	const last = lines.at(-1) ?? blank;
	const whole = shortLink(clean(link), Number.POSITIVE_INFINITY, glyphs.ellipsis);
	if (width(last) + 2 + whole.length <= room) {
		return [...lines.slice(0, -1), [...last, span('muted', `  ${whole}`)]];
	}
	return [...lines, [span('muted', shortLink(clean(link), room, glyphs.ellipsis))]];
}

/** As many in a row as fit. */
function tryLines(tries: LessonShown['tries'], room: number): readonly Line[] {
	const lines: Line[] = [];
	for (const {keys, text} of tries) {
		const one: Line = [span('accent', ` ${clean(keys)} `, 'selected'), words(` ${clean(text)}`)];
		const last = lines.at(-1);
		if (last && width(last) + 3 + width(one) <= room) {
			lines[lines.length - 1] = [...last, span('text', '   '), ...one];
		} else {
			lines.push(...wrap(one, room));
		}
	}
	return lines;
}

const labelColumns = 12;

/** Lines beside a word on what they are. */
function labelled(label: string, lines: readonly Line[]): readonly Line[] {
	return lines.map((line, index) => [...fit([span('muted', index === 0 ? label : '')], labelColumns, ' '), ...line]);
}

const words = (text: string) => span('text', text);
