import type {ThreadHolder} from '../../model/analysis/thread-holders.ts';
import {code} from '../../model/projections/code.ts';
import type {LoopHealth} from '../../model/projections/heartbeat.ts';
import type {Axis} from '../axis.ts';
import type {Line} from '../line.ts';
import {cut, emptyLine, overlay, span, stripControls} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {failedToStart, status} from '../run-status.ts';
import type {Role} from '../theme.ts';
import type {Cells} from './bars.ts';
import {engineErrorRows} from './engine-error.ts';
import {legend} from './lane-cells.ts';
import {explanation, framed, rule} from './language-column.ts';
import {heartbeatRows} from './loop-heartbeat.ts';
import {cardKey, withTicks} from './panel.ts';
import {minQueueSize, queueRows} from './queue-rows.ts';
import {selectedLane} from './selected-lane.ts';
import {visibleTasks} from './task-table.ts';
import {threadHolderCode} from './thread-holder-code.ts';
import {threadRow} from './thread-row.ts';

/** One run on the screen of the event loop. */
export type LoopColumn = {
	readonly props: RunProps;
	readonly title: string;
	readonly pulse: LoopHealth;
	readonly holders: readonly ThreadHolder[];
};

/** The rows of the parts. With 0 rows of code, the rule above the code is missing too. */
export type LoopHeights = {readonly tasks: number; readonly code: number};

/** The rows around those parts: the frame, the heartbeat, the rule with the axis, and the thread. */
export const aroundLanes = 6;

/**
 * Draws the heartbeat and, in the same columns, the lanes of the tasks and of the thread, so that the cause of a gap is
 * directly below it.
 */
export function loopColumn(
	{props, title: name, pulse, holders}: LoopColumn,
	{tasks, code: codeHeight}: LoopHeights,
	cells: Cells,
	axis: Axis,
	width: number,
): readonly Line[] {
	const {model, session, glyphs, spinner} = props;
	const role = status(model, session, glyphs, spinner).word === 'BLOCKED' ? 'fail' : 'rule';
	const inner = width - 4;
	const rows = (lines: readonly Line[], count: number) =>
		Array.from({length: count}, (_, index) => framed(lines[index] ?? emptyLine, role, width, glyphs));
	const middle = (left: Line, right: Line) => rule(left, right, 'middle', role, width, glyphs);
	const title: Line = [span('accent', name, 'strong')];
	const withoutRun = (lines: (height: number) => readonly Line[]) => {
		const height = aroundLanes - 2 + tasks + (codeHeight > 0 ? codeHeight + 1 : 0);
		return [
			rule(title, emptyLine, 'top', role, width, glyphs),
			...rows(lines(height), height),
			rule(emptyLine, emptyLine, 'bottom', role, width, glyphs),
		];
	};
	if (failedToStart(model)) {
		return withoutRun(height => engineErrorRows(model, inner, height, glyphs));
	}
	const missing = missingVersion(props);
	if (missing !== undefined) {
		const words = explanation(missing, inner);
		return withoutRun(height => [...Array<Line>(Math.max(0, (height - words.length) >> 1)).fill(emptyLine), ...words]);
	}
	// This screen shows the previous run as a number; a ghost would need the same axis.
	const {lines, shapes} = visibleTasks({...props, previous: undefined}, cells, tasks, axis);
	const legendWidth = fitsQueues(width) ? width - queuesWidth(width) : width;
	const bottom = rule(emptyLine, legend(shapes, legendWidth, glyphs), 'bottom', role, width, glyphs);
	const below = codeHeight > 0 ? belowLanes(props, holders, codeHeight, role, width) : undefined;
	return [
		rule(title, [span('muted', 'one beat every 50 ms')], 'top', role, width, glyphs),
		...rows(heartbeatRows(model, pulse, cells, axis, glyphs), 2),
		withTicks(middle(emptyLine, emptyLine), axis),
		...rows(lines, tasks),
		...rows([threadRow(model, cells, glyphs, axis)], 1),
		...(below?.lines ?? []),
		below?.meets === undefined ? bottom : overlay(bottom, [span(role, glyphs.frame.up)], below.meets),
	];
}

/**
 * Returns the columns of the queues with their frame. Less than half of the width, because at 100 columns the legend in
 * the bottom rule starts in the middle, and the line beside the queues must meet that rule before the legend.
 */
const queuesWidth = (width: number): number => Math.floor(width / 2) - 3;

/** Whether there is room for the queues beside the code. */
export const fitsQueues = (width: number): boolean => queuesWidth(width) - 4 >= minQueueSize.columns;

/**
 * Draws the code, with the queues beside it if there is room. `meets`: the column in which the line between them meets
 * the bottom rule.
 */
function belowLanes(
	props: RunProps,
	holders: readonly ThreadHolder[],
	height: number,
	role: Role,
	width: number,
): {readonly lines: readonly Line[]; readonly meets?: number} {
	const {model, session, glyphs} = props;
	const panes = code(model, selectedLane(props)?.id);
	const left = queuesWidth(width);
	const hasQueues = session.zoom !== 'code' && height >= minQueueSize.rows && fitsQueues(width);
	const right = hasQueues ? width + 1 - left : width;
	const {title, file, rows} = threadHolderCode(panes, holders, height, right - 4, glyphs);
	const codeRule = rule([span('muted', title)], [span('muted', stripControls(file))], 'middle', role, right, glyphs);
	const codeLines = Array.from({length: height}, (_, row) => framed(rows[row] ?? emptyLine, role, right, glyphs));
	if (!hasQueues) {
		return {lines: [codeRule, ...codeLines]};
	}
	const queued = queueRows(props, height, left - 4);
	const queueRule = rule([span('muted', 'Queues')], cardKey(', .', 'step', props), 'middle', role, left, glyphs);
	const join = (one: Line, other: Line): Line => [...one, ...cut(other, 1, right)];
	return {
		lines: [
			overlay(join(queueRule, codeRule), [span(role, glyphs.frame.down)], left - 1),
			...codeLines.map((line, row) => join(framed(queued[row] ?? emptyLine, role, left, glyphs), line)),
		],
		meets: left - 1,
	};
}
