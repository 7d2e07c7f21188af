import {duration} from '../../model/format-duration.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span, stripControls, truncate, wrap} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {failedToStart} from '../run-status.ts';
import type {Role} from '../theme.ts';
import type {Cells} from './bars.ts';
import {panesOf} from './cards.ts';
import {bareCode, codeCard} from './code-card.ts';
import {engineErrorRows} from './engine-error.ts';
import {previousRunLabels} from './ghost.ts';
import {lastPrinted} from './log.ts';
import {withTicks} from './panel.ts';
import {taskRows, visibleTasks} from './task-table.ts';

/**
 * The rows of the parts of a column, each with its rules. Both columns use the same rows, so that their parts line up.
 */
export type ColumnRows = {
	readonly lanes: number;
	readonly code: number;
	/** What the program printed, below its code. Only in a frame. */
	readonly printed: number;
	readonly isFramed: boolean;
	/** How many files the code has, at most. */
	readonly files: number;
};

/** One of two runs beside each other. `props.model` is the run. */
export type LanguageColumn = {
	readonly props: RunProps;
	/** What distinguishes this run from the other: its language or its strategy. */
	readonly title: string;
	/** How much later this run started than the other, in ms. */
	readonly offset: number;
	/** The role of the frame. */
	readonly role: Role;
	/** Why this language uses another construct for the strategy. Undefined if it does not. */
	readonly substitute: string | undefined;
};

/**
 * Draws a column: the lanes on the shared axis, below them the code, and what was printed. All of `rows`, `width`
 * columns wide.
 */
export function languageColumn(
	column: LanguageColumn,
	rows: ColumnRows,
	cells: Cells,
	axis: Axis,
	width: number,
): readonly Line[] {
	const {props, role, substitute} = column;
	const {model, glyphs} = props;
	const why = explanation(substitute, width - 4);
	const isAlone = failedToStart(model) || missingVersion(props) !== undefined;
	const height = isAlone ? rows.lanes + rows.code + rows.printed : rows.lanes;
	const lanes = height > 0 ? lanesPart(column, height, rows.isFramed, cells, axis, width) : [];
	if (isAlone || rows.code === 0) {
		return lanes;
	}
	const panes = panesOf(props).slice(0, rows.files);
	if (!rows.isFramed) {
		return [...lanes, ...bareCode(panes, rows.code, width, glyphs)];
	}
	const title = [span('accent', stripControls(column.title), 'strong')];
	const card = codeCard(panes, rows.code + (lanes.length > 0 ? 1 : 0), width, glyphs, title, why);
	const code = [...card.slice(0, -1), ...printedPart(props, rows.printed, width), ...card.slice(-1)];
	if (lanes.length === 0) {
		return code;
	}
	const [first] = panes;
	const name = first ? [span('muted', stripControls(first.name))] : emptyLine;
	return [...lanes.slice(0, -1), rule(emptyLine, name, 'middle', role, width, glyphs), ...code.slice(1)];
}

function printedPart(props: RunProps, rows: number, width: number): readonly Line[] {
	const {glyphs} = props;
	const title = rule([span('muted', 'printed')], emptyLine, 'middle', 'rule', width, glyphs);
	const lines = rows > 1 ? lastPrinted(props, rows - 1, width - 4) : [];
	return rows > 1 ? [title, ...lines.map(line => framed(line, 'rule', width, glyphs))] : [];
}

/** Draws the lanes, in a frame or below a rule. For a language that does not run, draws the reason instead. */
function lanesPart(
	column: LanguageColumn,
	rows: number,
	isFramed: boolean,
	cells: Cells,
	axis: Axis,
	width: number,
): readonly Line[] {
	const {props, offset, role} = column;
	const {model, glyphs} = props;
	const inner = rows - (isFramed ? 2 : 1);
	const missing = missingVersion(props);
	const lines = failedToStart(model)
		? engineErrorRows(model, width - 4, inner, glyphs).map(line => [span('text', isFramed ? '' : ' '), ...line])
		: missing !== undefined
			? explanation(missing, width - 4)
			: laneRows(props, cells, axis, inner, isFramed);
	const startsLater = offset > Math.max(maxOffsetMs, axis.max / axis.width);
	const title: Line = [
		...truncate([span('accent', stripControls(column.title), 'strong')], axis.left - 3, glyphs.ellipsis),
		...(startsLater ? [span('run', `  starts ${duration(offset)} later`)] : []),
	];
	const hasAxis = !failedToStart(model) && missing === undefined && !startsLater;
	const all = Array.from({length: inner}, (_, index) => lines[index] ?? emptyLine);
	if (!isFramed) {
		const line = [span('rule', `${glyphs.frame.horizontal} `), ...title, span('rule', ' ')];
		const whole = [...line, span('rule', glyphs.frame.horizontal.repeat(Math.max(0, width - lineWidth(line))))];
		return [hasAxis ? withTicks(whole, axis) : whole, ...all];
	}
	const top = rule(title, emptyLine, 'top', role, width, glyphs);
	return [
		hasAxis ? withTicks(top, axis) : top,
		...all.map(line => framed(line, role, width, glyphs)),
		rule(previousRunLabels(props)[0] ?? emptyLine, emptyLine, 'bottom', role, width, glyphs),
	];
}

/**
 * Draws the lanes and the thread. Without frames there are few rows: then the thread, which the event loop shows too,
 * gives its row to the lanes.
 */
function laneRows(props: RunProps, cells: Cells, axis: Axis, rows: number, isFramed: boolean): readonly Line[] {
	const needsAll = !isFramed && props.model.lanes.length >= rows;
	return needsAll ? visibleTasks(props, cells, rows, axis).lines : taskRows(props, cells, axis, rows).lines;
}

/** Runs whose starts are further apart than this, in ms, did not start together. Less than a column is not visible. */
const maxOffsetMs = 5;

/** Draws why a language has another construct or none, wrapped to `inner` columns. */
export function explanation(text: string | undefined, inner: number): readonly Line[] {
	return text === undefined ? [] : wrap([span('run', stripControls(text))], inner);
}

/** Draws a row between the sides of a column's frame. */
export function framed(line: Line, role: Role, width: number, {frame, ellipsis}: Glyphs): Line {
	return [span(role, `${frame.vertical} `), ...fit(line, width - 4, ellipsis), span(role, ` ${frame.vertical}`)];
}

/** Draws a rule across the column, with words at its left and right ends. */
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
