import {duration} from '../../model/format-duration.ts';
import type {CodePane} from '../../model/projections/code.ts';
import {code} from '../../model/projections/code.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span, stripControls, truncate, wrap} from '../line.ts';
import type {RunProps} from '../props.ts';
import {failedToStart, hasNoProgram} from '../run-status.ts';
import type {Role} from '../theme.ts';
import type {Cells} from './bars.ts';
import {codeRows} from './code.ts';
import {engineErrorRows} from './engine-error.ts';
import {withTicks} from './panel.ts';
import {previousRunLabel, selectedIndex, spacedTaskRows, threadRow} from './task-table.ts';

/** Rows of the parts of a column. Both columns use the same heights, so that their parts line up. */
export type Heights = {readonly strategy: number; readonly scenario: number; readonly tasks: number};

/** Rows of a column besides its parts: frame, rules, and the thread's lane. */
export function ruleCount({strategy, scenario}: Pick<Heights, 'strategy' | 'scenario'>): number {
	return scenario > 0 ? 5 : strategy > 0 ? 4 : 3;
}

/** One of two languages. `props.model` is its run. */
export type LanguageColumn = {
	readonly props: RunProps;
	/** How much later this run started than the other, in ms. */
	readonly offset: number;
	/** The role of the frame. */
	readonly role: Role;
	/** Why this language uses a different construct for the strategy than the other one. */
	readonly nearest: string | undefined;
};

/**
 * The column of one language: the code that runs, then its tasks on the shared axis. Without code, only the tasks.
 * `available`: its width in columns.
 */
export function languageColumn(
	{props, offset, role, nearest}: LanguageColumn,
	heights: Heights,
	cells: Cells,
	axis: Axis,
	width: number,
): readonly Line[] {
	const {model, glyphs} = props;
	const [strategy, scenario] = panesOf(props);
	const inner = width - 4;
	const rows = (lines: readonly Line[], count: number) =>
		Array.from({length: count}, (_, index) => framed(lines[index] ?? emptyLine, role, width, glyphs));
	const title: Line = [
		span('accent', stripControls(model.runtime ?? languageNames[model.description.language]), 'strong'),
		...(offset > leastOffset ? [span('run', `  starts ${duration(offset)} later`)] : []),
	];
	const hasCode = heights.strategy + heights.scenario > 0;
	if (failedToStart(model)) {
		const height = heights.strategy + heights.scenario + heights.tasks + ruleCount(heights) - 2;
		return [
			rule(title, emptyLine, 'top', role, width, glyphs),
			...rows(engineErrorRows(model, inner, height, glyphs), height),
			rule(emptyLine, emptyLine, 'bottom', role, width, glyphs),
		];
	}
	const why = explanation(nearest, inner);
	const lanes = [
		...rows(
			!hasCode && hasNoProgram(model) ? why : spacedTaskRows(props, cells, heights.tasks, axis).lines,
			heights.tasks,
		),
		...rows([threadRow(model, cells, glyphs, axis)], 1),
	];
	if (!hasCode) {
		return [
			rule(title, emptyLine, 'top', role, width, glyphs),
			...lanes,
			withTicks(rule(emptyLine, emptyLine, 'bottom', role, width, glyphs), axis),
		];
	}
	return [
		rule(title, paneTitle(strategy), 'top', role, width, glyphs),
		...rows([...why, ...codeOf(strategy, heights.strategy - why.length, inner, glyphs)], heights.strategy),
		...(heights.scenario > 0 ? [rule(emptyLine, paneTitle(scenario), 'middle', role, width, glyphs)] : []),
		...rows(codeOf(scenario, heights.scenario, inner, glyphs), heights.scenario),
		withTicks(rule(emptyLine, emptyLine, 'middle', role, width, glyphs), axis),
		...lanes,
		rule(emptyLine, previousRunLabel(props), 'bottom', role, width, glyphs),
	];
}

/** Runs whose starts are further apart, in ms, did not start together. */
const leastOffset = 5;

/** The rows that the two files need. The first includes the explanation in `nearest`. */
export function codeHeights(
	{props, nearest}: LanguageColumn,
	inner: number,
): readonly [strategy: number, scenario: number] {
	const [strategy, scenario] = panesOf(props);
	return [explanation(nearest, inner).length + (strategy?.lines.length ?? 0), scenario?.lines.length ?? 0];
}

function panesOf(props: RunProps): readonly [CodePane | undefined, CodePane | undefined] {
	const [first, second] = code(props.model, props.model.lanes[selectedIndex(props)]?.id);
	return [first, second];
}

/** Why a language has a different construct or none, wrapped to `inner` columns. */
export function explanation(nearest: string | undefined, inner: number): readonly Line[] {
	return nearest === undefined ? [] : wrap([span('run', stripControls(nearest))], inner);
}

function codeOf(pane: CodePane | undefined, rows: number, inner: number, glyphs: Glyphs): readonly Line[] {
	return pane && rows > 0 ? codeRows(pane, rows, inner, glyphs) : [];
}

const paneTitle = (pane: CodePane | undefined): Line => (pane ? [span('muted', stripControls(pane.name))] : emptyLine);

/** A row of a column between the sides of its frame. */
export function framed(line: Line, role: Role, width: number, {frame, ellipsis}: Glyphs): Line {
	return [span(role, `${frame.vertical} `), ...fit(line, width - 4, ellipsis), span(role, ` ${frame.vertical}`)];
}

/** A rule across the column, with words at its left and right ends. */
export function rule(
	left: Line,
	right: Line,
	at: 'top' | 'middle' | 'bottom',
	role: Role,
	width: number,
	{frame, ellipsis}: Glyphs,
): Line {
	const [begin, end] = {
		top: [frame.topLeft, frame.topRight],
		middle: [frame.left, frame.right],
		bottom: [frame.bottomLeft, frame.bottomRight],
	}[at] as [string, string];
	const spaced = (line: Line): Line => (lineWidth(line) > 0 ? [span(role, ' '), ...line, span(role, ' ')] : emptyLine);
	const head = spaced(truncate(left, width - 6, ellipsis));
	const room = width - 4 - lineWidth(head);
	const tail = lineWidth(right) + 4 <= room ? spaced(right) : emptyLine;
	const line = frame.horizontal;
	return [
		span(role, begin + line),
		...head,
		span(role, line.repeat(Math.max(0, room - lineWidth(tail)))),
		...tail,
		span(role, line + end),
	];
}
