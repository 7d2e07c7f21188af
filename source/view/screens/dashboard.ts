import type {Model} from '../../model/model.ts';
import {axis as axisEnd} from '../../model/projections/axis.ts';
import {slotCount} from '../../model/projections/slots.ts';
import type {Axis} from '../axis.ts';
import type {Card, Layout, LayoutRequest} from '../layout.ts';
import {hasFrames, layout} from '../layout.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {cellsWidth, nameWidth} from '../panels/bars.ts';
import {bigNumber} from '../panels/big-number.ts';
import {drawCard, needs} from '../panels/cards.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth} from '../panels/lane-cells.ts';
import {lanesPanel} from '../panels/lanes-panel.ts';
import {lastMinuteFigures, showsLastMinute} from '../panels/last-minute.ts';
import {rulerLabels, rulers} from '../panels/rulers.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {choiceRows, hasChoice} from '../panels/strategy-row.ts';
import {stripRow} from '../panels/strip.ts';
import {summaryLine} from '../panels/summary-line.ts';
import {laneCount} from '../panels/task-table.ts';
import {twoRowNarration} from '../panels/two-row-narration.ts';
import {showsVerdict} from '../panels/verdict.ts';
import type {RunProps} from '../props.ts';
import {axisOptions} from '../props.ts';
import type {Status} from '../run-status.ts';
import {status, totalRole} from '../run-status.ts';
import {zoomOf} from '../zoom.ts';

/** Draws one run at any size: its total, its lanes, and below them the cards that fit. */
export function dashboard(props: RunProps): readonly Line[] {
	const {size, glyphs, model, session, spinner} = props;
	const columns = size.columns - 1;
	const isFramed = hasFrames(size);
	const cells = cellsFor(props, columns);
	const axis = axisFor(props, cells, columns, isFramed);
	const state = status(model, session, glyphs, spinner);
	// The axis of the last minute is not that of the scrub bar, which is as long as the run.
	const playhead = scrub(props, columns, showsLastMinute(props) ? {...axis, max: 0} : axis);
	const {fixed, lanes, columns: stacks} = layoutFor(props, columns, playhead.length);
	const hasVerdict = stacks.flat().some(({name}) => name === 'verdict');
	return [
		header(props, columns),
		...(fixed.rule > 0 ? [[span('rule', glyphs.frame.horizontal.repeat(columns))]] : []),
		...choiceRows(props, columns, fixed.sentence > 0),
		...(isFramed ? totals(props, state, axis, columns) : smallTotals(props, state, columns)),
		...(fixed.strip > 0 ? [stripRow(props, columns - 1)] : []),
		...(lanes > 0 ? lanesPanel(props, state, {cells, axis, isFramed}, lanes, columns) : []),
		...cards(props, stacks, columns),
		...playhead,
		...twoRowNarration(props, columns, hasVerdict),
		footer(props, columns),
	];
}

function layoutFor(props: RunProps, columns: number, scrubRows: number): Layout {
	const {size, model, previous} = props;
	const zoom = zoomOf(props);
	const isWide = layout({...size, lanes: 1, need: {code: 1, verdict: 1}}).columns.length > 1;
	const width = isWide && zoom !== 'code' ? Math.floor((columns - 1) / 2) : columns;
	const need = needs(props, width);
	const request: LayoutRequest = {
		...size,
		lanes: laneCount(model, previous, props.session) + 1,
		need,
		scrub: scrubRows,
		hasChoice: hasChoice(props),
		only: zoom === 'lanes' ? 'lanes' : zoom === 'code' ? 'card' : undefined,
	};
	const alone = layout(request);
	const shown = alone.lanes - (alone.isFramed ? 3 : 2);
	const isFolded = slotCount(model) !== undefined;
	// The strip takes a row of the lanes, so it must show more tasks than it hides.
	const hasStrip =
		alone.lanes > 0 && model.description.form === 'tasks' && (isFolded || model.lanes.length > 2 * shown);
	const shared = hasStrip ? layout({...request, strip: 1}) : alone;
	const given = shared.columns.flat().find(({name}) => name === 'verdict')?.rows ?? 0;
	// If there are few rows, a verdict that the user asked for also takes the rows of the lanes.
	const isScarce = size.rows < 30 && showsVerdict(props) && given < (need.verdict ?? 0);
	return isScarce ? layout({...request, only: 'card'}) : shared;
}

/** Draws the cards in their columns, side by side. */
function cards(props: RunProps, stacks: readonly (readonly Card[])[], columns: number): readonly Line[] {
	const width = stacks.length > 1 ? Math.floor((columns - 1) / 2) : columns;
	const [left = [], right = []] = stacks.map((stack, index) => {
		const own = index === 1 ? columns - width - 1 : width;
		return stack.flatMap(({name, rows}) => drawCard(name, props, rows, own));
	});
	return left.map((line, row) =>
		right.length > 0
			? [...fit(line, width, props.glyphs.ellipsis), span('text', ' '), ...(right[row] ?? emptyLine)]
			: line,
	);
}

/** Returns the columns of a lane before its time axis. */
export function cellsFor({model, size}: RunProps, columns: number): Cells {
	const isFramed = hasFrames(size);
	if (model.description.form === 'program') return cellsOfCalls(columns, isFramed);
	return model.description.source === 'measured'
		? cellsOfMeasuredTasks(model, columns, isFramed)
		: cellsOfSimulatedTasks(model, columns, isFramed);
}

/** The progress of a call is unknown, so its indented name gets the room of the bar. */
function cellsOfCalls(columns: number, isFramed: boolean): Cells {
	const noProgress = {bar: 0, percent: 0};
	if (columns >= wideColumns) return {name: 40, state: 12, ...noProgress, time: 10};
	if (columns >= normalColumns) return {name: 25, state: 12, ...noProgress, time: 8};
	if (isFramed) return {name: 17, state: 12, ...noProgress, time: 8};
	return {name: 19, state: 2, ...noProgress, time: 0};
}

/** The names of the user's own tasks can be long, and only a request with a known length has a progress. */
function cellsOfMeasuredTasks(model: Model, columns: number, isFramed: boolean): Cells {
	if (!isFramed) return {name: nameWidth(model, 11, 17), state: 2, bar: 0, percent: 0, time: 0};
	if (columns >= wideColumns) return {name: nameWidth(model, 20, 26), state: 12, bar: 12, percent: 5, time: 9};
	const name = columns >= normalColumns ? nameWidth(model, 13, 20) : nameWidth(model, 11, 17);
	return {name, state: 12, bar: 0, percent: 0, time: 8};
}

function cellsOfSimulatedTasks(model: Model, columns: number, isFramed: boolean): Cells {
	if (!isFramed) return {name: nameWidth(model, 11, 14), state: 2, bar: 0, percent: 0, time: 0};
	if (columns >= wideColumns) return {name: nameWidth(model, 20, 28), state: 12, bar: 16, percent: 5, time: 9};
	const name = columns >= normalColumns ? nameWidth(model, 13, 18) : nameWidth(model, 11, 14);
	return {name, state: 12, bar: 0, percent: 0, time: 8};
}

/** From these widths on, a lane has room for a bar, and for a longer name. */
const wideColumns = 139;
const normalColumns = 99;

/** Returns the axis, which starts after the cells. In a layout with frames, the rulers above use the same columns. */
export function axisFor(props: RunProps, cells: Cells, columns: number, isFramed: boolean): Axis {
	const sides = isFramed ? 2 : 0;
	const left = sides + cellsWidth(cells);
	return {left, width: columns - left - labelWidth - sides, max: axisEnd(props.model, axisOptions(props))};
}

function totals(props: RunProps, state: Status, axis: Axis, columns: number): readonly Line[] {
	const {model, previous, glyphs} = props;
	const role = totalRole(model, state);
	const labels = rulerLabels(model, axis.left >= 46);
	const big = bigNumber(model.totals.makespan, role, glyphs);
	const left = Math.max(axis.left - labels.sum.length, lineWidth(big[2]) + 4);
	const right = showsLastMinute(props)
		? lastMinuteFigures(props, state, columns - left)
		: [...rulers(model, previous, role, axis, labels, glyphs), summaryLine(props, state, columns - left)];
	const heads = [
		[span('muted', '  TOTAL TIME  '), span(state.role, `${state.sign} ${state.word}`, 'strong')],
		...big.map(row => [span('text', '  '), ...row]),
	];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? emptyLine)]);
}

/** Draws the totals without frames: the digits beside short rulers, and the status below them. */
function smallTotals(props: RunProps, state: Status, columns: number): readonly Line[] {
	const {model, previous, glyphs} = props;
	const role = totalRole(model, state);
	const labels = rulerLabels(model, false, 1);
	const digits = bigNumber(model.totals.makespan, role, glyphs);
	const left = Math.max(23, lineWidth(digits[2]) + 3);
	const axis = {left: left + 8, width: columns - left - 8 - 10, max: axisEnd(model, axisOptions(props))};
	const [first, second, third, fourth] = showsLastMinute(props)
		? lastMinuteFigures(props, state, columns - left)
		: rulers(model, previous, role, axis, labels, glyphs);
	const right = [first, second, third];
	const big = digits.map((row, index) => [
		...fit([span('text', '  '), ...row], left, glyphs.ellipsis),
		...(right[index] ?? emptyLine),
	]);
	const counts: Line = [
		span('text', '  '),
		span(state.role, `${state.sign} ${state.word}`, 'strong'),
		span('text', '  '),
		...(fourth ?? summaryLine(props, state, columns - 15)),
	];
	return [...big, counts];
}
