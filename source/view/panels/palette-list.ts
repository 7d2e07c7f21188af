import {stopsAtFirstResult} from '../../model/forecast-total.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Overlay} from '../../session/overlay.ts';
import type {PaletteItem} from '../../session/palette.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, cut, emptyLine, fitText, justify, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import {runProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';
import {strategyTotal} from './strategies-card.ts';
import {firstVisible, windowAround} from './window.ts';

type Find = Extract<Overlay, {kind: 'find'}>;

/** Draws the text of the filter, and how many lessons are done or how many entries were found. */
export function filterRow({found, glyphs}: ScreenProps, {filter}: Find, width: number): Line {
	// Recently opened lessons are listed twice.
	const lessons = new Map(found.flatMap(({name, lesson}) => (lesson ? [[name, lesson]] : [])));
	const done = [...lessons.values()].filter(lesson => lesson.done).length;
	const isEmpty = filter.trim() === '';
	return justify(
		[
			span('accent', ' async-tui'),
			span('accent', '  / ', 'strong'),
			span('text', stripControls(filter)),
			span('muted', glyphs.cursor),
			...(filter === ''
				? [span('muted', width >= 90 ? ' lessons, scenarios, keys, words in the code' : ' type to find')]
				: []),
		],
		isEmpty
			? [span(done > 0 ? 'done' : 'muted', String(done), 'strong'), span('muted', ` of ${lessons.size} lessons done `)]
			: [span('muted', `${found.length} found `)],
		width,
		glyphs.ellipsis,
	);
}

type Row = {readonly item: PaletteItem; readonly part: 'heading' | 'title' | 'excerpt'};

/** `top`: the first visible entry of the group. */
type FoldedRow = Row & {readonly top: number};

/**
 * Draws the entries that were found, under the titles of their groups. If not all fit, draws the rows around the
 * selected entry.
 */
export function resultRows(
	{found, session, glyphs}: ScreenProps,
	{selected, filter}: Find,
	width: number,
	rows: number,
): readonly Line[] {
	if (found.length === 0) {
		return [[span('muted', ' No match. Backspace to widen.')]];
	}
	const entryRow = (item: PaletteItem, top: number | undefined) => {
		const below = found.indexOf(item) - selected;
		return clickableRow(itemRow(item, below === 0, width, glyphs), below, 'select-listed', top);
	};
	const folded = filter.trim() === '' ? foldedRows(found, selected, rows, session.top) : undefined;
	if (folded) {
		return folded.map(row =>
			'more' in row ? moreRow(row.more) : row.part === 'heading' ? headingRow(row.item) : entryRow(row.item, row.top),
		);
	}
	const all = found.flatMap((item, index): readonly Row[] => [
		...(item.group === found[index - 1]?.group || item.group === '' ? [] : [{item, part: 'heading'} as const]),
		{item, part: 'title'},
		...(item.excerpt ? [{item, part: 'excerpt'} as const] : []),
	]);
	const chosen = found[selected];
	const at = all.findIndex(({item, part}) => part === 'title' && item === chosen);
	const {first, count} = windowAround(at, all.length, rows, session.top);
	const visible = all.slice(first, first + count);
	// The first visible entry always has the title of its group above it. A title without an entry below it is dropped.
	const [top] = visible;
	const headed =
		top && top.item.group !== '' && at > first ? [{...top, part: 'heading'} as const, ...visible.slice(1)] : visible;
	const shown = headed.at(-1)?.part === 'heading' ? headed.slice(0, -1) : headed;
	const drawn = new Set(shown.flatMap(({item, part}) => (part === 'title' ? [item] : [])));
	const hidden = found.filter(item => !drawn.has(item));
	const here = hidden.filter(({group}) => group === shown.at(-1)?.item.group).length;
	return [
		...shown.map(({item, part}) => {
			if (part === 'heading') {
				return headingRow(item);
			}
			return part === 'title' ? entryRow(item, first) : excerptRow(item, width, glyphs);
		}),
		...(hidden.length > 0 ? [moreRow(here, hidden.length - here)] : []),
	];
}

const headingRow = ({group}: PaletteItem): Line => [span('muted', stripControls(group))];

/** Draws how many entries of a group are not visible, and how many of other groups if those are not visible either. */
function moreRow(count: number, others = 0): Line {
	const parts = [...(count > 0 ? [`${count} more`] : []), ...(others > 0 ? [`${others} in other groups`] : [])];
	return [span('muted', `     ${parts.join(', ')}`)];
}

/** The fewest entries of each group that make folding worthwhile. */
const minEntriesOfGroup = 3;

type Group = {readonly from: number; readonly items: readonly PaletteItem[]};

/**
 * Returns the first entries of every group, and how many more each group has, so that no group is hidden below another
 * one. In the group of the selected entry, returns the entries around that one. Undefined if all entries fit, or if too
 * few of a group would be visible.
 */
function foldedRows(
	found: readonly PaletteItem[],
	selected: number,
	rows: number,
	top: number | undefined,
): readonly (FoldedRow | {readonly more: number})[] | undefined {
	const groups = groupsOf(found);
	if (found.length + groups.length <= rows) return undefined;
	const sizes = groups.map(({items}) => items.length);
	const counts = visibleCounts(sizes, rows);
	if (sizes.some((size, nth) => (counts[nth] ?? 0) < Math.min(minEntriesOfGroup, size))) return undefined;
	return groups.flatMap((group, nth) => rowsOfGroup(group, counts[nth] ?? 0, selected, top));
}

/** Splits the entries where their group changes. `from`: the index of a group's first entry. */
function groupsOf(found: readonly PaletteItem[]): readonly Group[] {
	const starts = [...found.keys()].filter(index => index === 0 || found[index]?.group !== found[index - 1]?.group);
	return starts.map((from, nth) => ({from, items: found.slice(from, starts[nth + 1])}));
}

/**
 * Returns how many entries of each group are visible in these rows: each group gets one more in turn. A group also
 * takes a row for its title, and one for the number of its hidden entries.
 */
function visibleCounts(sizes: readonly number[], rows: number): readonly number[] {
	const counts = sizes.map(() => 0);
	const used = () => sizes.reduce((sum, size, nth) => sum + 1 + Math.min(size, (counts[nth] ?? 0) + 1), 0);
	for (let count = 1; count <= Math.max(...sizes); count++) {
		for (const [nth, size] of sizes.entries()) {
			if (count <= size && used() < rows) counts[nth] = count;
		}
	}
	return counts;
}

/** Returns the rows of a group with so many visible entries. */
function rowsOfGroup(
	{from, items}: Group,
	count: number,
	selected: number,
	top: number | undefined,
): readonly (FoldedRow | {readonly more: number})[] {
	const at = selected - from;
	const isHere = at >= 0 && at < items.length;
	const first = isHere ? firstVisible(at, items.length, count, top === undefined ? undefined : top - from) : 0;
	const visible = items.slice(first, first + count);
	const row = {top: from + first};
	return [
		...visible.slice(0, 1).map(item => ({...row, item, part: 'heading'}) as const),
		...visible.map(item => ({...row, item, part: 'title'}) as const),
		...(count < items.length ? [{more: items.length - count}] : []),
	];
}

function itemRow({title, tag, lesson, idle}: PaletteItem, selected: boolean, width: number, glyphs: Glyphs): Line {
	const {pointer, open, state, ellipsis} = glyphs;
	const mark = lesson
		? lesson.done
			? span('done', state.done, 'strong')
			: lesson.isNext
				? span('accent', pointer, 'strong')
				: span('muted', open)
		: span('muted', ' ');
	const room = width - 6 - columns(tag) - 2;
	const words = stripControls(title);
	const name = columns(words) > room ? fitText(words, room, ellipsis) : words;
	return justify(
		[
			span('accent', selected ? ` ${pointer}` : '  ', 'strong'),
			mark,
			span('text', ' '),
			selected ? span('accent', `[${name}]`, 'selected') : span(idle === undefined ? 'text' : 'muted', ` ${name}`),
		],
		[span('muted', `${tag} `)],
		width,
		ellipsis,
	);
}

/** Draws the text around the match, which is bold. */
function excerptRow({excerpt}: PaletteItem, width: number, {ellipsis}: Glyphs): Line {
	if (!excerpt) {
		return emptyLine;
	}
	const {kind, from, to} = excerpt;
	const text = stripControls(excerpt.text);
	const label = `      ${kind === 'code' ? 'code: ' : ''}`;
	const room = width - label.length - 1;
	// A third of the room is for the text before the match. Only whole words are shown, if they are short enough.
	const near = to < room || text.length <= room ? 0 : Math.max(0, from - Math.floor(room / 3));
	const word = text.indexOf(' ', near) + 1;
	const start = near > 0 && word > 0 && word <= from ? word : near;
	const last = start + room - (start > 0 ? 1 : 0);
	const blank = text.lastIndexOf(' ', last - 1);
	const end = text.length <= last ? text.length : blank >= to ? blank : last - 1;
	const line = [
		span('muted', text.slice(0, from)),
		span('text', text.slice(from, to), 'strong'),
		span('muted', text.slice(to)),
	];
	return [
		span('muted', label),
		...(start > 0 ? [span('muted', ellipsis)] : []),
		...cut(line, start, end),
		...(end < text.length ? [span('muted', ellipsis)] : []),
	];
}

/** Allows a construct that is wider than the room to break after its parenthesis. */
const breakable = (text: string, room: number): string =>
	columns(text) > room && !text.includes(' ') ? text.replace(/(?<=\w)\((?=\w)/g, '( ') : text;

/** Draws what the selected entry shows or does, and the question that a lesson asks first. */
export function selectedItemRows(props: ScreenProps, {selected}: Find, width: number): readonly Line[] {
	const {found, glyphs} = props;
	const item = found[selected];
	if (!item) {
		return [];
	}
	const {lesson, sentence, invocation, construct, idle} = item;
	const labeled = (label: string, text: string): readonly Line[] =>
		wrapProse([span('text', breakable(stripControls(text), width - 13))], width - 13).map((line, row) => [
			span('muted', (row === 0 ? label : '').padEnd(12)),
			...line,
		]);
	const state = lesson?.done
		? [span('done', `${glyphs.state.done} done`), span('muted', ': repeat it any time')]
		: [span('muted', `${glyphs.open} not done yet`)];
	const total = totalOf(item, props);
	return [
		...(item.kind === 'key' ? [] : wrapProse([span('text', stripControls(sentence))], width - 1)),
		...(idle === undefined ? [] : wrapProse([span('run', stripControls(idle))], width - 1)),
		...(lesson ? [emptyLine, ...wrapProse([span('accent', stripControls(lesson.question), 'strong')], width - 1)] : []),
		...(lesson?.after?.length ? [emptyLine, ...labeled('Builds on', lesson.after.join(', '))] : []),
		...(construct
			? [emptyLine, ...labeled('JavaScript', construct.javascript), ...labeled('Python', construct.python)]
			: []),
		...(total ? [emptyLine, ...labeled(...total)] : []),
		...(invocation === undefined ? [] : [emptyLine, ...labeled('Shell', `async-tui ${invocation}`)]),
		...(lesson ? [emptyLine, state] : []),
	].map(line => [span('text', ' '), ...line]);
}

/** Returns the label and the text for the total of a strategy that would run here. Undefined for other entries. */
function totalOf({kind, name}: PaletteItem, props: ScreenProps): readonly [label: string, text: string] | undefined {
	const strategy = kind === 'strategy' ? props.strategies.find(each => each.name === name) : undefined;
	const total = strategy && strategyTotal(runProps(props), strategy);
	const until = stopsAtFirstResult(name) ? ' to the first result' : '';
	return total && [total.isForecast ? 'Forecast' : 'Measured', `${seconds(total.ms)}${until}`];
}
