import type {Judgement} from '../../model/claim.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fitText, span, width} from '../line.ts';
import {shortLink} from '../link.ts';
import {fitsDashboard} from '../screens/breakpoints.ts';
import type {LessonShown, ScreenProps} from '../screens/screen.tsx';
import {wrapSentence} from '../sentence.ts';
import type {Role} from '../theme.ts';
import {languageNames} from './header.ts';
import {panel} from './panel.ts';

/** Whether what happened stands in the place of the code: the user has asked for it, or a lesson's runs have ended. */
export function showsVerdict(props: ScreenProps): boolean {
	return props.lesson !== undefined && (props.session.verdict ?? haveEnded(props));
}

/** What happened, why, and what to try next: exactly so many rows and columns, in a frame where the screen has frames. */
export function verdictRows(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {glyphs} = props;
	const box = boxFor(props, available);
	const height = Math.max(0, box.framed ? rows - 2 : rows);
	const lines = arranged(sectionsOf(props, box), height, glyphs);
	const filled = Array.from({length: height}, (_, row) => lines[row] ?? blank);
	const captions = {
		title: [span('accent', 'What happened', 'strong')],
		words: [span('accent', 'v', 'strong'), span('muted', ' the code')],
	};
	return box.framed ? panel(captions, filled, available, glyphs) : filled.map(line => [span('text', ' '), ...line]);
}

/** How many rows it would take with nothing left out. */
export function verdictNeed(props: ScreenProps, available: number): number {
	const box = boxFor(props, available);
	return spaced(sectionsOf(props, box)).length + (box.framed ? 2 : 0);
}

function haveEnded({model, beside}: ScreenProps): boolean {
	return model.phase === 'ended' && (beside === undefined || beside.phase === 'ended');
}

/** Columns for the word on what a line is, and for the line. */
type Box = {readonly framed: boolean; readonly label: number; readonly room: number};

function boxFor({size}: ScreenProps, available: number): Box {
	const framed = fitsDashboard(size);
	const label = framed ? 12 : 9;
	return {framed, label, room: available - label - (framed ? 4 : 2)};
}

/** What belongs together. */
type Sections = {
	readonly answer: readonly Line[];
	readonly judgements: readonly Line[];
	/** Each with its address, and without where rows are scarce. */
	readonly why: readonly {readonly whole: readonly Line[]; readonly short: readonly Line[]}[];
	readonly tries: readonly Line[];
};

function sectionsOf(props: ScreenProps, box: Box): Sections {
	const {lesson, glyphs} = props;
	if (!lesson || !haveEnded(props)) {
		return {answer: lesson ? beforehand(props, lesson, box) : [], judgements: [], why: [], tries: []};
	}
	return {
		answer: isAsked(props) ? answerLines(props, lesson, box) : [],
		judgements: judgementLines(lesson.judgements, box, glyphs),
		why: lesson.why.map(({text, link}, index) => {
			const lines = wrapSentence([words(text)], box.room);
			const label = index === 0 ? 'Why' : '';
			return {
				whole: labelled(label, withLink(lines, clean(link), box.room, glyphs), box),
				short: labelled(label, withShortLink(lines, clean(link), box.room, glyphs), box),
			};
		}),
		tries: labelled('Next', tryLines(lesson.tries, box.room), box),
	};
}

/**
 * With air between the sections if there is room for that; else the judgements before the first reason, that before what to try,
 * and that before where the reason is written and the other reasons.
 */
function arranged(sections: Sections, rows: number, {ellipsis}: Glyphs): readonly Line[] {
	const airy = spaced(sections);
	if (airy.length <= rows) {
		return airy;
	}
	const {answer, judgements, why, tries} = sections;
	const first = [...answer, ...judgements];
	if (first.length > rows) {
		return [...first.slice(0, Math.max(0, rows - 1)), [span('muted', `${ellipsis} more in a larger terminal`)]];
	}
	let left = rows - first.length - (fitsBoth(sections, rows - first.length) ? tries.length : 0);
	const reasons = why.flatMap(({whole, short}) => {
		const taken = [whole, short].find(({length}) => length <= left) ?? [];
		left -= taken.length;
		return taken;
	});
	const next = first.length + reasons.length + tries.length <= rows ? tries : [];
	return [...first, ...reasons, ...next];
}

/** Whether there is room for what to try beside the first reason. */
function fitsBoth({why, tries}: Sections, rows: number): boolean {
	return (why[0]?.short.length ?? 0) + tries.length <= rows;
}

function spaced({answer, judgements, why, tries}: Sections): readonly Line[] {
	return [answer, judgements, why.flatMap(({whole}) => whole), tries]
		.filter(({length}) => length > 0)
		.flatMap((section, index) => (index === 0 ? section : [blank, ...section]));
}

/** The question is about the first version; of tasks under strategies nobody says under which. */
function isAsked({model, strategies}: ScreenProps): boolean {
	const {form, strategy} = model.description;
	return form === 'tasks' || strategy.name === strategies[0]?.name;
}

/** Nothing of what will happen is said before it has. */
function beforehand({session}: ScreenProps, lesson: LessonShown, box: Box): readonly Line[] {
	const chosen = lesson.answers.find(({letter}) => letter === session.answer);
	const said = chosen ? [span('accent', chosen.letter, 'strong'), words(`  ${chosen.text}`)] : blank;
	return [
		...labelled('Question', wrapSentence([span('accent', clean(lesson.question), 'strong')], box.room), box),
		...(chosen ? labelled('You said', wrapSentence(said, box.room), box) : []),
		blank,
		...wrapSentence(
			[span('muted', 'Answer, then watch: what happened is said here when the run has ended.')],
			box.room,
		),
	];
}

function answerLines({session: {answer}}: ScreenProps, lesson: LessonShown, box: Box): readonly Line[] {
	const text = (letter: string | undefined) => lesson.answers.find(one => one.letter === letter)?.text ?? '';
	const differs = lesson.judgements.some(({holds}) => holds === false);
	const right = span(differs ? 'accent' : 'done', lesson.right, 'strong');
	const it = clean(text(lesson.right));
	if (differs) {
		return labelled(
			'Answer',
			wrapSentence([right, span('accent', `  ${it}`), span('muted', '   as a rule; this run was different')], box.room),
			box,
		);
	}
	if (answer === lesson.right) {
		return labelled(
			'Answer',
			wrapSentence([right, span('done', '  as you said: '), span('accent', it)], box.room),
			box,
		);
	}
	const other = answer === undefined || answer === 'unsure' ? undefined : `   You said ${answer}`;
	const forms = other === undefined ? [''] : [`${other}: ${text(answer)}`, `${other}.`];
	const lines = forms.map(said => wrapSentence([right, span('accent', `  ${it}`), words(said, 'muted')], box.room));
	return labelled('Answer', lines.find(({length}) => length === 1) ?? lines.at(-1) ?? [], box);
}

const order = ['both', 'javascript', 'python'] as const;

function judgementLines(judgements: readonly Judgement[], box: Box, glyphs: Glyphs): readonly Line[] {
	if (judgements.length === 0) {
		return wrapSentence([span('muted', 'Nothing is claimed of this version: the lanes show what it did.')], box.room);
	}
	return order.flatMap(language => {
		const own = judgements.filter(one => one.language === language);
		const name = language === 'both' ? 'Both' : languageNames[language];
		const label = columns(name) < box.label ? name : 'JS';
		const lines = own.flatMap(one => judgementLine(one, box.room, glyphs));
		return labelled(label, lines, box);
	});
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
	return holds ? ['done', state.done, ''] : ['fail', state.failed, 'not so here: '];
}

const figure = /(\d[\d.,]*(?:\s?(?:ms|s|×|%)(?!\w))?)/;

/** What was measured stands out. */
function figures(said: string): Line {
	return clean(said)
		.split(figure)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}

/** Where the reason is written: on its last line if there is room, else below. An address is never broken. */
function withLink(lines: readonly Line[], link: string, room: number, glyphs: Glyphs): readonly Line[] {
	const whole = shortLink(link, Number.POSITIVE_INFINITY, glyphs.ellipsis);
	return columns(whole) + 2 <= room - width(lines.at(-1) ?? blank)
		? withShortLink(lines, link, room, glyphs)
		: [...lines, [span('muted', shortLink(link, room, glyphs.ellipsis))]];
}

/** The same without a line of its own: what there is room for, if that still tells something. */
function withShortLink(lines: readonly Line[], link: string, room: number, {ellipsis}: Glyphs): readonly Line[] {
	const last = lines.at(-1) ?? blank;
	const left = room - width(last) - 2;
	const words = left < leastLink ? '' : `  ${shortLink(link, left, ellipsis)}`;
	return [...lines.slice(0, -1), [...last, span('muted', words)]];
}

const leastLink = 20;

/** As many in a row as fit. */
function tryLines(tries: LessonShown['tries'], room: number): readonly Line[] {
	const lines: Line[] = [];
	for (const {keys, text} of tries) {
		const one: Line = [span('accent', clean(keys), 'strong'), words(`  ${text}`)];
		const last = lines.at(-1);
		if (last && width(last) + 3 + width(one) <= room) {
			lines[lines.length - 1] = [...last, span('text', '   '), ...one];
		} else {
			lines.push(...wrapSentence(one, room));
		}
	}
	return lines;
}

/** Lines beside a word on what they are. */
function labelled(word: string, lines: readonly Line[], {label}: Box): readonly Line[] {
	return lines.map((line, index) => [span('muted', fitText(index === 0 ? word : '', label, ' ')), ...line]);
}

const words = (text: string, role: Role = 'text') => span(role, clean(text));
