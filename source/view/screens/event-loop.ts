import {threadHolders} from '../../model/analysis/thread-holders.ts';
import type {Model} from '../../model/model.ts';
import {ownAxis} from '../../model/projections/axis.ts';
import {loopHealth} from '../../model/projections/heartbeat.ts';
import type {Axis} from '../axis.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, span} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {cellsWidth, nameWidth} from '../panels/bars.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth} from '../panels/lane-cells.ts';
import type {LoopColumn, LoopHeights} from '../panels/loop-column.ts';
import {aroundLanes, fitsQueues, loopColumn} from '../panels/loop-column.ts';
import {lagRows} from '../panels/loop-lag.ts';
import {narration, pairNarration} from '../panels/narration.ts';
import {minQueueSize} from '../panels/queue-rows.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {choiceRows} from '../panels/strategy-row.ts';
import {laneCount} from '../panels/task-table.ts';
import {twoRowNarration} from '../panels/two-row-narration.ts';
import {showsVerdict, verdictHeight, verdictRows} from '../panels/verdict.ts';
import {versionListHeight, versionRows} from '../panels/version-list.ts';
import type {RunProps, RunView} from '../props.ts';
import {axisOptions, modelsOf, onlyRun} from '../props.ts';
import {runTitles} from '../sides.ts';

/**
 * Draws the event loop of the run: its heartbeat, what takes its thread, and which tasks cannot run. Fits every size
 * that shows a run.
 */
export function eventLoop(props: RunProps): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const [first, second] = props.runs;
	const other = fitsPair(size) ? second : undefined;
	const titles = runTitles(modelsOf(props.runs));
	const columns = [first, ...(other ? [other] : [])].map((run, index) => columnOf(props, run, titles[index] ?? ''));
	const share = other ? Math.floor((width - 1) / 2) : width;
	const cells = cellsFor(share, first.model);
	const axis = axisFor(columns, cells, share);
	const airy = size.rows >= 30 && !other;
	const above = [
		header(props, width),
		...(airy || size.rows >= 36 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		...choiceRows(props, width, size.rows >= 24),
		...sideBySide(
			columns.map(({props: columnProps, pulse, holders}) => lagRows(columnProps, pulse, holders, share)),
			share,
			glyphs,
		),
	];
	const below = [
		...scrub(props, width, other ? undefined : axis),
		...narrationOf(other ? props : onlyRun(props, first), width),
		footer(props, width),
	];
	const room = size.rows - above.length - below.length;
	const height = heights(props, columns, {rows: room - aroundLanes, width}, fitsQueues(share));
	const blocks = height ? columns.map(column => loopColumn(column, height, cells, axis, share)) : [];
	const rest = room - (blocks[0]?.length ?? 0);
	return [
		...above,
		...sideBySide(blocks, share, glyphs),
		...(showsVerdict(props) ? verdictRows(props, width, rest) : versionRows(props, rest, width)),
		...below,
	];
}

/** Draws the narration. Where lanes would have to go for its second row, it has one. */
function narrationOf(props: RunProps, width: number): readonly Line[] {
	const {size, runs} = props;
	if (size.rows >= 28 || width < 79) {
		return twoRowNarration(props, width);
	}
	const [, second] = runs;
	return second ? pairNarration(props, second.model, width) : narration(props, width);
}

/** Returns the column of one loop. */
function columnOf(props: RunProps, run: RunView, title: string): LoopColumn {
	const {model} = run;
	// The events belong to the first run.
	const events = run === props.runs[0] ? props.events : undefined;
	return {props: {...onlyRun(props, run), events}, title, pulse: loopHealth(model), holders: threadHolders(model)};
}

/** Joins the rows of two blocks side by side. Returns a single block unchanged. */
function sideBySide(blocks: readonly (readonly Line[])[], share: number, {ellipsis}: Glyphs): readonly Line[] {
	const [one = [], other] = blocks;
	if (!other) {
		return one;
	}
	return Array.from({length: Math.max(one.length, other.length)}, (_, index) => [
		...fit(one[index] ?? emptyLine, share, ellipsis),
		span('text', ' '),
		...(other[index] ?? emptyLine),
	]);
}

function cellsFor(share: number, model: Model): Cells {
	if (share >= 139) {
		return {name: 20, state: 12, bar: 0, percent: 0, time: 9};
	}
	const name = share >= 99 ? nameWidth(model, 16, 20) : nameWidth(model, 12, 14);
	return {name, state: share >= 70 ? 12 : 2, bar: 0, percent: 0, time: 0};
}

function axisFor(columns: readonly LoopColumn[], cells: Cells, share: number): Axis {
	const left = 2 + cellsWidth(cells);
	return {
		left,
		width: share - left - labelWidth - 2,
		max: Math.max(...columns.map(({props}) => ownAxis(props.model, axisOptions(props)))),
	};
}

/**
 * Divides the rows: the lanes get what they need and the code gets the rest. Rows that the code does not need go to the
 * other versions. The verdict replaces the code unless both fit. Undefined if the verdict replaces the lanes too.
 */
function heights(
	props: RunProps,
	columns: readonly LoopColumn[],
	{rows: room, width}: {readonly rows: number; readonly width: number},
	hasQueues: boolean,
): LoopHeights | undefined {
	const {zoom} = props.session;
	if (zoom) {
		const code = {tasks: 0, code: Math.max(0, room - 1)};
		return zoom === 'lanes' ? {tasks: room, code: 0} : showsVerdict(props) ? undefined : code;
	}
	const lanes = Math.max(1, ...columns.map(({props: {model, previous}}) => laneCount(model, previous, props.session)));
	if (showsVerdict(props)) {
		const left = room - lanes - 1 - verdictHeight(props, width);
		if (left >= enoughCodeRows) return {tasks: lanes, code: left};
		return room < minVerdictRows + 3 ? undefined : {tasks: Math.min(lanes, room - minVerdictRows), code: 0};
	}
	if (room < minCodeRows + 5) {
		return {tasks: room, code: 0};
	}
	const minRows = hasQueues && room >= minQueueSize.rows + 7 ? minQueueSize.rows : minCodeRows;
	const code = Math.max(minRows, room - lanes - 1);
	const wanted = versionListHeight(props);
	const spare = code - wanted >= enoughCodeRows ? wanted : 0;
	return {tasks: room - code - 1, code: code - spare};
}

/** The fewest rows in which the verdict is worth its frame. */
const minVerdictRows = 8;

/** Enough rows for a line of code and its neighbors. More rows are better used for the versions to try. */
const enoughCodeRows = 10;

/** The fewest rows that show a line of code and its neighbors. */
const minCodeRows = 3;
