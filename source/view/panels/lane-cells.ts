import {seconds} from '../../model/format-duration.ts';
import type {TaskState} from '../../model/model.ts';
import type {Lane, Segment, ThreadLane} from '../../model/projections/timeline.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line, Span} from '../line.ts';
import {emptyLine, lineWidth, span} from '../line.ts';
import type {Role} from '../theme.ts';
import {stateStyle} from './bars.ts';

/** Columns after the axis, for the time of a lane that ends at the very end. */
export const labelWidth = 8;

export type LaneStyle = {
	readonly state: TaskState;
	readonly ended: boolean;
	readonly ghost?: Lane | undefined;
	/** When failures were caught, in ms from the run's start. */
	readonly caught?: readonly number[];
};

/**
 * One task over time, drawn over the same task in the previous run, with the time at which it settled. `width +
 * labelWidth` columns.
 */
export function laneCells(lane: Lane, {state, ended, ghost, caught = []}: LaneStyle, axis: Axis, glyphs: Glyphs): Line {
	const {role} = stateStyle(state, ended, glyphs);
	const cells: Span[] = Array.from({length: axis.width + labelWidth}, () => empty);
	const queued = lane.segments.filter(({kind}) => kind === 'queued');
	const before = (ghost?.segments ?? []).filter(({kind}) => kind !== 'queued');
	const active = lane.segments.filter(({kind}) => kind !== 'queued');
	for (const segment of queued) {
		fillCells(cells, axis, segment, span('rule', glyphs.lane.queued));
	}
	for (const segment of before) {
		fillCells(cells, axis, segment, span('ghost', glyphs.lane.ghost));
	}
	for (const segment of active) {
		fillCells(cells, axis, segment, segmentCell(segment, state, role, glyphs));
	}
	let end = boundary(axis, active.at(-1)?.to ?? 0);
	const [first] = active;
	if (first && boundary(axis, first.from) === end) {
		// A lane shorter than a column still takes one.
		end = Math.max(1, end);
		cells[end - 1] = segmentCell(active.reduce(longer), state, role, glyphs);
	}
	for (const at of caught) {
		cells[boundary(axis, at)] = span('fail', glyphs.caught);
	}
	if (lane.settledAt !== undefined) {
		const label = settledLabel(state, lane.settledAt, glyphs);
		const from = end + 1;
		[...label.text].forEach((text, index) => {
			cells[from + index] = {...label, text};
		});
	}
	return cells;
}

/** A lane with the cells that show it. */
export type DrawnLane = {readonly lane: Lane; readonly state: TaskState; readonly cells: Line};

/**
 * Writes "caught" once for each mark across the lanes: after the lane that failed, else after a lane that has ended.
 */
export function labelCaught(drawn: readonly DrawnLane[], caught: readonly number[], axis: Axis): readonly Line[] {
	const words = [...' caught '].map(text => span('fail', text));
	const lines = drawn.map(({cells}) => cells);
	for (const at of caught) {
		const from = boundary(axis, at) + 1;
		const places = drawn.flatMap(({lane, state}, row) => {
			const cells = lines[row] ?? emptyLine;
			const free = cells.findIndex(
				(_, column) => column >= from && words.every((_, next) => cells[column + next] === empty),
			);
			const ended = lane.settledAt !== undefined && boundary(axis, lane.settledAt) < from;
			const far = free - from + (state === 'failed' || state === 'timed out' ? 0 : labelWidth);
			return ended && free >= 0 && far <= 2 * labelWidth ? [{row, free, far}] : [];
		});
		const [nearest] = places.toSorted((one, other) => one.far - other.far);
		if (nearest) {
			lines[nearest.row] = (lines[nearest.row] ?? emptyLine).toSpliced(nearest.free, words.length, ...words);
		}
	}
	return lines;
}

/**
 * Explains the shapes of a lane, in `width` columns. `orphans`: whether a task still runs after its caller ended or its strategy settled.
 */
export function legend(width: number, {lane}: Glyphs, orphans = false): Line {
	const entries: readonly (readonly [Span, string])[] = [
		[span('wait', lane.connecting), 'connecting'],
		[span('wait', lane.waiting), 'waiting'],
		[span('wait', lane.receiving), 'receiving'],
		[span('run', lane.running), 'on the thread'],
		orphans ? [span('muted', lane.waiting), 'ran on'] : [span('fail', lane.ready), 'ready, cannot run'],
	];
	const line = entries.flatMap(([sign, words], index) => [
		...(index > 0 ? [span('rule', '  ')] : []),
		sign,
		span('muted', ` ${words}`),
	]);
	return lineWidth(line) + 6 <= width ? line : emptyLine;
}

const empty = span('text', ' ');

const longer = (one: Segment, other: Segment) => (other.to - other.from > one.to - one.from ? other : one);

/** Fills the columns of which a segment covers at least half. */
function fillCells(
	cells: Span[],
	axis: Axis,
	{from, to}: {readonly from: number; readonly to: number},
	cell: Span,
): void {
	const first = boundary(axis, from);
	const last = boundary(axis, to);
	for (let column = first; column < last; column += 1) {
		cells[column] = cell;
	}
}

/**
 * The cell of a segment. A settled lane has the color of its outcome; in an unsettled one each part has the color of
 * what the task did.
 */
function segmentCell({kind, orphan}: Segment, state: TaskState, role: Role, {lane}: Glyphs): Span {
	if (state === 'cancelled') {
		return span('muted', lane.cancelled);
	}
	if (kind === 'ready') {
		return span('fail', lane.ready);
	}
	const sign = lane[kind];
	if (orphan) {
		return span('muted', sign);
	}
	return span(kind === 'running' ? 'run' : role === 'run' || state === 'ready' ? 'wait' : role, sign);
}

function settledLabel(state: TaskState, at: number, glyphs: Glyphs): Span {
	const {role, sign} = stateStyle(state, false, glyphs);
	const time = seconds(at).slice(0, -2);
	return state === 'done' ? span('muted', time) : span(role, `${sign} ${time}`);
}

/** The thread over time: a block where it was taken for half a column or more, a tick where it was taken at all. */
export function threadCells(segments: ThreadLane['segments'], axis: Axis, glyphs: Glyphs): Line {
	const column = axis.max / axis.width;
	const share = (blocked: boolean) => {
		const occupied = Array.from({length: axis.width}, () => 0);
		for (const {from, to} of segments.filter(segment => segment.blocked === blocked)) {
			const last = Math.min(axis.width - 1, Math.floor(to / column));
			for (let index = Math.min(last, Math.floor(from / column)); index <= last; index += 1) {
				const overlap = Math.min(to, (index + 1) * column) - Math.max(from, index * column);
				occupied[index] = (occupied[index] ?? 0) + Math.max(overlap, 0);
			}
		}
		return occupied;
	};
	const [blocked, busy] = [share(true), share(false)];
	return blocked.map((ms, index) => {
		// A task that blocks the loop is on the thread, too.
		const occupied = Math.max(ms, busy[index] ?? 0);
		const {short, long} = glyphs.thread;
		return occupied > 0 ? span(ms > 0 ? 'fail' : 'run', occupied * 2 >= column ? long : short) : empty;
	});
}
