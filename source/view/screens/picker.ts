import type {Overlay} from '../../session/session.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, span, stripControls, wrap} from '../line.ts';
import {footer} from '../panels/footer.ts';
import {panel} from '../panels/panel.ts';
import {filterRow, resultRows, selectedItemRows} from '../panels/search-list.ts';
import type {ScreenProps} from '../props.ts';

type Find = Extract<Overlay, {kind: 'find'}>;

/**
 * Lessons and scenarios to choose from. The selected one is described next to the list, or below it if there is no
 * room.
 */
export function picker(props: ScreenProps, find: Find): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const wide = size.columns >= 100;
	const top = [
		filterRow(props, find, width),
		...(size.rows >= 30 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
	];
	const rows = size.rows - top.length - 1;
	const body = wide ? wideBody(props, find, width, rows) : narrowBody(props, find, width, rows);
	return [...top, ...body, footer(props, width)];
}

/** Columns of the list if something is shown next to it. */
const listColumns = 47;

function wideBody(props: ScreenProps, find: Find, width: number, rows: number): readonly Line[] {
	const {found, glyphs} = props;
	const chosen = found[find.selected];
	const rightWidth = width - listColumns - 1;
	const left = panel(
		{title: heading('Lessons and scenarios')},
		filled(resultRows(props, find, listColumns - 4, rows - 2), rows - 2),
		listColumns,
		glyphs,
	);
	const right = panel(
		{
			title: heading(stripControls(chosen?.title ?? '')),
			...(chosen?.lesson && {words: [span('muted', `${chosen.lesson.minutes} min`)]}),
		},
		filled([emptyLine, ...selectedItemRows(props, find, rightWidth - 4)], rows - 2),
		rightWidth,
		glyphs,
	);
	return left.map((line, row) => [...line, span('text', ' '), ...(right[row] ?? emptyLine)]);
}

function narrowBody(props: ScreenProps, find: Find, width: number, rows: number): readonly Line[] {
	const {found, size, glyphs} = props;
	const framed = fitsDashboard(size);
	const sentence = wrap([span('text', stripControls(found[find.selected]?.sentence ?? ''))], width - 4);
	const words = filled(sentence, 2).map(line => [span('text', '  '), ...line]);
	const height = rows - words.length;
	const list = (count: number, columns: number) => filled(resultRows(props, find, columns, count), count);
	return [
		...(framed
			? panel({title: heading('Lessons and scenarios')}, list(height - 2, width - 4), width, glyphs)
			: list(height, width)),
		...words,
	].map(line => fit(line, width, glyphs.ellipsis));
}

const heading = (text: string): Line => [span('accent', text, 'strong')];

function filled(lines: readonly Line[], rows: number): readonly Line[] {
	return Array.from({length: Math.max(0, rows)}, (_, row) => lines[row] ?? emptyLine);
}
