import {seconds} from '../../model/format-duration.ts';
import type {Lane, Segment, ThreadLane} from '../../model/projections/timeline.ts';
import type {PendingWhatIf} from '../../model/projections/what-ifs.ts';
import type {TaskState} from '../../model/task.ts';
import type {Axis} from '../axis.ts';
import {boundary} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line, Span} from '../line.ts';
import {emptyLine, joinNeighbors, lineWidth, span} from '../line.ts';
import type {Role} from '../theme.ts';
import {stateStyle} from './bars.ts';

/** The columns after the axis, for the time of a lane that reaches the end of the axis. */
export const labelWidth = 8;

export type LaneStyle = {
	readonly state: TaskState;
	readonly ended: boolean;
	readonly ghost?: Lane | undefined;
	/** The progress of a task in flight, 0 to 1, which is written after its lane. */
	readonly progress?: number | undefined;
	/** What-ifs that have not taken effect yet. */
	readonly pendingWhatIfs?: readonly PendingWhatIf[];
	/** When failures were caught, in ms from the run's start. */
	readonly caught?: readonly number[];
};

/**
 * Draws one task over time, over the same task in the previous run, and the time at which it settled. A track leads
 * from the lane to its planned end, so the lane is also a progress bar. `width + labelWidth` columns.
 */
export function laneCells(
	lane: Lane,
	{state, ended, ghost, progress, pendingWhatIfs = [], caught = []}: LaneStyle,
	axis: Axis,
	glyphs: Glyphs,
): Line {
	const {role} = stateStyle(state, ended, glyphs);
	const cells = new Array<Span>(axis.width + labelWidth).fill(empty);
	const queued = lane.segments.filter(({kind}) => kind === 'queued');
	const before = (ghost?.segments ?? []).filter(({kind}) => kind !== 'queued');
	const active = lane.segments.filter(({kind}) => kind !== 'queued');
	for (const segment of queued) {
		fillCells(cells, axis, segment, span('rule', glyphs.lane.queued));
	}
	for (const segment of before) {
		fillCells(cells, axis, segment, span('ghost', glyphs.lane.ghost));
	}
	if (lane.plannedEnd !== undefined) {
		const from = active.at(-1)?.to ?? 0;
		fillCells(cells, axis, {from, to: lane.plannedEnd}, span('rule', glyphs.bar.empty));
	}
	for (const segment of active) {
		fillCells(cells, axis, segment, segmentCell(segment, state, role, glyphs));
	}
	let end = boundary(axis, active.at(-1)?.to ?? 0);
	const [first] = active;
	if (first && boundary(axis, first.from) === end) {
		// A lane that is shorter than a column still takes one.
		end = Math.max(1, end);
		cells[end - 1] = segmentCell(active.reduce(longer), state, role, glyphs);
	}
	for (const at of caught) {
		cells[boundary(axis, at)] = span('fail', glyphs.caught);
	}
	for (const {letter, at} of pendingWhatIfs) {
		const column = boundary(axis, at);
		if (column < axis.width) {
			cells[column] = span('run', letter);
		}
	}
	const label =
		lane.settledAt !== undefined
			? settledLabel(state, lane.settledAt, glyphs)
			: progress !== undefined && first && !ended
				? span('muted', `${Math.floor(progress * 100 + 1e-6)}%`.padStart(3))
				: undefined;
	const from = 1 + Math.max(end, lane.plannedEnd === undefined ? 0 : boundary(axis, lane.plannedEnd));
	if (label) {
		// Blanks separate the label from a ghost.
		if (cells[from - 1]?.role === 'ghost') {
			cells[from - 1] = empty;
		}
		[...label.text, ' '].forEach((text, index) => {
			cells[from + index] = {...label, text};
		});
	}
	return cells.slice(0, axis.width + labelWidth);
}

/** The shapes of lanes that the legend explains. */
export type Shape = Exclude<Segment['kind'], 'queued'> | 'no longer awaited' | PendingWhatIf['letter'];

/** Returns the shapes that take half a column or more of a lane. */
export function shapesOf({segments}: Lane, axis: Axis): readonly Shape[] {
	return segments.flatMap(({kind, from, to, orphan}): readonly Shape[] => {
		const isDrawn = kind !== 'queued' && boundary(axis, to) > boundary(axis, from);
		return isDrawn ? [kind, ...(orphan ? (['no longer awaited'] as const) : [])] : [];
	});
}

/**
 * Explains the shapes that occur, in `width` columns. If they do not fit, their words are shortened; then the phases of a
 * request are dropped first, and shapes that show a problem last.
 */
export function legend(shapes: ReadonlySet<Shape>, width: number, glyphs: Glyphs): Line {
	const {lane} = glyphs;
	const all: readonly (readonly [Shape, Span, words: string, short?: string])[] = [
		['connecting', span('wait', lane.connecting), 'connecting'],
		['waiting', span('wait', lane.waiting), 'waiting'],
		['receiving', span('wait', lane.receiving), 'receiving'],
		['running', span('run', lane.running), 'on the thread'],
		['ready', span('fail', lane.ready), 'ready, cannot run', 'ready'],
		['no longer awaited', span('muted', lane.unawaited), 'no longer awaited', 'not awaited'],
		['f', span('run', 'f'), 'fails here'],
		['t', span('run', 't'), 'time limit'],
	];
	const entries = all.filter(([shape]) => shapes.has(shape));
	const forms = [false, true].map(isShort =>
		entries.flatMap(([, sign, words, short = words], index) => [
			...(index > 0 ? [span('rule', '  ')] : []),
			sign,
			span('muted', ` ${isShort ? short : words}`),
		]),
	);
	const dropped = dropOrder.find(shape => shapes.has(shape));
	const fewer = new Set([...shapes].filter(shape => shape !== dropped));
	const fitting = forms.find(line => lineWidth(line) + 6 <= width);
	return fitting ?? (dropped === undefined ? emptyLine : legend(fewer, width, glyphs));
}

const dropOrder: readonly Shape[] = [
	'connecting',
	'receiving',
	'waiting',
	'running',
	'f',
	't',
	'ready',
	'no longer awaited',
];

/** A cell of a lane in which nothing is drawn. */
export const empty = span('text', ' ');

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
 * Returns the cell for a segment. A settled lane has the color of its outcome; in other lanes, each part has the color
 * of what the task did.
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
		return span('muted', kind === 'running' ? sign : lane.unawaited);
	}
	return span(kind === 'running' ? 'run' : role === 'run' || state === 'ready' ? 'wait' : role, sign);
}

/** Returns the time at which a lane settled. Any state other than done adds its sign. */
export function settledLabel(state: TaskState, at: number, glyphs: Glyphs): Span {
	const {role, sign} = stateStyle(state, false, glyphs);
	const time = seconds(at).replace(/ s$/, '');
	return state === 'done' ? span('muted', time) : span(role, `${sign} ${time}`);
}

/**
 * Draws the thread over time: a block where it was taken for half a column or more, a tick where it was taken at all.
 */
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
	const cells = blocked.map((ms, index) => {
		// A task that blocks the loop is also on the thread, so both shares contain its time.
		const occupied = Math.max(ms, busy[index] ?? 0);
		const {short, long} = glyphs.thread;
		return occupied > 0 ? span(ms > 0 ? 'fail' : 'run', occupied * 2 >= column ? long : short) : empty;
	});
	return joinNeighbors(cells);
}
