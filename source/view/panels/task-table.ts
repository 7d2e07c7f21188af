import {counterparts} from '../../model/analysis/comparison.ts';
import {ranOnTo} from '../../model/analysis/other-tasks-outcome.ts';
import type {Model} from '../../model/model.ts';
import type {Bar} from '../../model/projections/bars.ts';
import {barOf} from '../../model/projections/bars.ts';
import {caughtAbove, caughtFailures} from '../../model/projections/caught-failures.ts';
import {slotCount} from '../../model/projections/slots.ts';
import type {Lane} from '../../model/projections/timeline.ts';
import {laneOf} from '../../model/projections/timeline.ts';
import type {PendingWhatIf} from '../../model/projections/what-ifs.ts';
import {pendingWhatIfsOf} from '../../model/projections/what-ifs.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {emptyLine, joinNeighbors, span} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {shownSlots} from '../slots.ts';
import type {Cells} from './bars.ts';
import {barCells, gapOf} from './bars.ts';
import type {DrawnRows} from './call-lanes.ts';
import {ghostLane} from './ghost.ts';
import {countedRow, hiddenSummary} from './hidden-tasks.ts';
import {laneCells, shapesOf} from './lane-cells.ts';
import {labelCaught, labelLanes} from './lane-labels.ts';
import {showsLastMinute} from './last-minute.ts';
import {selectedIndex} from './selected-lane.ts';
import {slotRows} from './slot-rows.ts';
import {threadRow} from './thread-row.ts';
import {visibleLanes} from './visible-lanes.ts';
import type {Window} from './window.ts';

/** Draws a row for each visible task, a row that sums up the others, and the thread. Exactly `rows` rows. */
export function taskRows(props: RunProps, cells: Cells, axis: Axis, rows: number): DrawnRows {
	const {model, glyphs} = props;
	const {lines, shapes} = spacedTaskRows(props, cells, rows - 1, axis);
	// The row of the thread stays in place while calls are added.
	const free = Array.from({length: Math.max(0, rows - 1 - lines.length)}, () => emptyLine);
	return {lines: [...lines, ...free, threadRow(model, cells, glyphs, axis)], shapes};
}

/**
 * Draws the rows of the visible tasks, with blank rows between them if there is room. A program gets no blank rows,
 * because its lanes would move with each new call.
 */
function spacedTaskRows(props: RunProps, cells: Cells, rows: number, axis: Axis): DrawnRows {
	const {lines: tasks, shapes} = visibleTasks(props, cells, rows, axis);
	const spacing = props.model.description.form === 'tasks' ? Math.max(0, Math.floor(rows / tasks.length) - 1) : 0;
	const lines = tasks.flatMap(line => [line, ...Array.from({length: Math.min(spacing, maxSpacing)}, () => emptyLine)]);
	return {lines, shapes};
}

/** The most blank rows between two lanes that still look like neighbors. */
const maxSpacing = 2;

/** Draws the rows of the visible tasks, or of the slots. */
export function visibleTasks(props: RunProps, cells: Cells, rows: number, axis: Axis): DrawnRows {
	const {model, glyphs} = props;
	const selected = selectedIndex(props);
	const slots = shownSlots(model, props.session);
	if (slots) {
		return {lines: slotRows(props, slots, selected, cells, rows, axis), shapes: new Set()};
	}
	if (model.lanes.length === 0 && model.description.form === 'program') {
		return {lines: [[span('muted', ` ${missingVersion(props) ?? 'Each call gets a lane here.'}`)]], shapes: new Set()};
	}

	const counted = rows > 1 ? countedRow(model) : [];
	const windows = visibleLanes(model, selected, rows - counted.length, props.session.top);
	const visible = windows.flatMap(window => tasksIn(props, window));
	const lines = drawTasks(props, visible, selected, cells, axis);
	const hidden = model.lanes.length - visible.length;
	const states = visible.map(({bar}) => bar.state);
	const more = hidden > 0 ? [hiddenSummary(model, hidden, states, glyphs)] : [];
	const shapes = visible.flatMap(({lane, whatIfs}) => [...shapesOf(lane, axis), ...whatIfs.map(({letter}) => letter)]);
	return {lines: [...lines, ...more, ...counted], shapes: new Set(shapes)};
}

/** What the row of a task shows. `index`: its place among all lanes. `ghost`: its lane in the previous run. */
type VisibleTask = {
	readonly index: number;
	readonly bar: Bar;
	readonly lane: Lane;
	readonly ghost: Lane | undefined;
	readonly whatIfs: readonly PendingWhatIf[];
};

function tasksIn({model, previous}: RunProps, {first, count}: Window): readonly VisibleTask[] {
	const inPrevious = previous ? counterparts(model, previous, first, count) : [];
	return model.lanes.slice(first, first + count).map((task, nth) => ({
		index: first + nth,
		bar: barOf(model, task),
		lane: laneOf(model, task),
		ghost: previous && ghostLane(previous, inPrevious[nth]),
		whatIfs: pendingWhatIfsOf(model, task),
	}));
}

/** Draws a row for each of these tasks: its cells, and its lane with labels. */
function drawTasks(
	{model, glyphs}: RunProps,
	tasks: readonly VisibleTask[],
	selected: number,
	cells: Cells,
	axis: Axis,
): readonly Line[] {
	const ended = model.phase === 'ended';
	const caughtIn = caughtFailures(model);
	const failedAt = callerFailedAt(model);
	const drawn = tasks.map(({bar, lane, ghost, whatIfs}) => {
		const caughtAt = caughtAbove(model, lane.id, caughtIn);
		const caught = isCrossed(lane, failedAt, axis) ? [failedAt] : caughtAt;
		// A column of percentages shows the progress instead.
		const progress = lane.settledAt === undefined && cells.percent === 0 ? bar.progress : undefined;
		const style = {state: bar.state, ended, ghost, caught, pendingWhatIfs: whatIfs, progress};
		return {lane, state: bar.state, caughtAt, cells: laneCells(lane, style, axis, glyphs)};
	});
	const labeled = labelLanes(model, drawn, labelCaught(drawn, axis), glyphs.ellipsis);
	return tasks.map(({index, bar}, nth) => {
		const left = barCells(bar, {selected: index === selected, ended, description: model.description}, cells, glyphs);
		const gap = span('text', ' '.repeat(gapOf(cells)));
		const lane = joinNeighbors(labeled[nth] ?? emptyLine);
		return clickableRow([...left, gap, ...lane], index - selected, 'select', index - nth);
	});
}

/**
 * Returns when the caller of a set of tasks received a failure, in ms from the run's start. Undefined unless other
 * tasks were still in flight.
 */
export function callerFailedAt(model: Model): number | undefined {
	const {result, totals} = model;
	return result?.outcome === 'failed' && ranOnTo(model) !== undefined ? totals.makespan : undefined;
}

/** Whether a lane was in progress at a moment, and is drawn beyond that moment. */
function isCrossed({segments, settledAt}: Lane, at: number | undefined, axis: Axis): at is number {
	const from = segments.find(({kind}) => kind !== 'queued')?.from ?? Number.POSITIVE_INFINITY;
	return at !== undefined && from < at && (settledAt === undefined || boundary(axis, settledAt) > boundary(axis, at));
}

/** The fewest rows of lanes for a program, so that nothing moves when it calls its first functions. */
const minLanes = 4;

/** More rows than any terminal has. */
const maxLanes = 1000;

/**
 * Returns the number of rows for all lanes, or for all slots. The calls of a program come one by one, so a program gets
 * at least as many rows as in its previous run.
 */
export function laneCount(model: Model, previous: Model | undefined, session: RunProps['session']): number {
	if (showsLastMinute({model, session})) {
		return maxLanes;
	}
	const {lanes: all, description} = model;
	const slots = session.zoom === 'lanes' ? undefined : slotCount(model);
	if (slots !== undefined) {
		return slots;
	}

	return description.form === 'program' ? Math.max(all.length, previous?.lanes.length ?? 0, minLanes) : all.length;
}
