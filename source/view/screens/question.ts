import type {Model} from '../../model/model.ts';
import {languageNames} from '../../text/language-names.ts';
import {fitsDashboard, fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, span, stripControls} from '../line.ts';
import {lessonMarks, lessonNumber} from '../panels/course-place.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {panel} from '../panels/panel.ts';
import type {Spacing} from '../panels/question.ts';
import {questionRows} from '../panels/question.ts';
import {sourceListing, sourceListingHeight} from '../panels/source-listing.ts';
import type {RunProps} from '../props.ts';

/**
 * Draws a lesson before its first run: its question, and below it the programs, in full if they fit. Both languages are
 * side by side if they fit, else only the first is drawn.
 */
export function question(props: RunProps): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const forms = spacings.map(spacing => {
		const above = head(props, spacing, width);
		return {above, code: code(props, size.rows - above.length - 2, width)};
	});
	const {above, code: below} = forms.find(form => form.code.whole) ?? (forms.at(-1) as Form);
	return [...above, ...below.lines, noticeLine(props), footer(props, width)].map(line =>
		fit(line, width, glyphs.ellipsis),
	);
}

const spacings: readonly [Spacing, ...Spacing[]] = [2, 1, 0];

type Form = {readonly above: readonly Line[]; readonly code: Code};

/** `whole`: whether the programs are shown in full. */
type Code = {readonly lines: readonly Line[]; readonly whole: boolean};

function head(props: RunProps, spacing: Spacing, width: number): readonly Line[] {
	const {size, session, strategies, glyphs} = props;
	const top = titleRows(props, width);
	const rule: Line = [span('rule', glyphs.frame.horizontal.repeat(width))];
	if (!fitsDashboard(size)) {
		return [...top, rule, ...questionRows(props, width, 0), rule];
	}
	const index = strategies.findIndex(({name}) => name === session.strategy);
	const version = strategies[index];
	const box = panel(
		{
			title: [span('accent', 'What do you think?', 'strong')],
			...(strategies.length > 1 && version && {words: [span('muted', `${index + 1} ${stripControls(version.title)}`)]}),
			role: 'muted',
		},
		questionRows(props, width - 4, spacing),
		width,
		glyphs,
	);
	return [...top, ...(spacing === 2 ? [rule] : []), ...box];
}

/** Draws the title and the lesson's place in its course. In a small terminal, each has its own row. */
function titleRows(props: RunProps, width: number): readonly Line[] {
	const {lesson, size, glyphs} = props;
	if (!lesson?.place || fitsDashboard(size)) {
		return [header(props, width, false)];
	}
	const {place, ...rest} = lesson;
	return [
		header({...props, lesson: rest}, width, false),
		[
			span('muted', ` ${stripControls(lesson.group)} `),
			...lessonMarks(place, glyphs),
			span('muted', `   ${lessonNumber(place)}`),
		],
	];
}

function code(props: RunProps, rows: number, width: number): Code {
	const {model, size} = props;
	const [, second] = props.runs;
	if (!second) {
		return codePane(props, model, rows, width);
	}
	const half = Math.floor((width - 1) / 2);
	const both = [codePane(props, model, rows, half), codePane(props, second.model, rows, width - half - 1)] as const;
	const whole = both.every(each => each.whole);
	if (!fitsPair(size) && !(whole && fitsDashboard(size))) {
		return codePane(props, model, rows, width);
	}
	return {
		whole,
		lines: both[0].lines.map((line, row) => [...line, span('text', ' '), ...(both[1].lines[row] ?? emptyLine)]),
	};
}

/** Draws the program in one language, in `rows` rows of `width` columns. */
function codePane({size, glyphs}: RunProps, {description, runtime}: Model, rows: number, width: number): Code {
	const {files, language} = description;
	const framed = fitsDashboard(size);
	const [inner, height] = framed ? [width - 4, rows - 2] : [width - 2, rows];
	const listed = sourceListing(files, inner, height, glyphs);
	const lines = Array.from({length: Math.max(0, height)}, (_, row) => listed[row] ?? emptyLine);
	const [file] = files;
	const words = files.length === 1 && file ? [span('muted', stripControls(file.name))] : emptyLine;
	const title = [span('accent', stripControls(runtime ?? languageNames[language]), 'strong')];
	return {
		whole: sourceListingHeight(files, inner) <= height,
		lines: framed ? panel({title, words}, lines, width, glyphs) : lines.map(line => [span('text', ' '), ...line]),
	};
}

/** Draws the notice of the last key, else a note that a wrong answer costs nothing. */
function noticeLine({session: {notice}, glyphs}: RunProps): Line {
	return notice === undefined
		? [span('muted', ' The code has not run yet. A wrong answer costs nothing.')]
		: [span('accent', ` ${glyphs.pointer} `, 'strong'), span('accent', stripControls(notice))];
}
