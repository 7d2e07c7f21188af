import type {Overlay} from '../../session/session.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {blank, clean, fit, span, wrap} from '../line.ts';
import {footer} from '../panels/footer.ts';
import {panel} from '../panels/panel.ts';
import {chosenRows, filterRow, foundRows} from '../panels/search-list.ts';
import type {ScreenProps} from './screen.tsx';

type Find = Extract<Overlay, {kind: 'find'}>;

/** Lessons and scenarios to choose from. Beside the list what the selected one is about; below it where there is no room beside. */
export function picker(props: ScreenProps, find: Find): readonly Line[] {
	const {size, glyphs} = props;
	const available = size.columns - 1;
	const wide = size.columns >= 100;
	const top = [
		filterRow(props, find, available),
		...(size.rows >= 30 ? [[span('rule', glyphs.frame.horizontal.repeat(available))]] : []),
	];
	const rows = size.rows - top.length - 1;
	const body = wide ? beside(props, find, available, rows) : below(props, find, available, rows);
	return [...top, ...body, footer(props, available)];
}

/** Columns of the list where something stands beside it. */
const listColumns = 47;

function beside(props: ScreenProps, find: Find, available: number, rows: number): readonly Line[] {
	const {found, glyphs} = props;
	const chosen = found[find.selected];
	const width = available - listColumns - 1;
	const left = panel(
		{title: heading('Lessons and scenarios')},
		filled(foundRows(props, find, listColumns - 4, rows - 2), rows - 2),
		listColumns,
		glyphs,
	);
	const right = panel(
		{
			title: heading(clean(chosen?.title ?? '')),
			...(chosen?.lesson && {words: [span('muted', `${chosen.lesson.minutes} min`)]}),
		},
		filled([blank, ...chosenRows(props, find, width - 4)], rows - 2),
		width,
		glyphs,
	);
	return left.map((line, row) => [...line, span('text', ' '), ...(right[row] ?? blank)]);
}

function below(props: ScreenProps, find: Find, available: number, rows: number): readonly Line[] {
	const {found, size, glyphs} = props;
	const framed = fitsDashboard(size);
	const sentence = wrap([span('text', clean(found[find.selected]?.sentence ?? ''))], available - 4);
	const words = filled(sentence, 2).map(line => [span('text', '  '), ...line]);
	const height = rows - words.length;
	const list = (count: number, columns: number) => filled(foundRows(props, find, columns, count), count);
	return [
		...(framed
			? panel({title: heading('Lessons and scenarios')}, list(height - 2, available - 4), available, glyphs)
			: list(height, available)),
		...words,
	].map(line => fit(line, available, glyphs.ellipsis));
}

const heading = (text: string): Line => [span('accent', text, 'strong')];

function filled(lines: readonly Line[], rows: number): readonly Line[] {
	return Array.from({length: Math.max(0, rows)}, (_, row) => lines[row] ?? blank);
}
