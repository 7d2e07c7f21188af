import {differences} from '../../model/analysis/language-differences.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {axis as axisEnd} from '../../model/projections/timeline.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, fit, span, width} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {total} from '../panels/big-number.ts';
import {cannotRun, hasNoProgram, reason} from '../panels/engine-error.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth} from '../panels/lane-cells.ts';
import type {Column, Heights} from '../panels/language-column.ts';
import {codeNeed, column, explanation, ruled} from '../panels/language-column.ts';
import {differenceRows} from '../panels/language-differences.ts';
import {pairNarration} from '../panels/narration.ts';
import {rulers} from '../panels/rulers.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {strategyRow, strategySentence} from '../panels/strategy-row.ts';
import {counts, inARow} from '../panels/summary-line.ts';
import {laneRows} from '../panels/task-table.ts';
import {lessonVerdictNeed, showsVerdict, verdictNeed, verdictRows} from '../panels/verdict.ts';
import {status, totalRole} from '../run-status.ts';
import type {ScreenProps} from './screen.tsx';

/** The same work in two languages at the same moment: JavaScript left, Python right, for 100x30 and larger. */
export function pair(props: ScreenProps, beside: Model): readonly Line[] {
	const {size, glyphs} = props;
	const available = size.columns - 1;
	const air = size.rows >= 36 ? [blank] : [];
	const half = Math.floor((available - 1) / 2);
	const columns = columnsOf(props, beside);
	const cells = cellsFor(props.model, half);
	const axis = axisFor(columns, cells, half);
	const heads = columns.map(each => (half >= 70 ? totalsAndRulers(each.props, axis) : totals(each.props, half)));
	const above = [
		header(props, available),
		...air.map(() => [span('rule', glyphs.frame.horizontal.repeat(available))]),
		strategyRow(props, ' Strategy  ', available),
		strategySentence(props, '            ', available),
		...air,
		...abreast(heads, half, glyphs),
	];
	const below = [
		// A lesson says by itself what differs.
		...(props.lesson || props.session.zoom || columns.some(({props: {model}}) => cannotRun(model))
			? []
			: // As many rows from the start: the code must not jump when there is more to say.
				differenceRows(differences(props.model, beside), size.rows >= 46 ? 5 : 3, half, glyphs)),
		...air,
		...scrub(props, available),
		...pairNarration(props, beside, available),
		footer(props, available),
	];
	const rows = size.rows - above.length - below.length;
	const whole = heightsFor(props, columns, rows);
	const {verdict, heights} = withVerdict(props, columns, whole, rows, available);
	const blocks = heights ? columns.map(each => column(each, heights, cells, axis, half)) : [];
	return [...above, ...verdict, ...abreast(blocks, half, glyphs), ...below];
}

/** What happened, once it is to be said: above the lanes, which stay where they are, in the place of the code or of a part of it. */
function withVerdict(
	props: ScreenProps,
	columns: readonly Column[],
	whole: Heights,
	rows: number,
	available: number,
): {readonly verdict: readonly Line[]; readonly heights: Heights | undefined} {
	if (!showsVerdict(props)) {
		return {verdict: [], heights: whole};
	}
	if (props.session.zoom === 'code') {
		return {verdict: verdictRows(props, available, rows), heights: undefined};
	}
	const inner = Math.floor((available - 1) / 2) - 4;
	const need = verdictNeed(props, available);
	const rest = rows - need - ruled(whole) - whole.tasks;
	if (rest >= leastCode) {
		return {verdict: verdictRows(props, available, need), heights: heightsFor(props, columns, rows - need)};
	}
	const lanes = {strategy: 0, scenario: 0};
	const explained = columns.map(({props: {model, glyphs}, nearest}) => {
		if (hasNoProgram(model)) {
			return explanation(nearest, inner).length;
		}
		return cannotRun(model) ? reason(model, inner, Number.POSITIVE_INFINITY, glyphs).length - ruled(lanes) : 0;
	});
	const room = rows - ruled(lanes) - (lessonVerdictNeed(props, available) ?? 0);
	const shown = Math.min(whole.tasks, Math.max(fewestLanes, room));
	const tasks = Math.max(shown, ...explained);
	return {
		verdict: verdictRows(props, available, rows - tasks - ruled(lanes)),
		heights: {...lanes, tasks},
	};
}

/** Rows of lanes that what happened leaves, however long it is. */
const fewestLanes = 5;

/** Rows of code that are worth their place beside what happened. */
const leastCode = 8;

/** The rows of two blocks, each in its half of the screen. */
function abreast(
	[one = [], other = []]: readonly (readonly Line[])[],
	half: number,
	{ellipsis}: Glyphs,
): readonly Line[] {
	return Array.from({length: Math.max(one.length, other.length)}, (_, index) => [
		...fit(one[index] ?? blank, half, ellipsis),
		span('text', ' '),
		...(other[index] ?? blank),
	]);
}

/** The longer of both: what took as long is as long. */
function axisFor(columns: readonly Column[], cells: Cells, half: number): Axis {
	const left = 2 + cells.name + cells.state + cells.time + 2;
	return {left, width: half - left - labelWidth - 2, max: Math.max(...columns.map(({props}) => axisEnd(props.model)))};
}

function columnsOf(props: ScreenProps, beside: Model): readonly Column[] {
	const chosen = props.strategies.find(({name}) => name === props.session.strategy);
	const starts = [props.model, beside].map(({startedAt}) => startedAt);
	const first = Math.min(...starts.map(at => at ?? Number.POSITIVE_INFINITY));
	return [props.model, beside].map((model, index) => {
		const [previous, ghost] = index === 0 ? [props.previous, props.ghost] : [props.previousBeside, props.ghostBeside];
		const own = {...props, model, previous, ghost, beside: undefined};
		const {word} = status(model, props.session, props.glyphs, undefined);
		return {
			props: own,
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

/** Of so many rows in all: the tasks need theirs, the code gets the rest, both files about alike. */
function heightsFor({session: {zoom}, size}: ScreenProps, columns: readonly Column[], all: number): Heights {
	const inner = Math.floor((size.columns - 2) / 2) - 4;
	if (zoom === 'lanes') {
		return {strategy: 0, scenario: 0, tasks: all - ruled({strategy: 0, scenario: 0})};
	}
	const lanes = Math.max(...columns.map(({props}) => laneRows(props.model, props.previous)));
	const planned = zoom === 'code' ? 0 : lanes;
	const needs = columns.filter(({props}) => !cannotRun(props.model)).map(each => codeNeed(each, inner));
	const most = (index: 0 | 1) => Math.max(0, ...needs.map(need => need[index]));
	const [strategy, scenario] = [Math.max(1, most(0)), most(1)];
	const rows = all - ruled({strategy, scenario});
	const code = Math.max(Math.min(8, rows - 1), rows - planned);
	if (scenario === 0) {
		return {strategy: code, scenario: 0, tasks: rows - code};
	}
	const fits = strategy + scenario <= code;
	const first = fits ? strategy : Math.max(Math.min(strategy, Math.ceil(code / 2)), code - scenario);
	return {strategy: first, scenario: code - first, tasks: rows - code};
}

/** The total in large digits, and beside it what it is at. */
function totals(props: ScreenProps, available: number): readonly Line[] {
	const {model, glyphs, session, spinner} = props;
	if (cannotRun(model) || hasNoProgram(model)) {
		return [];
	}
	const state = status(model, session, glyphs, spinner);
	const {longest, sum} = model.totals;
	const big = digits(props);
	const left = Math.max(22, width(big[2]) + 2);
	const bound = (label: string, ms: number): Line => [span('muted', `${label} `), span('text', seconds(ms))];
	const lines = [
		[span(state.role, `${state.sign} ${state.word}`, 'strong')],
		counts(props, state, available - left),
		inARow([bound('longest', longest), bound('sum', sum)], available - left),
	];
	return big.map((row, index) => [...fit(row, left, glyphs.ellipsis), ...(lines[index] ?? blank)]);
}

function digits({model, session, glyphs, spinner}: ScreenProps): readonly [Line, Line, Line] {
	const role = totalRole(model, status(model, session, glyphs, spinner));
	const [top, middle, bottom] = total(model.totals.makespan, role, glyphs);
	const indent = span('text', '  ');
	return [
		[indent, ...top],
		[indent, ...middle],
		[indent, ...bottom],
	];
}

/** The same with its bounds, on the axis of the lanes below. */
function totalsAndRulers(props: ScreenProps, axis: Axis): readonly Line[] {
	const {model, session, glyphs, spinner} = props;
	const state = status(model, session, glyphs, spinner);
	if (cannotRun(model) || hasNoProgram(model)) {
		return [];
	}
	const labels = {sum: 'sum      ', longest: 'longest  ', total: 'total    '};
	const left = axis.left - labels.sum.length;
	const role = totalRole(model, state);
	const right = [
		...rulers(model, props.previous, role, axis, labels, glyphs),
		counts(props, state, axis.width + labels.sum.length + labelWidth),
	];
	const heads = [[span('text', '  '), span(state.role, `${state.sign} ${state.word}`, 'strong')], ...digits(props)];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? blank)]);
}
