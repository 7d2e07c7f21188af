import {counterparts} from '../../model/analysis/comparison.ts';
import {ranOnTo} from '../../model/analysis/other-tasks-outcome.ts';
import {blockerOf} from '../../model/at-moment.ts';
import {duration, percent, seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {bars} from '../../model/projections/bars.ts';
import {caughtFailures} from '../../model/projections/caught-failures.ts';
import {slotCount} from '../../model/projections/slots.ts';
import {mostlyTakenBy} from '../../model/projections/thread-use.ts';
import type {Lane} from '../../model/projections/timeline.ts';
import {lanes, threadLane} from '../../model/projections/timeline.ts';
import {pendingWhatIfsOf} from '../../model/projections/what-ifs.ts';
import type {Task} from '../../model/task.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, joinNeighbors, span, stripControls} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {shownSlots, shownTask} from '../slots.ts';
import type {Cells} from './bars.ts';
import {barCells, gapOf} from './bars.ts';
import type {DrawnRows} from './call-lanes.ts';
import {laneCells, shapesOf, threadCells} from './lane-cells.ts';
import {labelCaught, labelLanes} from './lane-labels.ts';
import {selectedCall, showsLastMinute} from './last-minute.ts';
import {slotRows} from './slot-rows.ts';
import {visibleLanes} from './visible-lanes.ts';

/** Returns the selected lane. Undefined while there is none. */
export function selectedLane(props: Pick<RunProps, 'model' | 'session'>): Task | undefined {
	return showsLastMinute(props) ? selectedCall(props) : props.model.lanes[selectedIndex(props)];
}

/** Returns the index of the selected lane in the visible run. */
export function selectedIndex(props: Pick<RunProps, 'model' | 'session'>): number {
	if (showsLastMinute(props)) {
		const call = selectedCall(props);
		return Math.max(0, call ? props.model.lanes.indexOf(call) : 0);
	}
	const selected = selectedTask(props);
	const slots = shownSlots(props.model, props.session);
	return slots ? shownTask(slots, selected) : selected;
}

function selectedTask({model, session}: Pick<RunProps, 'model' | 'session'>): number {
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

/** Draws a row for each visible task, a row that sums up the others, and the thread. Exactly `rows` rows. */
export function taskRows(props: RunProps, cells: Cells, axis: Axis, rows: number): DrawnRows {
	const {model, glyphs} = props;
	const {lines, shapes} = spacedTaskRows(props, cells, rows - 1, axis);
	// The row of the thread stays in place while calls are added.
	const free = Array.from({length: Math.max(0, rows - 1 - lines.length)}, () => emptyLine);
	return {lines: [...lines, ...free, threadRow(model, cells, glyphs, axis)], shapes};
}

/** Draws the row of the thread: how busy it is, and when. */
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
		...(axis
			? [span('text', ' '.repeat(gapOf(cells))), ...threadCells([...lane.segments, ...block], axis, glyphs)]
			: []),
		...(axis && !room ? [span(role, ` ${words.replace(/^(mostly|busy) /, '')}`)] : []),
	];
}

/**
 * Draws the rows of the visible tasks, with blank rows between them when lanes are zoomed. A program gets no blank
 * rows, because its lanes would move with each new call.
 */
export function spacedTaskRows(props: RunProps, cells: Cells, rows: number, axis: Axis): DrawnRows {
	const {lines: tasks, shapes} = visibleTasks(props, cells, rows, axis);
	const {session, model} = props;
	const spacing =
		session.zoom === 'lanes' && model.description.form === 'tasks' ? Math.floor(rows / tasks.length) - 1 : 0;
	const lines = tasks.flatMap(line => [line, ...Array.from({length: Math.min(spacing, maxSpacing)}, () => emptyLine)]);
	return {lines, shapes};
}

/** The most blank rows between two lanes that still look like neighbors. */
const maxSpacing = 2;

/** Draws the rows of the visible tasks, or of the slots. */
export function visibleTasks(props: RunProps, cells: Cells, rows: number, axis: Axis): DrawnRows {
	const {model, previous, glyphs} = props;
	const selected = selectedIndex(props);
	const slots = shownSlots(model, props.session);
	if (slots) {
		return {lines: slotRows(props, slots, selected, cells, rows, axis), shapes: new Set()};
	}

	const counted = rows > 1 ? countedRow(model) : [];
	const windows = visibleLanes(model, selected, rows - counted.length, props.session.top);
	const ended = model.phase === 'ended';
	const visible = windows.flatMap(({first, count}) => bars(model, first, count));
	const current = windows.flatMap(({first, count}) => lanes(model, first, count));
	const before = windows.flatMap(({first, count}) => (previous ? counterparts(model, previous, first, count) : []));
	const selectedId = model.lanes[selected]?.id;
	const heads = visible.map(bar => barCells(bar, {selected: bar.id === selectedId, ended}, cells, glyphs));
	const caughtAt = caughtFailures(model);
	const failedAt = callerFailedAt(model);
	const tasks = windows.flatMap(({first, count}) => model.lanes.slice(first, first + count));
	const pending = tasks.map(task => pendingWhatIfsOf(model, task));
	const drawn = current.map((lane, index) => {
		const {state = 'queued', progress} = visible[index] ?? {};
		const isOpen = lane.settledAt === undefined && cells.percent === 0;
		const shown = {
			state,
			ended,
			ghost: previous && ghostLane(previous, before[index]),
			caught: isCrossed(lane, failedAt, axis) ? [failedAt] : caughtAt,
			pendingWhatIfs: pending[index] ?? [],
			...(isOpen && {progress}),
		};
		return {lane, state, cells: laneCells(lane, shown, axis, glyphs)};
	});
	const laneLines = labelLanes(model, drawn, labelCaught(drawn, caughtAt, axis), glyphs.ellipsis);
	const indexes = windows.flatMap(({first, count}) => Array.from({length: count}, (_, index) => first + index));
	const lines = heads.map((row, index) => {
		const lane = joinNeighbors(laneLines[index] ?? emptyLine);
		const line = [...row, span('text', ' '.repeat(gapOf(cells))), ...lane];
		const at = indexes[index] ?? 0;
		return clickableRow(line, at - selected, 'select', at - index);
	});
	const letters = pending.flat().map(({letter}) => letter);
	const shapes = new Set([...current.flatMap(lane => shapesOf(lane, axis)), ...letters]);
	if (model.lanes.length === 0 && model.description.form === 'program') {
		return {lines: [[span('muted', ` ${missingVersion(props) ?? 'Each call gets a lane here.'}`)]], shapes};
	}
	const hidden = model.lanes.length - visible.length;
	const states = visible.map(({state}) => state);
	const more = hidden > 0 ? [hiddenSummary(model, hidden, states, glyphs)] : [];
	return {lines: [...lines, ...more, ...counted], shapes};
}

const ghostLanes = new WeakMap<Model, Map<number, Lane | undefined>>();

/** Returns a lane of the previous run. Cached, because that run does not change. */
function ghostLane(previous: Model, index: number | undefined): Lane | undefined {
	if (index === undefined) return undefined;
	const known = ghostLanes.get(previous) ?? new Map<number, Lane | undefined>();
	ghostLanes.set(previous, known);
	if (!known.has(index)) known.set(index, lanes(previous, index, 1)[0]);
	return known.get(index);
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

/**
 * Draws the function with the most calls that have no lane, because they were too many and too short. Empty if every
 * call has a lane.
 */
function countedRow({counted}: Model): readonly Line[] {
	const [most, ...others] = [...counted].sort((one, other) => other.times - one.times);
	if (!most) {
		return [];
	}
	const calls = `${stripControls(most.name)} ×${thousands(most.times)}, at most ${duration(most.longest)} each`;
	const words = others.length > 0 ? `, and ${plural(others.length, 'more function')}` : '';
	return [[span('muted', ` ${calls}${words}`)]];
}

/** Summarizes the tasks that are not visible. */
function hiddenSummary(model: Model, hidden: number, visible: readonly string[], glyphs: Glyphs): Line {
	const {totals, lanes: all, settled} = model;
	const shown = (...states: readonly string[]) => visible.filter(state => states.includes(state)).length;
	const open = shown('waiting', 'ready', 'running', 'queued');
	// The totals of a program count only its innermost calls, but every call has a lane.
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
	const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${thousands(number)} ${word}`);
	return [span('muted', ` ${glyphs.ellipsis} ${thousands(hidden)} more: ${words.join(', ')}`)];
}

/** Draws which run is the ghost. Empty if there is none. */
export function previousRunLabel({previous, ghostId, glyphs}: RunProps): Line {
	if (!previous?.totals.stopped) {
		return emptyLine;
	}
	const before = ghostId === undefined ? 'before' : ghostName(ghostId);
	const words = ` ${before}: ${seconds(previous.totals.makespan)} ${stripControls(previous.description.strategy.title)}`;
	return [span('ghost', glyphs.lane.ghost), span('muted', words)];
}

/** Names the ghost by its number in the history, unless it is the previous run. */
export function ghostName(ghost: number | undefined): string {
	return ghost === undefined ? 'the previous run' : `run ${ghost}`;
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

function formatUtilization(model: Model, utilization: number): string {
	if (model.phase === 'starting' || (model.end && mostlyTakenBy(model))) {
		return '';
	}
	return utilization < 0.05 ? 'mostly idle' : `busy ${percent(utilization)}`;
}
