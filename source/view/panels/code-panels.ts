import type {CodePane} from '../../model/projections/code.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, span, stripControls} from '../line.ts';
import {codeRows} from './code.ts';
import {panel} from './panel.ts';

const paneTitles = {strategy: 'The strategy', scenario: 'The tasks', program: 'The program'} as const;

/** The files that run, side by side: the strategy, and the tasks that it awaits. */
export function codePanels(panes: readonly CodePane[], rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const [left, right] = panes;
	if (!left || !right) {
		return left ? codePanel(left, true, rows - 2, width, glyphs) : Array.from({length: rows}, () => emptyLine);
	}
	const first = leftWidth(left, right, width);
	const second = width - first;
	const named = titleFits(left, first) && titleFits(right, second);
	const other = codePanel(right, named, rows - 2, second, glyphs);
	return codePanel(left, named, rows - 2, first, glyphs).map((line, row) => [...line, ...(other[row] ?? emptyLine)]);
}

/** Whether the question that a file answers fits next to its name. */
function titleFits({role, name}: CodePane, width: number): boolean {
	return columns(paneTitles[role]) + columns(stripControls(name)) + 10 <= width;
}

/**
 * The files that run, as large as they fit: one above the other, each over the whole width, unless no line is cut side
 * by side. If rows are scarce, each file gets about half of them.
 */
export function largeCode(panes: readonly CodePane[], rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const [left, right] = panes;
	if (!left || !right || longest(left) + longest(right) <= width) {
		return codePanels(panes, rows, width, glyphs);
	}
	const [one, two] = [left.lines.length + 2, right.lines.length + 2];
	const upper = one + two <= rows ? one : Math.max(Math.min(one, Math.ceil(rows / 2)), rows - two);
	return [
		...codePanel(left, true, upper - 2, width, glyphs),
		...codePanel(right, true, rows - upper - 2, width, glyphs),
	];
}

/** The columns that show every line of a file without a cut: frame, sign, number and text. */
function longest({lines}: CodePane): number {
	return 7 + String(lines.length).length + Math.max(0, ...lines.map(({text}) => columns(stripControls(text))));
}

/**
 * The width of the left file. Each file gets what its longest `await` needs; if both do not fit, the shorter one does.
 */
function leftWidth(left: CodePane, right: CodePane, width: number): number {
	const [one, two] = [minimumWidth(left), minimumWidth(right)];
	const spare = width - one - two;
	const share = spare >= 0 ? one + spare / 2 : Math.max(Math.min(one, width / 2), width - two);
	return Math.round(Math.max(width * 0.4, Math.min(width * 0.6, share)));
}

/** The columns that show every `await` of a file without a cut: frame, sign, number and text. */
function minimumWidth({lines}: CodePane): number {
	const texts = lines.map(({text}) => stripControls(text));
	const awaits = texts.filter(text => /\bawait\b/.test(text));
	return 7 + String(lines.length).length + Math.max(0, ...(awaits.length > 0 ? awaits : texts).map(columns));
}

/**
 * One file, with a sign on each line where a task is. `showsRole`: with the question that the file answers as its
 * title.
 */
function codePanel(pane: CodePane, showsRole: boolean, rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const name = stripControls(pane.name);
	return panel(
		{
			title: [span('accent', showsRole ? paneTitles[pane.role] : name, 'strong')],
			...(showsRole && {words: [span('muted', name)]}),
		},
		inColumns(pane, rows, width - 4, glyphs),
		width,
		glyphs,
	);
}

/** Columns between the two halves of one file. */
const gutter = 3;

/** The rows of a file. If it is too long for its panel, and its lines are short enough, it gets two columns. */
function inColumns(pane: CodePane, rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const half = Math.floor((width - gutter) / 2);
	// Long import lines may be cut.
	const texts = pane.lines.flatMap(({text}) => (/^(import|from)\b/.test(text) ? [] : [stripControls(text)]));
	const longest = Math.max(0, ...texts.map(columns));
	if (pane.role !== 'program' || pane.lines.length <= rows || longest + 6 > half) {
		// The notes on waiting tasks stay next to the code, also in a wide terminal.
		return codeRows(pane, rows, Math.min(width, Math.max(longest, 40) + 50), glyphs);
	}
	const lines = codeRows(pane, 2 * rows, half, glyphs);
	return lines
		.slice(0, rows)
		.map((line, row) => [
			...fit(line, half, glyphs.ellipsis),
			span('rule', ` ${glyphs.frame.vertical} `),
			...(lines[rows + row] ?? emptyLine),
		]);
}
