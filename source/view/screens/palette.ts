import type {Overlay} from '../../session/overlay.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, span, stripControls, truncate, wrap} from '../line.ts';
import {footer} from '../panels/footer.ts';
import {filterRow, resultRows, selectedItemRows} from '../panels/palette-list.ts';
import {panel} from '../panels/panel.ts';
import type {ScreenProps} from '../props.ts';

type Find = Extract<Overlay, {kind: 'find'}>;

/**
 * Draws everything to open or to do, in one list. The selected entry is described next to the list if there is room,
 * else below it.
 */
export function palette(props: ScreenProps, find: Find): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const top = [filterRow(props, find, width), [span('rule', glyphs.frame.horizontal.repeat(width))]];
	const rows = size.rows - top.length - 3;
	const body = fitsDashboard(size) ? wideBody(props, find, width, rows) : narrowBody(props, find, width, rows);
	return [...top, ...body, ...hintRows(props, find, width), footer(props, width)];
}

/** The share of the width for the list; the description gets the rest. */
const listShare = 0.58;

function wideBody(props: ScreenProps, find: Find, width: number, rows: number): readonly Line[] {
	const {found, glyphs} = props;
	const chosen = found[find.selected];
	const list = Math.floor(width * listShare);
	const rest = width - list - 1;
	const left = panel(
		{title: heading(titleOf(find))},
		filled(resultRows(props, find, list - 4, rows - 2), rows - 2),
		list,
		glyphs,
	);
	const right = panel(
		{
			title: chosen ? heading(stripControls(chosen.title)) : emptyLine,
			...(chosen &&
				chosen.kind !== 'scenario' &&
				columns(`${chosen.title}${chosen.tag}`) + aroundTitle <= rest && {words: [span('muted', chosen.tag)]}),
		},
		filled([emptyLine, ...selectedItemRows(props, find, rest - 4)], rows - 2),
		rest,
		glyphs,
	);
	return left.map((line, row) => [...line, span('text', ' '), ...(right[row] ?? emptyLine)]);
}

/** The columns of a frame around its title and its words, with some rule between them. */
const aroundTitle = 12;

function narrowBody(props: ScreenProps, find: Find, width: number, rows: number): readonly Line[] {
	const list = filled(resultRows(props, find, width - 4, rows - 2), rows - 2);
	return panel({title: heading(titleOf(find))}, list, width, props.glyphs);
}

const titleOf = ({filter}: Find) => (filter.trim() === '' ? 'Everything' : 'Found');

/**
 * Draws why Enter would do nothing. Otherwise draws what the entry is about if the description has no room, else how to
 * search.
 */
function hintRows(props: ScreenProps, find: Find, width: number): readonly Line[] {
	const {found, size, glyphs} = props;
	const chosen = found[find.selected];
	const about = fitsDashboard(size) ? chosen?.idle : (chosen?.idle ?? chosen?.sentence);
	const general =
		find.filter.trim() === '' || found.length === 0
			? 'Type any word: gather, semaphore, timeout, Promise.race.'
			: 'Found in titles first, then in sentences, then in code.';
	const lines = wrap([span('muted', stripControls(about ?? general))], width - 2);
	return filled(lines, 2).map((line, row) => {
		const isCut = row === 1 && lines.length > 2;
		return truncate(
			[span('text', ' '), ...line, ...(isCut ? [span('muted', glyphs.ellipsis)] : [])],
			width,
			glyphs.ellipsis,
		);
	});
}

const heading = (text: string): Line => [span('accent', text, 'strong')];

function filled(lines: readonly Line[], rows: number): readonly Line[] {
	return Array.from({length: Math.max(0, rows)}, (_, row) => lines[row] ?? emptyLine);
}
