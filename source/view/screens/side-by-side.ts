import {differences} from '../../model/analysis/run-differences.ts';
import type {Model} from '../../model/model.ts';
import {axis as axisEnd, ownAxis} from '../../model/projections/axis.ts';
import type {Sides} from '../../model/sides.ts';
import {sidesOf, titled} from '../../model/sides.ts';
import {plural} from '../../text/plural.ts';
import type {Axis} from '../axis.ts';
import type {Glyphs} from '../glyphs.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, span, truncate} from '../line.ts';
import type {Cells} from '../panels/bars.ts';
import {cellsWidth, nameWidth} from '../panels/bars.ts';
import {columnTotals} from '../panels/column-totals.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {labelWidth} from '../panels/lane-cells.ts';
import type {LanguageColumn} from '../panels/language-column.ts';
import {languageColumn} from '../panels/language-column.ts';
import {differenceRows} from '../panels/run-differences.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {choiceRows} from '../panels/strategy-row.ts';
import {twoRowNarration} from '../panels/two-row-narration.ts';
import {showsVerdict, verdictRows} from '../panels/verdict.ts';
import type {RunProps, RunView} from '../props.ts';
import {axisOptions, onlyRun} from '../props.ts';
import {failedToStart, status} from '../run-status.ts';
import {isVersus} from '../sides.ts';
import {rowsOfColumns} from './side-by-side-rows.ts';

/** The fewest columns in which two runs are side by side. With fewer, one is above the other. */
const besideColumns = 96;

/** Draws two runs of the same work at the same moment, at any size: two languages, or two strategies on one clock. */
export function sideBySideScreen(props: RunProps, second: RunView): readonly Line[] {
	const {size, glyphs} = props;
	const width = size.columns - 1;
	const isBeside = size.columns >= besideColumns;
	const isFramed = isBeside && hasFrames(size);
	const half = Math.floor((width - 1) / 2);
	const columnWidth = isBeside ? half : width;
	const sides = sidesOf(props.model.description, second.model.description);
	const columns = columnsOf(props, second, sides);
	const cells = cellsFor(props.model, columnWidth, isFramed);
	const axis = axisFor(columns, cells, columnWidth, isFramed, sides);
	const heads = columns.map(each => columnTotals(each, half, isBeside));
	const above = [
		header(props, width),
		...(size.rows >= 34 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		...(sides.by === 'languages' ? choiceRows(props, width, isBeside) : onOneClock(props, width)),
		...sideBySide(heads, half, glyphs),
	];
	const below = [...scrub(props, width), ...twoRowNarration(props, width), footer(props, width)];
	const body = size.rows - above.length - below.length;
	const verdict = showsVerdict(props) && props.session.zoom !== 'lanes';
	const rows = rowsOfColumns(props, columns, {body, isBeside, isFramed, width, verdict});
	const blocks = columns.map(each => languageColumn(each, rows, cells, axis, columnWidth));
	const own = rows.lanes + rows.code + rows.printed;
	const left = body - (isBeside ? own : 2 * own);
	return [
		...above,
		...(own === 0 ? [] : isBeside ? sideBySide(blocks, half, glyphs) : blocks.flat()),
		...(verdict && left > 0 ? verdictRows(props, width, left) : rest(props, second, left, half)),
		...below,
	];
}

/** Draws what two strategies have in common. If there are few rows, the header says enough, and the lanes get the row. */
function onOneClock({model, glyphs, size}: RunProps, width: number): readonly Line[] {
	if (size.rows < minSentenceRows) return [];
	const {tasks, form} = model.description;
	const work = form === 'program' ? 'Two versions of the same program' : `The same ${plural(tasks.length, 'task')}`;
	return [truncate([span('text', ` ${work}, on one clock.`)], width, glyphs.ellipsis)];
}

const minSentenceRows = 22;

/** Draws what differs between the runs, in the rows that are left. */
function rest(props: RunProps, second: RunView, rows: number, half: number): readonly Line[] {
	// A run that could not start has nothing to compare.
	if (rows < 2 || failedToStart(props.model) || failedToStart(second.model)) {
		return Array.from({length: rows}, () => emptyLine);
	}
	const found = differences(props.model, second.model);
	const work = isVersus([props.model, second.model]) ? 'these runs' : 'this run';
	return differenceRows(found, work, rows, half, props.glyphs);
}

/** Joins the rows of two blocks, each in its half of the screen. */
function sideBySide(
	[one = [], other = []]: readonly (readonly Line[])[],
	half: number,
	{ellipsis}: Glyphs,
): readonly Line[] {
	return Array.from({length: Math.max(one.length, other.length)}, (_, index) => [
		...fit(one[index] ?? emptyLine, half, ellipsis),
		span('text', ' '),
		...(other[index] ?? emptyLine),
	]);
}

/**
 * Returns the shared axis. For two languages it is fitted to the longer run, so that equal times have equal lengths,
 * and `0` extends it to the sum of latencies. For two strategies it is the other way round.
 */
function axisFor(
	columns: readonly LanguageColumn[],
	cells: Cells,
	width: number,
	isFramed: boolean,
	{by}: Sides,
): Axis {
	const frame = isFramed ? 2 : 0;
	const left = frame + cellsWidth(cells);
	const ends = columns.map(({props}) => {
		const options = axisOptions(props);
		const {sum} = props.model.totals;
		return by === 'languages'
			? Math.max(ownAxis(props.model, options), options.fit ? sum : 0)
			: axisEnd(props.model, options);
	});
	return {left, width: width - left - labelWidth - frame, max: Math.max(...ends)};
}

function columnsOf(props: RunProps, second: RunView, {by, names}: Sides): readonly LanguageColumn[] {
	const chosen = props.strategies.find(({name}) => name === props.session.strategy);
	const runs = [props.runs[0], second];
	const starts = runs.map(({model}) => model.startedAt);
	const first = Math.min(...starts.map(at => at ?? Number.POSITIVE_INFINITY));
	return runs.map((run, index) => {
		const {model} = run;
		const {word} = status(model, props.session, props.glyphs, undefined);
		return {
			props: by === 'languages' ? onlyRun(props, run) : strategyProps(props, run),
			title: titled(names[index] ?? ''),
			offset: starts[index] === undefined ? 0 : starts[index] - first,
			role: word === 'BLOCKED' ? 'fail' : 'rule',
			substitute: by === 'languages' ? chosen?.nearest?.[model.description.language] : undefined,
		};
	});
}

/** Returns the props of one of two strategies, as if only that one were chosen. */
function strategyProps(props: RunProps, run: RunView): RunProps {
	const {name} = run.model.description.strategy;
	return onlyRun({...props, session: {...props.session, strategy: name}}, run);
}

/**
 * Returns the cells of a lane, without the word for its state and without its time. The sign and the label after the
 * lane show both.
 */
function cellsFor(model: Model, width: number, isFramed: boolean): Cells {
	const name = model.description.form === 'program' ? callNameWidth(width, isFramed) : taskNameWidth(width, isFramed);
	return {name: nameWidth(model, name, Math.floor(width * maxNameShare)), state: 2, bar: 0, percent: 0, time: 0};
}

const callNameWidth = (width: number, isFramed: boolean) => (!isFramed ? 19 : width >= 70 ? 20 : 14);
const taskNameWidth = (width: number, isFramed: boolean) => (isFramed && width >= 70 ? 14 : 11);

/** The most of a column that long names of tasks may take. */
const maxNameShare = 0.3;
