import {differences} from '../../model/analysis/language-differences.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {axis as axisEnd} from '../../model/projections/timeline.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {cellsWidth} from '../panels/bars.ts';
import {bigNumber} from '../panels/big-number.ts';
import {engineErrorRows} from '../panels/engine-error.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth} from '../panels/lane-cells.ts';
import type {Heights, LanguageColumn} from '../panels/language-column.ts';
import {codeHeights, explanation, languageColumn, ruleCount} from '../panels/language-column.ts';
import {differenceRows} from '../panels/language-differences.ts';
import {pairNarration} from '../panels/narration.ts';
import {rulerLabels, rulers} from '../panels/rulers.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {strategyRow, strategySentence} from '../panels/strategy-row.ts';
import {joinFitting, summaryLine} from '../panels/summary-line.ts';
import {laneCount} from '../panels/task-table.ts';
import {lessonVerdictHeight, showsVerdict, verdictHeight, verdictRows} from '../panels/verdict.ts';
import type {RunProps, RunView} from '../props.ts';
import {onlyRun} from '../props.ts';
import {failedToStart, hasNoProgram, status, totalRole} from '../run-status.ts';

/** The same work in two languages at the same moment: JavaScript left, Python right, for 100x30 and larger. */
export function sideBySideScreen(props: RunProps, second: RunView): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const spacing = size.rows >= 36 ? [emptyLine] : [];
	const half = Math.floor((width - 1) / 2);
	const columns = columnsOf(props, second);
	const cells = cellsFor(props.model, half);
	const axis = axisFor(columns, cells, half);
	const heads = columns.map(each => (half >= 70 ? totalsAndRulers(each.props, axis) : totals(each.props, half)));
	const above = [
		header(props, width),
		...spacing.map(() => [span('rule', glyphs.frame.horizontal.repeat(width))]),
		strategyRow(props, ' Strategy  ', width),
		strategySentence(props, '            ', width),
		...spacing,
		...sideBySide(heads, half, glyphs),
	];
	const below = [
		// A lesson explains the differences itself.
		...(props.lesson || props.session.zoom || columns.some(({props: {model}}) => failedToStart(model))
			? []
			: // A fixed number of rows, so that the code does not jump when differences are added.
				differenceRows(differences(props.model, second.model), size.rows >= 46 ? 5 : 3, half, glyphs)),
		...spacing,
		...scrub(props, width),
		...pairNarration(props, second.model, width),
		footer(props, width),
	];
	const rows = size.rows - above.length - below.length;
	const whole = heightsFor(props, columns, rows);
	const {verdict, heights} = withVerdict(props, columns, whole, rows, width);
	const blocks = heights ? columns.map(each => languageColumn(each, heights, cells, axis, half)) : [];
	return [...above, ...verdict, ...sideBySide(blocks, half, glyphs), ...below];
}

/** Shows the verdict once it is due, in place of all or part of the code. The lanes below stay where they are. */
function withVerdict(
	props: RunProps,
	columns: readonly LanguageColumn[],
	whole: Heights,
	rows: number,
	width: number,
): {readonly verdict: readonly Line[]; readonly heights: Heights | undefined} {
	if (!showsVerdict(props)) {
		return {verdict: [], heights: whole};
	}
	if (props.session.zoom === 'code') {
		return {verdict: verdictRows(props, width, rows), heights: undefined};
	}
	const inner = Math.floor((width - 1) / 2) - 4;
	const need = verdictHeight(props, width);
	const rest = rows - need - ruleCount(whole) - whole.tasks;
	if (rest >= leastCode) {
		return {verdict: verdictRows(props, width, need), heights: heightsFor(props, columns, rows - need)};
	}
	const lanes = {strategy: 0, scenario: 0};
	const explained = columns.map(({props: {model, glyphs}, nearest}) => {
		if (hasNoProgram(model)) {
			return explanation(nearest, inner).length;
		}
		return failedToStart(model)
			? engineErrorRows(model, inner, Number.POSITIVE_INFINITY, glyphs).length - ruleCount(lanes)
			: 0;
	});
	const room = rows - ruleCount(lanes) - (lessonVerdictHeight(props, width) ?? 0);
	const shown = Math.min(whole.tasks, Math.max(fewestLanes, room));
	const tasks = Math.max(shown, ...explained);
	return {
		verdict: verdictRows(props, width, rows - tasks - ruleCount(lanes)),
		heights: {...lanes, tasks},
	};
}

/** The fewest rows of lanes next to a verdict, however long it is. */
const fewestLanes = 5;

/** The fewest rows of code that are useful next to a verdict. */
const leastCode = 8;

/** Joins the rows of two blocks, each in its half of the screen. */
function sideBySide(
	[one = [], other = []]: readonly (readonly Line[])[],
	half: number,
	{ellipsis}: Glyphs,
): readonly Line[] {
	return Array.from({length: Math.max(one.length, other.length)}, (_, index) => [
		...fit(one[index] ?? emptyLine, half, ellipsis),
		span('text', ' '),
		...(other[index] ?? emptyLine),
	]);
}

/** The axis of the longer run, so that equal times have equal lengths in both columns. */
function axisFor(columns: readonly LanguageColumn[], cells: Cells, half: number): Axis {
	const left = 2 + cellsWidth(cells);
	return {left, width: half - left - labelWidth - 2, max: Math.max(...columns.map(({props}) => axisEnd(props.model)))};
}

function columnsOf(props: RunProps, second: RunView): readonly LanguageColumn[] {
	const chosen = props.strategies.find(({name}) => name === props.session.strategy);
	const runs = [props.runs[0], second];
	const starts = runs.map(({model}) => model.startedAt);
	const first = Math.min(...starts.map(at => at ?? Number.POSITIVE_INFINITY));
	return runs.map((run, index) => {
		const {model} = run;
		const {word} = status(model, props.session, props.glyphs, undefined);
		return {
			props: onlyRun(props, run),
			offset: starts[index] === undefined ? 0 : starts[index] - first,
			role: word === 'BLOCKED' ? 'fail' : 'rule',
			nearest: chosen?.nearest?.[model.description.language],
		};
	});
}

function cellsFor({description}: Model, half: number): Cells {
	if (description.form === 'program') {
		return half >= 70
			? {name: 20, state: 12, bar: 0, percent: 0, time: 8}
			: {name: half >= 59 ? 18 : 14, state: 2, bar: 0, percent: 0, time: 0};
	}
	return half >= 70
		? {name: 14, state: 11, bar: 0, percent: 0, time: 8}
		: {name: half >= 59 ? 14 : 12, state: 2, bar: 0, percent: 0, time: 0};
}

/** Divides `all` rows: the tasks get what they need, the code the rest, about half for each file. */
function heightsFor({session: {zoom}, size}: RunProps, columns: readonly LanguageColumn[], all: number): Heights {
	const inner = Math.floor((size.columns - 2) / 2) - 4;
	if (zoom === 'lanes') {
		return {strategy: 0, scenario: 0, tasks: all - ruleCount({strategy: 0, scenario: 0})};
	}
	const lanes = Math.max(...columns.map(({props}) => laneCount(props.model, props.previous)));
	const planned = zoom === 'code' ? 0 : lanes;
	const needs = columns.filter(({props}) => !failedToStart(props.model)).map(each => codeHeights(each, inner));
	const most = (index: 0 | 1) => Math.max(0, ...needs.map(need => need[index]));
	const [strategy, scenario] = [Math.max(1, most(0)), most(1)];
	const rows = all - ruleCount({strategy, scenario});
	const code = Math.max(Math.min(8, rows - 1), rows - planned);
	if (scenario === 0) {
		return {strategy: code, scenario: 0, tasks: rows - code};
	}
	const fits = strategy + scenario <= code;
	const first = fits ? strategy : Math.max(Math.min(strategy, Math.ceil(code / 2)), code - scenario);
	return {strategy: first, scenario: code - first, tasks: rows - code};
}

/** The total in large digits, and next to it the status. */
function totals(props: RunProps, width: number): readonly Line[] {
	const {model, glyphs, session, spinner} = props;
	if (failedToStart(model) || hasNoProgram(model)) {
		return [];
	}
	const state = status(model, session, glyphs, spinner);
	const {longest, sum} = model.totals;
	const big = digits(props);
	const left = Math.max(22, lineWidth(big[2]) + 2);
	const bound = (label: string, ms: number): Line => [span('muted', `${label} `), span('text', seconds(ms))];
	const lines = [
		[span(state.role, `${state.sign} ${state.word}`, 'strong')],
		summaryLine(props, state, width - left),
		joinFitting([bound('longest', longest), bound('sum', sum)], width - left),
	];
	return big.map((row, index) => [...fit(row, left, glyphs.ellipsis), ...(lines[index] ?? emptyLine)]);
}

function digits({model, session, glyphs, spinner}: RunProps): readonly [Line, Line, Line] {
	const role = totalRole(model, status(model, session, glyphs, spinner));
	const [top, middle, bottom] = bigNumber(model.totals.makespan, role, glyphs);
	const indent = span('text', '  ');
	return [
		[indent, ...top],
		[indent, ...middle],
		[indent, ...bottom],
	];
}

/** The total in large digits with its bounds, on the axis of the lanes below. */
function totalsAndRulers(props: RunProps, axis: Axis): readonly Line[] {
	const {model, session, glyphs, spinner} = props;
	const state = status(model, session, glyphs, spinner);
	if (failedToStart(model) || hasNoProgram(model)) {
		return [];
	}
	const labels = rulerLabels(model, false);
	const left = axis.left - labels.sum.length;
	const role = totalRole(model, state);
	const right = [
		...rulers(model, props.previous, role, axis, labels, glyphs),
		summaryLine(props, state, axis.width + labels.sum.length + labelWidth),
	];
	const heads = [[span('text', '  '), span(state.role, `${state.sign} ${state.word}`, 'strong')], ...digits(props)];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? emptyLine)]);
}
