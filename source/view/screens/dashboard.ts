import type {Model} from '../../model/model.ts';
import type {CodePane} from '../../model/projections/code.ts';
import {code} from '../../model/projections/code.ts';
import {axis as axisEnd} from '../../model/projections/timeline.ts';
import type {Axis} from '../axis.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, span} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {bigNumber} from '../panels/big-number.ts';
import {codePanels, largeCode} from '../panels/code-panels.ts';
import {engineErrorRows} from '../panels/engine-error.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth, legend} from '../panels/lane-cells.ts';
import {narration, narrationHeight} from '../panels/narration.ts';
import {panel} from '../panels/panel.ts';
import {rulerLabels, rulers} from '../panels/rulers.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {strategyRow, strategySentence} from '../panels/strategy-row.ts';
import {summaryLine} from '../panels/summary-line.ts';
import {laneCount, previousRunLabel, selectedIndex, taskRows} from '../panels/task-table.ts';
import {showsVerdict, verdictHeight, verdictRows} from '../panels/verdict.ts';
import type {RunProps} from '../props.ts';
import type {Status} from '../run-status.ts';
import {failedToStart, status, totalRole} from '../run-status.ts';
import {zoomOf} from '../zoom.ts';

/**
 * The full dashboard, for 80x24 and larger. Extra width goes to the timeline, extra height to the code, then to the
 * tasks.
 */
export function dashboard(props: RunProps): readonly Line[] {
	const {size, glyphs} = props;
	const columns = size.columns - 1;
	const airy = size.rows >= 30;
	const cells = cellsFor(props.model, columns);
	const axis = axisFor(props, cells, columns);
	const state = status(props.model, props.session, glyphs, props.spinner);
	const playhead = scrub(props, columns, axis);
	const narrationRows = narrationHeight(props, columns);
	const fixed = (airy ? 10 : 8) + narrationRows + playhead.length;
	const height = splitHeight(props, size.rows - fixed);
	const panes = code(props.model, props.model.lanes[selectedIndex(props)]?.id);
	const conclusion = verdictOnly(props, height, airy, columns);
	return [
		header(props, columns),
		...(airy ? [[span('rule', glyphs.frame.horizontal.repeat(columns))]] : []),
		strategyRow(props, columns < 99 ? ' ' : ' Strategy  ', columns),
		strategySentence(props, columns < 99 ? '  ' : '            ', columns),
		...(airy ? [emptyLine] : []),
		...totals(props, state, axis, columns),
		...(conclusion ?? [
			...(height.tasks > 0 ? tasksPanel(props, state, cells, axis, height.tasks, columns) : []),
			...codeOrVerdict(props, panes, height.code, columns),
		]),
		...playhead,
		...narration(props, columns, narrationRows),
		footer(props, columns),
	];
}

/** The verdict alone: if rows are scarce, it also replaces the tasks, unless it is short. Undefined if it does not. */
function verdictOnly(props: RunProps, height: Heights, airy: boolean, columns: number): readonly Line[] | undefined {
	return !airy && showsVerdict(props) && verdictHeight(props, columns) > height.code
		? verdictRows(props, columns, height.tasks + height.code)
		: undefined;
}

/** The verdict once it is due, and the code in the room that is left. */
function codeOrVerdict(props: RunProps, panes: readonly CodePane[], rows: number, columns: number): readonly Line[] {
	const need = showsVerdict(props) ? verdictHeight(props, columns) : 0;
	const rest = rows - need >= leastCode ? rows - need : 0;
	const drawn = zoomOf(props) === 'code' ? largeCode : codePanels;
	return [
		...(need > 0 ? verdictRows(props, columns, rows - rest) : []),
		...(rest > 0 ? drawn(panes, rest, columns, props.glyphs) : []),
	];
}

/** The fewest rows in which a code panel is worth its frame. */
const leastCode = 6;

function cellsFor({description}: Model, columns: number): Cells {
	if (description.form === 'program') {
		// The progress of a call is unknown, so its indented name gets the room of the bar.
		const [name, state, time] = columns >= 139 ? [40, 12, 10] : columns >= 99 ? [25, 12, 8] : [17, 12, 8];
		return {name, state, bar: 0, percent: 0, time};
	}
	if (description.source === 'measured') {
		// The names of the user's own work can be long, and only a request with a known length has a progress.
		const [name, bar, percent, time] = columns >= 139 ? [26, 12, 5, 9] : columns >= 99 ? [20, 8, 0, 8] : [17, 0, 0, 8];
		return {name, state: 12, bar, percent, time};
	}
	if (columns >= 139) {
		return {name: 20, state: 12, bar: 16, percent: 5, time: 9};
	}
	return columns >= 99
		? {name: 12, state: 12, bar: 8, percent: 5, time: 8}
		: {name: 11, state: 12, bar: 6, percent: 0, time: 8};
}

/** The axis starts after the cells. The rulers above use the same columns. */
function axisFor({model}: RunProps, cells: Cells, columns: number): Axis {
	const left = 2 + cells.name + cells.state + cells.bar + cells.percent + cells.time + 2;
	return {left, width: columns - left - labelWidth - 2, max: axisEnd(model)};
}

/** Rows of the two panels with their frames. */
type Heights = {readonly tasks: number; readonly code: number};

function splitHeight(props: RunProps, rows: number): Heights {
	const {model, previous} = props;
	const zoom = zoomOf(props);
	if (zoom) {
		return zoom === 'code' ? {tasks: 0, code: rows} : {tasks: rows, code: 0};
	}
	const tasks = laneCount(model, previous) + 4;
	const longest = Math.max(0, ...model.description.files.map(({text}) => text.trimEnd().split('\n').length)) + 2;
	const least = rows < 18 ? 6 : 8;
	const code = Math.max(least, Math.min(longest, Math.floor(rows * 0.4)), rows - tasks);
	return {tasks: rows - code, code};
}

function totals(props: RunProps, state: Status, axis: Axis, columns: number): readonly Line[] {
	const {model, previous, glyphs} = props;
	const role = totalRole(model, state);
	const labels = rulerLabels(model, axis.left >= 46);
	const left = axis.left - labels.sum.length;
	const big = bigNumber(model.totals.makespan, role, glyphs);
	const right = [...rulers(model, previous, role, axis, labels, glyphs), summaryLine(props, state, columns - left)];
	const heads = [
		[span('muted', '  TOTAL TIME  '), span(state.role, `${state.sign} ${state.word}`, 'strong')],
		...big.map(row => [span('text', '  '), ...row]),
	];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? emptyLine)]);
}

/** The most lanes that are searched for an orphan to explain in the legend. */
const maxLanesChecked = 1000;

function tasksPanel(props: RunProps, state: Status, cells: Cells, axis: Axis, rows: number, columns: number) {
	const {model, glyphs} = props;
	const title = [span('accent', model.description.form === 'program' ? 'Calls' : 'Tasks', 'strong')];
	if (failedToStart(model)) {
		const why = engineErrorRows(model, columns - 4, rows - 2, glyphs);
		const all = Array.from({length: rows - 2}, (_, row) => why[row] ?? emptyLine);
		return panel({title}, all, columns, glyphs);
	}
	const kind =
		model.description.form === 'program' ? 'call tree, on one time axis' : 'same time axis for every strategy';
	const ghost = previousRunLabel(props);
	const words = ghost.length > 0 ? ghost : [span('muted', kind)];
	return panel(
		{
			title,
			words,
			foot: legend(
				columns,
				glyphs,
				model.lanes.slice(0, maxLanesChecked).some(({orphan}) => orphan),
			),
			role: state.word === 'BLOCKED' ? 'fail' : 'rule',
		},
		taskRows(props, cells, axis, rows - 4),
		columns,
		glyphs,
	);
}
