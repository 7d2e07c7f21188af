import type {LanguageDifference} from '../../session/choices.ts';
import {languageNames} from '../../text/language-names.ts';
import {clickable} from '../click.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, justify, span, stripControls, wrap} from '../line.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import type {RunProps} from '../props.ts';

/**
 * Draws the differences between the languages, one subject below another. The selected cell opens the lesson that shows
 * it.
 */
export function keyDifferences(props: RunProps): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const layout = layoutFor(props, width);
	const rule: Line = [span('rule', glyphs.frame.horizontal.repeat(width))];
	const above = [header(props, width), rule, head(layout, props), rule];
	const below = [rule, foot(props), footer(props, width)];
	const rows = size.rows - above.length - below.length;
	const table = tableRows(props, layout, rows);
	return [...above, ...Array.from({length: rows}, (_, row) => table[row] ?? emptyLine), ...below].map(line =>
		fit(line, width, glyphs.ellipsis),
	);
}

type Language = keyof typeof languageNames;

/** The width of the subject and of each language, and the languages that fit. */
type Layout = {readonly subject: number; readonly cell: number; readonly languages: readonly Language[]};

const languages = ['javascript', 'python'] as const;

function layoutFor({session}: RunProps, width: number): Layout {
	const subject = width >= 139 ? 20 : width >= 99 ? 14 : 12;
	const room = width - subject - 1;
	return width >= 79
		? {subject, cell: Math.floor(room / 2) - 3, languages}
		: {subject, cell: room - 3, languages: [languages[session.cell.column]]};
}

function head({subject, cell, languages: shown}: Layout, {session, glyphs}: RunProps): Line {
	const elsewhere = session.cell.column === 0 ? `→ ${languageNames.python}` : `← ${languageNames.javascript}`;
	return [
		span('text', ' '.repeat(subject + 1)),
		...shown.flatMap(language => [
			span('text', '   '),
			...justify(
				[span('accent', languageNames[language], 'strong'), span('muted', `  ${runtimes[language]}`)],
				shown.length === 1 ? [span('muted', elsewhere)] : emptyLine,
				cell,
				glyphs.ellipsis,
			),
		]),
	];
}

const runtimes = {javascript: 'on Node.js', python: 'on asyncio'} as const;

/** Draws as many subjects as fit around the selected one, with blank rows between them if those fit too. */
function tableRows(props: RunProps, layout: Layout, rows: number): readonly Line[] {
	const {keyDifferences: all, session, glyphs} = props;
	const blocks = all.map((difference, row) => block(props, difference, row, layout));
	const heights = blocks.map(({length}) => length);
	const sum = (from: number, to: number) => heights.slice(from, to).reduce((one, other) => one + other, 0);
	if (sum(0, all.length) + all.length - 1 <= rows) {
		return blocks.flatMap((lines, index) => (index === 0 ? lines : [divider(layout, glyphs), ...lines]));
	}
	if (sum(0, all.length) <= rows) {
		return blocks.flat();
	}
	const room = rows - 1;
	let first = 0;
	while (first < session.cell.row && sum(first, session.cell.row + 1) > room) {
		first += 1;
	}
	let end = session.cell.row + 1;
	while (end < all.length && sum(first, end + 1) <= room) {
		end += 1;
	}
	const hidden = all.length - (end - first);
	return [...blocks.slice(first, end).flat().slice(0, room), [span('muted', ` ${glyphs.ellipsis} ${hidden} more`)]];
}

/** Draws one subject with the fact of each language, as high as the longest fact. */
function block(
	{session, glyphs}: RunProps,
	difference: LanguageDifference,
	row: number,
	layout: Layout,
): readonly Line[] {
	const {subject, cell, languages: shown} = layout;
	const name = wrap([span('accent', stripControls(difference.subject), 'strong')], subject);
	const cells = shown.map(language => wrap([span('text', stripControls(difference[language].text))], cell));
	const chosen = shown.findIndex(language => row === session.cell.row && language === languages[session.cell.column]);
	const height = Math.max(name.length, ...cells.map(({length}) => length));
	return Array.from({length: height}, (_, index) => [
		span('text', ' '),
		...fit(name[index] ?? emptyLine, subject, glyphs.ellipsis),
		...cells.flatMap((lines, at) => {
			const line = fit(lines[index] ?? emptyLine, cell, glyphs.ellipsis);
			const marked = at === chosen;
			const spans = [
				span('accent', marked && index === 0 ? glyphs.pointer : ' ', 'strong'),
				...(marked ? [span('accent', line.map(({text}) => text).join(''), 'selected')] : line),
			];
			const column = shown[at] === 'python' ? 1 : 0;
			const click = marked ? 'enter' : ({type: 'show-difference', row, column} as const);
			return [span('rule', ` ${glyphs.frame.vertical}`), ...clickable(spans, click)];
		}),
	]);
}

function divider({subject, cell, languages: shown}: Layout, {frame}: RunProps['glyphs']): Line {
	const rest = shown.map(() => ` ${frame.vertical}${' '.repeat(cell + 1)}`).join('');
	return [span('rule', `${' '.repeat(subject + 1)}${rest}`)];
}

/** Draws the lesson of the selected cell, or the notice of the last key. */
function foot({keyDifferences: all, course, session, glyphs}: RunProps): Line {
	if (session.notice !== undefined) {
		return [span('accent', ` ${glyphs.pointer} `, 'strong'), span('accent', stripControls(session.notice))];
	}
	const lesson = all[session.cell.row]?.[languages[session.cell.column]].lesson;
	if (lesson === undefined) {
		return emptyLine;
	}
	const entry = course?.find(({name}) => name === lesson);
	return [
		span('muted', ' Shown in the lesson  '),
		span('accent', stripControls(entry?.title ?? lesson), 'strong'),
		...(entry ? [span('muted', `  ${glyphs.dot} ${stripControls(entry.group)}`)] : []),
	];
}
