import type {Overlay} from '../../session/overlay.ts';
import {notClickable} from '../click.ts';
import type {Line} from '../line.ts';
import {dim, emptyLine, overlay, span} from '../line.ts';
import {detailsRows, detailsTitle} from '../panels/details.ts';
import {exportRows} from '../panels/export-menu.ts';
import {countFindings, findingsRows} from '../panels/findings-list.ts';
import {helpColumns, helpRows, pagesOfHelp} from '../panels/help.ts';
import {historyRows} from '../panels/history.ts';
import {logRows, logTitle} from '../panels/log.ts';
import {panel} from '../panels/panel.ts';
import {processRows} from '../panels/process-list.ts';
import {themeRows} from '../panels/theme-list.ts';
import type {RunProps, Size} from '../props.ts';
import {takesKeys} from '../props.ts';

/** Draws the overlay in the middle of the screen and dims the rest. */
export function withOverlay(lines: readonly Line[], props: RunProps): readonly Line[] {
	const {session, size, glyphs} = props;
	const {columns, margin} = boxOf(session.overlay?.kind, size);
	const rows = size.rows - 4;
	const content = overlayContent(props, columns - 6, rows - 2 * margin);
	if (!session.overlay || !content) {
		return lines;
	}
	const blank = Array.from({length: margin}, () => emptyLine);
	// A recording takes no keys.
	const words = takesKeys(props) ? [span('muted', content.words)] : [];
	const box = panel(
		{title: [span('accent', content.title, 'strong')], words, role: 'muted'},
		[...blank, ...content.rows, ...blank].slice(0, rows).map(row => [span('text', ' '), ...row]),
		columns,
		glyphs,
	);
	const top = Math.max(0, Math.floor((size.rows - box.length) / 2));
	const left = Math.floor((size.columns - 1 - columns) / 2);
	// The footer shows the keys of the overlay. The user judges a theme by the screen around the list.
	const covered = session.overlay.kind === 'themes' ? notClickable : dim;
	// A narration of which only the second row can be seen would be a fragment.
	const coversNarration = top + box.length > size.rows - 3;
	const below = Array.from({length: size.rows}, (_, row) => {
		const line = lines[row] ?? emptyLine;
		if (row === size.rows - 2 && coversNarration) return emptyLine;
		return row === size.rows - 1 ? line : covered(line);
	});
	return below.map((line, index) => {
		const above = box[index - top];
		return above ? overlay(line, [span('text', ' '), ...above, span('text', ' ')], left - 1) : line;
	});
}

/** Returns the columns of an overlay's frame, and the blank rows inside above and below the content. */
function boxOf(kind: Overlay['kind'] | undefined, size: Size): {readonly columns: number; readonly margin: number} {
	const {columns} = size;
	switch (kind) {
		case 'log':
			// The lines of the log can be long.
			return {columns: columns - 5, margin: 1};
		case 'help':
			return {columns: helpColumns(size), margin: 0};
		default:
			return {columns: Math.min(columns - 5, 96), margin: 1};
	}
}

type Content = {readonly title: string; readonly words: string; readonly rows: readonly Line[]};

function overlayContent(props: RunProps, columns: number, rows: number): Content | undefined {
	const {overlay} = props.session;
	switch (overlay?.kind) {
		case 'help':
			return helpContent(props, overlay.page ?? 0, columns, rows);
		case 'details':
			return {title: detailsTitle(props), words: 'Enter or Esc closes', rows: detailsRows(props, columns, rows)};
		case 'history':
			return {
				title: 'History',
				words: 'Enter opens, g sets ghost',
				rows: historyRows(props, overlay, columns, rows - 2),
			};
		case 'findings': {
			const count = countFindings(props);
			const title = count === '' ? 'Findings' : `Findings: ${count}`;
			return {
				title,
				words: count === '' ? 'Esc closes' : 'Enter goes to the line',
				rows: findingsRows(props, overlay.selected, columns, rows - 2),
			};
		}
		case 'processes':
			return {
				title: 'Processes',
				words: 'Enter shows one',
				rows: processRows(props, overlay, columns, rows - 2),
			};
		case 'export':
			return {title: 'Export', words: 'Enter exports, Esc closes', rows: exportRows(props, overlay, columns)};
		case 'themes':
			return {title: 'Themes', words: 'Enter keeps, Esc takes back', rows: themeRows(props, columns)};
		case 'log':
			return {...logTitle(props, overlay), rows: logRows(props, overlay, columns)};
		default:
			return undefined;
	}
}

function helpContent(props: RunProps, page: number, columns: number, rows: number): Content {
	const pages = pagesOfHelp(props);
	const at = Math.min(page, pages - 1) + 1;
	return {
		title: pages > 1 ? `Keys ${at}/${pages}` : 'Keys',
		words: at < pages ? '? next page, Esc closes' : '? or Esc closes',
		rows: helpRows(props, columns, rows, page),
	};
}
