import {duration} from '../../model/format-duration.ts';
import type {CodePane} from '../../model/projections/code.ts';
import {code} from '../../model/projections/code.ts';
import type {Axis} from '../axis.ts';
import {ticks} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fit, over, span, truncate, width, wrap} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import type {Cells} from './bars.ts';
import {codeRows} from './code.ts';
import {cannotRun, hasNoProgram, reason} from './engine-error.ts';
import {languageNames} from './header.ts';
import {airyTasks, runBefore, selectedIndex, threadRow} from './task-table.ts';

/** Rows of the parts of a column. The same for both, so that what is alike stands level. */
export type Heights = {readonly strategy: number; readonly scenario: number; readonly tasks: number};

/** Rows of a column beside those of its parts: frame, rules, and the lane of the thread. */
export function ruled({strategy, scenario}: Pick<Heights, 'strategy' | 'scenario'>): number {
	return scenario > 0 ? 5 : strategy > 0 ? 4 : 3;
}

/** What there is to say in one language of two: `props.model` is its run. */
export type Column = {
	readonly props: ScreenProps;
	/** ms that its run started after the other. */
	readonly offset: number;
	/** Of its frame. */
	readonly role: Role;
	/** Why its strategy has another construct than the other language's. */
	readonly nearest: string | undefined;
};

/** One language: the code that runs, then its tasks on the one axis; without code, its tasks alone. `available` columns. */
export function column(
	{props, offset, role, nearest}: Column,
	heights: Heights,
	cells: Cells,
	axis: Axis,
	available: number,
): readonly Line[] {
	const {model, glyphs} = props;
	const [strategy, scenario] = panesOf(props);
	const inner = available - 4;
	const rows = (lines: readonly Line[], count: number) =>
		Array.from({length: count}, (_, index) => framed(lines[index] ?? blank, role, available, glyphs));
	const title: Line = [
		span('accent', clean(model.runtime ?? languageNames[model.description.language]), 'strong'),
		...(offset > leastOffset ? [span('run', `  starts ${duration(offset)} later`)] : []),
	];
	const hasCode = heights.strategy + heights.scenario > 0;
	if (cannotRun(model)) {
		const height = heights.strategy + heights.scenario + heights.tasks + ruled(heights) - 2;
		return [
			rule(title, blank, 'top', role, available, glyphs),
			...rows(reason(model, inner, height, glyphs), height),
			rule(blank, blank, 'bottom', role, available, glyphs),
		];
	}
	const why = explanation(nearest, inner);
	const lanes = [
		...rows(!hasCode && hasNoProgram(model) ? why : airyTasks(props, cells, heights.tasks, axis), heights.tasks),
		...rows([threadRow(model, cells, glyphs, axis)], 1),
	];
	if (!hasCode) {
		return [
			rule(title, blank, 'top', role, available, glyphs),
			...lanes,
			withTicks(rule(blank, blank, 'bottom', role, available, glyphs), axis),
		];
	}
	return [
		rule(title, nameOf(strategy), 'top', role, available, glyphs),
		...rows([...why, ...codeOf(strategy, heights.strategy - why.length, inner, glyphs)], heights.strategy),
		...(heights.scenario > 0 ? [rule(blank, nameOf(scenario), 'middle', role, available, glyphs)] : []),
		...rows(codeOf(scenario, heights.scenario, inner, glyphs), heights.scenario),
		withTicks(rule(blank, blank, 'middle', role, available, glyphs), axis),
		...lanes,
		rule(blank, runBefore(props), 'bottom', role, available, glyphs),
	];
}

/** Runs that start further apart, in ms, do not start together. */
const leastOffset = 5;

/** How many rows the two files would take; `nearest` is above the first. */
export function codeNeed({props, nearest}: Column, inner: number): readonly [strategy: number, scenario: number] {
	const [strategy, scenario] = panesOf(props);
	return [explanation(nearest, inner).length + (strategy?.lines.length ?? 0), scenario?.lines.length ?? 0];
}

function panesOf(props: ScreenProps): readonly [CodePane | undefined, CodePane | undefined] {
	const [first, second] = code(props.model, props.model.lanes[selectedIndex(props)]?.id);
	return [first, second];
}

/** Why a language has something else, or nothing, in so many columns. */
export function explanation(nearest: string | undefined, inner: number): readonly Line[] {
	return nearest === undefined ? [] : wrap([span('run', clean(nearest))], inner);
}

function codeOf(pane: CodePane | undefined, rows: number, inner: number, glyphs: Glyphs): readonly Line[] {
	return pane && rows > 0 ? codeRows(pane, rows, inner, glyphs) : [];
}

const nameOf = (pane: CodePane | undefined): Line => (pane ? [span('muted', clean(pane.name))] : blank);

/** A row of a column in its frame. */
export function framed(line: Line, role: Role, available: number, {frame, ellipsis}: Glyphs): Line {
	return [span(role, `${frame.vertical} `), ...fit(line, available - 4, ellipsis), span(role, ` ${frame.vertical}`)];
}

/** A rule across the column with words at its left and right end. */
export function rule(
	left: Line,
	right: Line,
	at: 'top' | 'middle' | 'bottom',
	role: Role,
	available: number,
	{frame, ellipsis}: Glyphs,
): Line {
	const [begin, end] = {
		top: [frame.topLeft, frame.topRight],
		middle: [frame.left, frame.right],
		bottom: [frame.bottomLeft, frame.bottomRight],
	}[at] as [string, string];
	const spaced = (line: Line): Line => (width(line) > 0 ? [span(role, ' '), ...line, span(role, ' ')] : blank);
	const head = spaced(truncate(left, available - 6, ellipsis));
	const room = available - 4 - width(head);
	const tail = width(right) + 4 <= room ? spaced(right) : blank;
	const line = frame.horizontal;
	return [
		span(role, begin + line),
		...head,
		span(role, line.repeat(Math.max(0, room - width(tail)))),
		...tail,
		span(role, line + end),
	];
}

/** The numbers of the axis, laid over the rule above the lanes. */
export function withTicks(line: Line, axis: Axis): Line {
	let result = line;
	for (const {0: label, index} of ticks(axis).matchAll(/\S+/g)) {
		if (axis.left + index + columns(label) < width(line) - 1) {
			result = over(result, [span('muted', label)], axis.left + index);
		}
	}
	return result;
}
