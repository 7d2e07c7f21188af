import type {ListedWait} from '../../model/analysis/waiting/listed.ts';
import {reasonsOf} from '../../model/analysis/waiting/reasons.ts';
import {code} from '../../model/projections/code.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {fitsReasonsAndCode} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import {codeRows} from '../panels/code.ts';
import {codeWidth} from '../panels/code-card.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {cardKey, edgeRow, padRows, panel, rule} from '../panels/panel.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {stateLine} from '../panels/state-line.ts';
import {twoRowNarration} from '../panels/two-row-narration.ts';
import {reasonRows} from '../panels/wait-reasons.ts';
import {nothingWaits, waitsTable} from '../panels/waits-table.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';

/** Draws what the calls of a program wait for, a row per line of code, and why the calls of the selected row wait. */
export function waiting(props: RunProps, waits: readonly ListedWait[]): readonly Line[] {
	const {size, glyphs, session, findings = []} = props;
	const width = size.columns - 1;
	const above = [
		header(props, width),
		...(size.rows >= 22 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		stateLine(props, width),
	];
	const below = [...scrub(props, width), ...twoRowNarration(props, width), footer(props, width)];
	const room = size.rows - above.length - below.length;
	const selected = Math.max(
		0,
		waits.findIndex(({key}) => key === session.waits?.selected),
	);
	const heights = divide(room - 2, waits.length, fitsReasonsAndCode(size));
	const columns = width - 4;
	const row = waits[selected];
	const table = row ? waitsTable(props, waits, selected, columns + 1, heights.table) : [emptyLine, nothingWaits(props)];
	const lower = row ? lowerRows(props, row, heights, width) : [];
	const count = findings.length;
	const found = plural(count, 'finding');
	const foot = count === 0 ? emptyLine : takesKeys(props) ? cardKey('!', found, props) : [span('muted', found)];
	const tableRows = row ? heights.table : room - 2;
	const framed = panel(
		{title: [span('accent', 'Waiting', 'strong')], words: captionOf(props, waits), foot},
		[...padRows(table, tableRows), ...lower.map(line => line.content)],
		width,
		glyphs,
	);
	// A rule replaces its whole row of the frame. The bracket of a selected row replaces the padding of the frame.
	const lines = framed.map((line, index) => {
		const at = index - 1;
		const inTable = at >= 0 && at < tableRows;
		if (inTable) return edgeRow(padRows(table, tableRows)[at] ?? emptyLine, width, glyphs);
		return lower[at - tableRows]?.rule ?? line;
	});
	return [...above, ...lines, ...below];
}

/**
 * Divides the rows between the table, the reasons and the code. Rows that the table does not need go to the reasons,
 * then to the code.
 */
function divide(
	rows: number,
	waits: number,
	hasCode: boolean,
): {readonly table: number; readonly why: number; readonly code: number} {
	if (rows < 12) return {table: rows - 4, why: 3, code: 0};
	const code = hasCode ? 8 : 0;
	const rules = code > 0 ? 2 : 1;
	const free = rows - rules - code - waits - 2;
	const why = Math.max(4, Math.min(12, Math.max(Math.floor(rows / 3), free)));
	const table = rows - rules - code - why;
	const spare = Math.max(0, table - waits - 5);
	const more = code > 0 ? Math.min(spare, 12) : 0;
	return {table: table - more, why, code: code + more};
}

/** A row of the lower half: its content, or a whole rule. */
type LowerRow = {readonly content: Line; readonly rule?: Line};

function lowerRows(
	props: RunProps,
	row: ListedWait,
	heights: ReturnType<typeof divide>,
	width: number,
): readonly LowerRow[] {
	const {session, model, glyphs, findings = []} = props;
	const where = stripControls(`${row.place.file}:${row.place.line}`);
	const ruleOf = (words: string): LowerRow => ({content: emptyLine, rule: rule([span('muted', words)], width, glyphs)});
	const contents = (lines: readonly Line[], rows: number) => padRows(lines, rows).map(content => ({content}));
	const why = reasonRows(reasonsOf(model, row, findings), width - 4, heights.why, glyphs);
	if (heights.code === 0 && session.waits?.code) {
		return [ruleOf(where), ...contents(codeOf(props, row, width - 4, heights.why), heights.why)];
	}
	return [
		ruleOf(`why: ${where}`),
		...contents(why, heights.why),
		...(heights.code > 0
			? [ruleOf(stripControls(row.place.file)), ...contents(codeOf(props, row, width - 4, heights.code), heights.code)]
			: []),
	];
}

/** Draws the code around the line of a row. */
function codeOf({model, glyphs}: RunProps, {place, oldest}: ListedWait, width: number, rows: number): readonly Line[] {
	const pane = code(model, oldest.id).find(({name}) => name === place.file);
	return pane
		? codeRows({...pane, focus: place.line}, rows, codeWidth(pane, width), glyphs)
		: [[span('muted', 'The source of this line is not part of the run.')]];
}

/** Draws the caption: `377 wait at 9 lines, the stuck first, then the oldest`. Empty if no call waits. */
function captionOf({model, session, size}: RunProps, waits: readonly ListedWait[]): Line {
	const {grouping = 'line', order = 'oldest', filter} = session.waits ?? {};
	if (session.overlay?.kind === 'filter' || filter !== undefined)
		return [span('muted', `filter: ${filter ?? ''}${session.overlay?.kind === 'filter' ? '_' : ''}`)];
	if (waits.length === 0) return emptyLine;
	const calls = waits.reduce((sum, {tasks}) => sum + tasks.length, 0);
	const where =
		grouping === 'line'
			? `at ${plural(waits.length, 'line')}`
			: grouping === 'function'
				? `in ${plural(waits.length, 'function')}`
				: `for ${plural(waits.length, 'target')}`;
	const verb = model.end ? 'waited at the end' : calls === 1 ? 'waits' : 'wait';
	const stuck = waits.some(({finding}) => finding) ? 'the stuck first, then ' : '';
	const what = `${thousands(calls)} ${verb} ${where}`;
	const sorted = `, ${stuck}${orderWords[order]}${stuck === '' ? ' first' : ''}`;
	return [span('muted', size.columns < 90 ? what : what + sorted)];
}

const orderWords = {
	oldest: 'the oldest',
	now: 'the most',
	p99: 'the longest before',
	left: 'the longest without a change',
} as const;
