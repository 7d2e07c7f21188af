import {counterparts} from '../../model/analysis/comparison.ts';
import {blockerOf} from '../../model/at-moment.ts';
import {percent, seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {bars} from '../../model/projections/bars.ts';
import {caughtFailures} from '../../model/projections/caught-failures.ts';
import {lanes, threadLane} from '../../model/projections/timeline.ts';
import {nounOf} from '../../model/queries.ts';
import type {Axis} from '../axis.ts';
import {ticks} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, span, stripControls} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import type {Cells} from './bars.ts';
import {barCells} from './bars.ts';
import {labelCaught, laneCells, threadCells} from './lane-cells.ts';

/** The lanes that are shown: all, or those around the selected one. A line below them sums up the rest. */
export type Window = {readonly first: number; readonly count: number};

/** The window around the selected lane. `rows` lines hold the window and, unless it shows all lanes, one line more. */
export function windowAround(selected: number, of: number, rows: number): Window {
	if (of <= rows) {
		return {first: 0, count: of};
	}
	const count = Math.max(1, rows - 1);
	return {first: Math.max(0, Math.min(of - count, selected - Math.floor(count / 2))), count};
}

/** The index of the selected lane in the shown run. */
export function selectedIndex({model, session}: Pick<RunProps, 'model' | 'session'>): number {
	if (model.description.form === 'program') {
		return Math.max(0, Math.min(session.selected, model.lanes.length - 1));
	}
	const id = session.tasks[session.selected]?.id;
	if (model.lanes[session.selected]?.id === id) {
		return session.selected;
	}
	return Math.max(
		0,
		model.lanes.findIndex(task => task.id === id),
	);
}

/** A head with the axis, a row for each visible task, a row on the others, and the thread. `rows + 2` rows. */
export function taskRows(props: RunProps, cells: Cells, axis: Axis, rows: number): readonly Line[] {
	const {model, glyphs} = props;
	const tasks = spacedTaskRows(props, cells, rows, axis);
	// The thread's lane stays in place while calls are added.
	const free = Array.from({length: Math.max(0, rows - tasks.length)}, () => emptyLine);
	return [head(props, cells, axis), ...tasks, ...free, threadRow(model, cells, glyphs, axis)];
}

/** The row of the thread: how busy it is, and when. */
export function threadRow(model: Model, cells: Cells, glyphs: Glyphs, axis?: Axis): Line {
	const lane = threadLane(model);
	const blocker = model.phase === 'ended' ? undefined : blockerOf(model);
	const start = model.startedAt ?? 0;
	const open = blocker && !model.thread.blocked;
	const block = open ? [{from: blocker.since - start, to: model.at - start, blocked: true}] : [];
	const before = cells.state + cells.bar + cells.percent + cells.time;
	const words = blocker ? 'blocked' : formatUtilization(model, lane.utilization);
	const role = blocker ? 'fail' : 'muted';
	const room = before >= 'mostly idle'.length;
	return [
		span('run', fitText(' thread', cells.name, glyphs.ellipsis)),
		span(role, fitText(room ? words : '', before, glyphs.ellipsis)),
		...(axis ? [span('text', '  '), ...threadCells([...lane.segments, ...block], axis, glyphs)] : []),
		...(axis && !room ? [span(role, ` ${words.replace(/^(mostly|busy) /, '')}`)] : []),
	];
}

function head({model}: RunProps, cells: Cells, axis: Axis): Line {
	const words = [
		` ${nounOf(model)}`.padEnd(cells.name),
		'state'.padEnd(cells.state),
		(cells.bar < 8 ? '' : 'progress').padEnd(cells.bar + cells.percent),
		'time  '.padStart(cells.time),
		'  ',
		ticks(axis),
	];
	return [span('muted', words.join(''))];
}

/**
 * The rows of the visible tasks; with blank rows between them when lanes are zoomed. Not for a program, whose lanes
 * would move with each new call.
 */
export function spacedTaskRows(props: RunProps, cells: Cells, rows: number, axis: Axis): readonly Line[] {
	const tasks = visibleTasks(props, cells, rows, axis);
	const {session, model} = props;
	const spacing =
		session.zoom === 'lanes' && model.description.form === 'tasks' ? Math.floor(rows / tasks.length) - 1 : 0;
	return tasks.flatMap(line => [line, ...Array.from({length: Math.min(spacing, maxSpacing)}, () => emptyLine)]);
}

/** The most rows between two lanes that still look like neighbors. */
const maxSpacing = 2;

/** The rows of the visible tasks. Without an axis, only their bars. */
export function visibleTasks(props: RunProps, cells: Cells, rows: number, axis?: Axis): readonly Line[] {
	const {model, previous, glyphs} = props;
	const selected = selectedIndex(props);
	const {first, count} = windowAround(selected, model.lanes.length, rows);
	const ended = model.phase === 'ended';
	const visible = bars(model, first, count);
	const current = axis ? lanes(model, first, count) : [];
	const before = axis && previous ? counterparts(model, previous, first, count) : [];
	const ghost = (index: number | undefined) =>
		previous && index !== undefined ? lanes(previous, index, 1)[0] : undefined;
	const heads = visible.map((bar, index) =>
		barCells(bar, {selected: first + index === selected, ended}, cells, glyphs),
	);
	const caughtAt = axis ? caughtFailures(model) : [];
	const drawn = current.map((lane, index) => {
		const state = visible[index]?.state ?? 'queued';
		const shown = {state, ended, ghost: ghost(before[index]), caught: caughtAt};
		return {lane, state, cells: axis ? laneCells(lane, shown, axis, glyphs) : emptyLine};
	});
	const laneLines = axis ? labelCaught(drawn, caughtAt, axis) : [];
	const lines = heads.map((row, index) =>
		axis ? [...row, span('text', '  '), ...(laneLines[index] ?? emptyLine)] : row,
	);
	if (model.lanes.length === 0 && model.description.form === 'program') {
		return [[span('muted', ` ${missingVersion(props) ?? 'Each call gets a lane here.'}`)]];
	}
	const hidden = model.lanes.length - count;
	const states = visible.map(({state}) => state);
	return hidden > 0 ? [...lines, hiddenSummary(model, hidden, states, glyphs)] : lines;
}

/** Sums up the tasks that are not visible. */
function hiddenSummary(model: Model, hidden: number, visible: readonly string[], glyphs: Glyphs): Line {
	const {totals, lanes: all, settled} = model;
	const shown = (...states: readonly string[]) => visible.filter(state => states.includes(state)).length;
	const open = shown('waiting', 'ready', 'running', 'queued');
	// The totals of a program count its innermost calls; it has more lanes than those.
	const ofProgram = [
		[all.length - settled.length - open, 'open'],
		[settled.length - visible.length + open, 'ended'],
	] as const;
	const ofTasks = [
		[totals.inFlight - shown('waiting', 'ready', 'running'), 'in flight'],
		[totals.queued - shown('queued'), 'queued'],
		[totals.done - shown('done'), 'done'],
		[totals.failed - shown('failed'), 'failed'],
		[totals.timedOut - shown('timed out'), 'timed out'],
		[totals.cancelled - shown('cancelled'), 'cancelled'],
	] as const;
	const counts = model.description.form === 'program' ? ofProgram : ofTasks;
	const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
	return [span('muted', ` ${glyphs.ellipsis} ${hidden} more: ${words.join(', ')}`)];
}

/** Names the run that is drawn as the ghost. Empty if there is none. */
export function previousRunLabel({previous, ghostId, glyphs}: RunProps): Line {
	if (!previous?.totals.stopped) {
		return emptyLine;
	}
	const words = ` ${ghostName(ghostId)}: ${stripControls(previous.description.strategy.title)}, ${seconds(previous.totals.makespan)}`;
	return [span('ghost', glyphs.lane.ghost.repeat(2)), span('muted', words)];
}

/** Names the ghost: by its number in the history, unless it is the run just before. */
export function ghostName(ghost: number | undefined): string {
	return ghost === undefined ? 'the previous run' : `run ${ghost}`;
}

/** A program shows at least this many rows of lanes, so that nothing moves when it calls its first functions. */
const fewLanes = 4;

/**
 * The number of rows for all lanes. The calls of a program come one by one, so it gets at least as many rows as in the
 * previous run.
 */
export function laneCount({lanes: all, description}: Model, previous: Model | undefined): number {
	return description.form === 'program' ? Math.max(all.length, previous?.lanes.length ?? 0, fewLanes) : all.length;
}

function formatUtilization(model: Model, utilization: number): string {
	if (model.phase === 'starting') {
		return '';
	}
	return utilization < 0.05 ? 'mostly idle' : `busy ${percent(utilization)}`;
}
