import type {CatalogItem} from '../../session/choices.ts';
import type {Overlay} from '../../session/session.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, justify, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';
import {windowAround} from './task-table.ts';

type Find = Extract<Overlay, {kind: 'find'}>;

/** The text of the filter, and how many of the lessons found are done. */
export function filterRow({found, glyphs}: ScreenProps, {filter}: Find, width: number): Line {
	const lessons = found.flatMap(({lesson}) => lesson ?? []);
	const done = lessons.filter(lesson => lesson.done).length;
	return justify(
		[
			span('accent', ' async-tui'),
			span('accent', '  / ', 'strong'),
			span('text', stripControls(filter)),
			span('muted', glyphs.cursor),
			...(filter === '' ? [span('muted', ' type to find')] : []),
		],
		lessons.length > 0
			? [
					span(done > 0 ? 'done' : 'muted', String(done), 'strong'),
					span('muted', ` of ${lessons.length} lessons done `),
				]
			: emptyLine,
		width,
		glyphs.ellipsis,
	);
}

/** The entries found, under the titles of their groups. If not all fit, the rows around the selected entry. */
export function resultRows(
	{found, glyphs}: ScreenProps,
	{selected}: Find,
	width: number,
	rows: number,
): readonly Line[] {
	if (found.length === 0) {
		return [[span('muted', 'No match. Backspace to widen the search.')]];
	}
	const all = found.flatMap((entry, index) => [
		...(entry.group === found[index - 1]?.group ? [] : [{entry, isHeading: true}]),
		{entry, isHeading: false},
	]);
	const at = all.findIndex(({entry, isHeading}) => !isHeading && entry === found[selected]);
	const {first, count} = windowAround(at, all.length, rows);
	const visible = all.slice(first, first + count).map((row, index) => {
		// The first visible entry always has the title of its group above it.
		return index === 0 && at > first ? {...row, isHeading: true} : row;
	});
	// A title at the very end has no entry below it.
	if (visible.at(-1)?.isHeading) {
		visible.pop();
	}
	const hidden = found.length - visible.filter(({isHeading}) => !isHeading).length;
	return [
		...visible.map(({entry, isHeading}) => {
			return isHeading ? heading(entry.group) : itemRow(entry, entry === found[selected], width, glyphs);
		}),
		...(hidden > 0 ? [[span('muted', `   ${glyphs.ellipsis} ${hidden} more`)]] : []),
	];
}

function heading(group: string): Line {
	return [span('muted', stripControls(group))];
}

function itemRow(
	{title, lesson}: CatalogItem,
	selected: boolean,
	width: number,
	{pointer, open, state, ellipsis}: Glyphs,
): Line {
	const minutes = lesson ? `${lesson.minutes} min` : '';
	const name = fitText(stripControls(title), width - 11, ellipsis);
	const mark = lesson?.done ? span('done', state.done, 'strong') : span('muted', lesson ? open : ' ');
	return [
		span('accent', selected ? pointer : ' '),
		mark,
		...(selected ? [span('accent', `[${name}]`, 'selected')] : [span('text', ` ${name} `)]),
		span('muted', minutes.padStart(7)),
	];
}

/** What the selected entry shows, and the question that it asks first. */
export function selectedItemRows({found, glyphs}: ScreenProps, {selected}: Find, width: number): readonly Line[] {
	const item = found[selected];
	if (!item) {
		return [];
	}
	const {lesson, sentence, invocation} = item;
	const section = (title: string, line: Line): readonly Line[] => [
		[span('muted', title)],
		...wrapProse(line, width - 2).map(row => [span('text', '  '), ...row]),
	];
	const state = lesson?.done
		? [span('done', `${glyphs.state.done} done`), span('muted', ': repeat it any time')]
		: [span('muted', `${glyphs.open} not done yet`)];
	return [
		...section('You will see', [span('text', stripControls(sentence))]),
		...(lesson
			? [emptyLine, ...section('Question first', [span('accent', stripControls(lesson.question), 'strong')])]
			: []),
		emptyLine,
		...section('In a shell', [span('text', `async-tui ${stripControls(invocation)}`)]),
		...(lesson ? [emptyLine, state] : []),
	];
}
