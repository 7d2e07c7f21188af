import {now, stateOf} from '../../model/at-moment.ts';
import {brief} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {CallsOf} from '../../model/projections/calls-of.ts';
import {commonLine, openCount} from '../../model/projections/calls-of.ts';
import {laneOf, threadLane} from '../../model/projections/timeline.ts';
import type {Task} from '../../model/task.ts';
import {thousands} from '../../text/thousands.ts';
import type {Axis} from '../axis.ts';
import {clickableRow} from '../click.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {shortenName} from '../shorten-name.ts';
import {stateStyle} from './bars.ts';
import type {Shape} from './lane-cells.ts';
import {laneCells, shapesOf} from './lane-cells.ts';

/** The part of the run's clock that an axis shows, in ms from its start. */
export type AxisWindow = {readonly from: number; readonly to: number};

/**
 * Returns the part of the clock that covers the last `span` ms. With an infinite `span`, or if the run ended earlier,
 * returns all that the run still has.
 */
export function windowOf(model: Model, span: number): AxisWindow {
	const start = model.startedAt ?? 0;
	const to = now(model) - start;
	const edge = model.window ? model.window.at - start : 0;
	const hasAll = !Number.isFinite(span) || (model.end !== undefined && to < span);
	return {from: hasAll ? Math.max(0, edge) : to - span, to: Math.max(to, edge + 1)};
}

/** The columns before the axis for the state of a call and its age, with the gaps around them. */
const figuresWidth = 24;

/** Rows of lanes, and the shapes that occur in them. `rule`: the index of the row between open and ended calls. */
export type DrawnRows = {
	readonly lines: readonly Line[];
	readonly shapes: ReadonlySet<Shape>;
	readonly rule?: number | undefined;
};

/**
 * Returns the columns for the names of calls: those of the longest one, up to a quarter of the width. Calls of several
 * functions get all of these, because the longest name would change all the time.
 */
function nameWidth({open, ended, isMixed}: CallsOf, width: number): number {
	const most = Math.floor(width / 4);
	const longest = Math.max(0, ...[...open, ...ended].map(task => columns(stripControls(labelOf(task)))));
	return Math.max(9, isMixed ? most : Math.min(longest, most));
}

/**
 * Draws the calls of a row as lanes, in exactly `rows` rows of `width` columns: the open calls, a rule, those that have
 * ended, and the thread. `selected`: the id of a call. `order`: all calls that can be selected.
 */
export function callLanes(
	props: RunProps,
	calls: CallsOf,
	{
		selected,
		order,
		window,
		width,
		rows,
	}: {
		readonly selected: string | undefined;
		readonly order: readonly Task[];
		readonly window: AxisWindow;
		readonly width: number;
		readonly rows: number;
	},
): DrawnRows {
	const {glyphs} = props;
	const left = nameWidth(calls, width) + figuresWidth;
	const axis: Axis = {left, width: Math.max(1, width - left), max: window.to - window.from};
	const shapes = new Set<Shape>();
	const at = Math.max(
		0,
		order.findIndex(({id}) => id === selected),
	);
	const row = (task: Task): Line => {
		const {line, drawn} = callRow(
			props,
			task,
			calls.isMixed ? `${task.function} ${task.id}` : labelOf(task),
			task.id === selected,
			window,
			axis,
		);
		for (const shape of drawn) shapes.add(shape);
		return clickableRow(line, order.indexOf(task) - at, 'select');
	};
	const hidden = openCount(calls) - calls.open.length;
	const place = calls.others ? undefined : commonLine(calls.hidden);
	const where = place === undefined ? '' : `, each at ${stripControls(place)}`;
	const more: Line = [span('muted', `  ${glyphs.ellipsis} ${thousands(hidden)} more open${where}`)];
	const open = [headRow(window, axis), ...calls.open.map(row), ...(hidden > 0 ? [more] : [])];
	const rule = calls.open.length > 0 && calls.ended.length > 0 ? open.length : undefined;
	const line = [span('rule', glyphs.frame.horizontal.repeat(width))];
	const lines = [...open, ...(rule === undefined ? [] : [line]), ...calls.ended.map(row)].slice(0, rows - 1);
	const free = Array.from({length: rows - 1 - lines.length}, () => emptyLine);
	return {lines: [...lines, ...free, threadRow(props, window, axis)], shapes, rule};
}

/**
 * Returns the calls that fit in so many rows, with the selected one. The open ones get at most half of the rows, unless
 * the others need less.
 */
export function fitLanes(calls: CallsOf, rows: number, selected: string | undefined): CallsOf {
	// The head and the thread take one row each.
	const room = Math.max(2, rows - 2);
	const ended = calls.ended.length;
	const forOpen = Math.max(Math.floor(room / 2), room - ended - (ended > 0 ? 1 : 0));
	const count = openCount(calls);
	const isCut = count > forOpen;
	const shown = isCut ? Math.max(1, forOpen - 1) : count;
	const left = room - shown - (isCut ? 1 : 0) - (shown > 0 ? 1 : 0);
	const around = (tasks: readonly Task[], room: number) =>
		Math.max(0, tasks.findIndex(({id}) => id === selected) - room + 1);
	const [first, firstEnded] = [around(calls.open, shown), around(calls.ended, Math.max(1, left))];
	return {
		...calls,
		open: calls.open.slice(first, first + shown),
		hidden: [...calls.open.slice(0, first), ...calls.open.slice(first + shown), ...calls.hidden],
		ended: calls.ended.slice(firstEnded, firstEnded + Math.max(0, left)),
	};
}

/** Draws the head: `call  state  time  −10 s … now`. */
function headRow(window: AxisWindow, axis: Axis): Line {
	const span0 = window.to - window.from;
	const labels = [0, 0.25, 0.5, 0.75].map(share => {
		const back = ((1 - share) * span0) / 1000;
		const text = `−${back < 9.95 && back % 1 !== 0 ? back.toFixed(1) : Math.round(back)}${share === 0 ? ' s' : ''}`;
		return {at: Math.round(share * axis.width), text};
	});
	let ruler = '';
	for (const {at, text} of labels) {
		const isFree = at === 0 || at > ruler.length;
		if (isFree && at + text.length < axis.width - 3) ruler = ruler.padEnd(at) + text;
	}
	ruler = `${ruler.padEnd(axis.width - 3)}now`;
	return [span('muted', ` ${'call'.padEnd(axis.left - figuresWidth)}  state          time  ${ruler}`)];
}

function callRow(
	{model, glyphs}: RunProps,
	task: Task,
	label: string,
	isSelected: boolean,
	window: AxisWindow,
	axis: Axis,
): {readonly line: Line; readonly drawn: readonly Shape[]} {
	const state = stateOf(model, task);
	const hasEnded = model.phase === 'ended';
	const {role, sign} = stateStyle(state, hasEnded, glyphs);
	const lane = shifted(laneOf(model, task), window);
	const began = task.startedAt ?? task.createdAt;
	const age = (task.endedAt ?? now(model)) - began;
	const room = axis.left - figuresWidth;
	const name = fitText(shortenName(stripControls(label), room, glyphs.ellipsis), room, glyphs.ellipsis);
	const cells = laneCells(lane, {state, ended: hasEnded}, axis, glyphs).slice(0, axis.width);
	const isBefore =
		began - (model.startedAt ?? 0) <
		(model.window ? Math.max(window.from, model.window.at - (model.startedAt ?? 0)) : 0);
	const shown =
		isBefore && model.window && cells.length > 0 ? [span('muted', glyphs.before), ...cells.slice(1)] : cells;
	return {
		line: [
			...(isSelected
				? [
						span('accent', `[${name.trimEnd()}]`, 'selected'),
						span('text', ' '.repeat(room + 1 - columns(name.trimEnd()))),
					]
				: [span('text', ` ${name}  `)]),
			span(role, fitText(`${sign} ${state}`, 12, glyphs.ellipsis)),
			span('text', brief(age).padStart(7)),
			span('text', '  '),
			...shown,
		],
		drawn: shapesOf(lane, axis),
	};
}

/** Returns the id of a call, or the name that the program gave it. */
function labelOf({id, name, function: of}: Task): string {
	return name === of ? id : name.startsWith(`${of} `) ? name.slice(of.length + 1) : name;
}

/** Returns a lane relative to the start of a window. Segments before that start are cut off. */
function shifted(lane: ReturnType<typeof laneOf>, {from}: AxisWindow): ReturnType<typeof laneOf> {
	return {
		id: lane.id,
		segments: lane.segments
			.filter(({to, kind}) => to > from && kind !== 'queued')
			.map(segment => ({...segment, from: Math.max(0, segment.from - from), to: segment.to - from})),
	};
}

/** Draws the share of each column during which the thread was taken. */
function threadRow({model, glyphs}: RunProps, {from, to}: AxisWindow, axis: Axis): Line {
	const column = (to - from) / axis.width;
	const busy = new Float64Array(axis.width);
	for (const {from: start, to: end} of threadLane(model).segments) {
		const last = Math.min(axis.width - 1, Math.floor((end - from) / column));
		for (let index = Math.max(0, Math.floor((start - from) / column)); index <= last; index++)
			busy[index] =
				(busy[index] ?? 0) +
				Math.max(0, Math.min(end - from, (index + 1) * column) - Math.max(start - from, index * column));
	}
	const cells = Array.from(busy, ms => {
		const share = Math.min(1, ms / column);
		const level = glyphs.levels[Math.min(glyphs.levels.length - 1, Math.round(share * (glyphs.levels.length - 1)))];
		return share > 0 ? span('run', level ?? ' ') : span('text', ' ');
	});
	return [span('run', ' thread'.padEnd(axis.left)), ...cells];
}
