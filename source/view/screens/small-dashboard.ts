import type {CodePane} from '../../model/projections/code.ts';
import {code} from '../../model/projections/code.ts';
import {axis as axisEnd} from '../../model/projections/timeline.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, justify, span, stripControls} from '../line.ts';
import {bigNumber} from '../panels/big-number.ts';
import {codeRows, formatMark, markStyle} from '../panels/code.ts';
import {engineErrorRows} from '../panels/engine-error.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {narration} from '../panels/narration.ts';
import {rulerLabels, rulers} from '../panels/rulers.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {strategyRow, strategySentence} from '../panels/strategy-row.ts';
import {summaryLine} from '../panels/summary-line.ts';
import {laneCount, selectedIndex, threadRow, visibleTasks} from '../panels/task-table.ts';
import {showsVerdict, verdictRows} from '../panels/verdict.ts';
import type {RunProps} from '../props.ts';
import {failedToStart, status, totalRole} from '../run-status.ts';
import {zoomOf} from '../zoom.ts';

/** For terminals below 80x24: the total, the bars, one line of code, one sentence. */
export function smallDashboard(props: RunProps): readonly Line[] {
	const {model, previous, session, size, glyphs} = props;
	const columns = size.columns - 1;
	const state = status(model, session, glyphs, props.spinner);
	const role = totalRole(model, state);
	const left = 23;
	const labels = rulerLabels(model, false, 1);
	const axis = {left: left + 8, width: columns - left - 8 - 10, max: axisEnd(model)};
	const right = rulers(model, previous, role, axis, labels, glyphs);
	const big = bigNumber(model.totals.makespan, role, glyphs).map((row, index) => [
		...fit([span('text', '  '), ...row], left, glyphs.ellipsis),
		...(right[index] ?? emptyLine),
	]);
	const rule: Line = [span('rule', glyphs.frame.horizontal.repeat(columns))];
	const program = model.description.form === 'program';
	// The progress of a call is unknown: a program has lanes below the rulers instead of bars.
	const name = model.description.source === 'measured' ? 20 : 12;
	const cells = program
		? {name: axis.left - 12, state: 2, bar: 0, percent: 0, time: 8}
		: {name, state: 12, bar: columns - 25 - name, percent: 5, time: 8};
	const lanesAxis = program ? axis : undefined;
	const playhead = scrub(props, columns, axis);
	const rows = size.rows - 12 - playhead.length;
	const zoom = zoomOf(props);
	const file = zoom ? [] : codeStack(props, rows - (laneCount(model, previous) + 1), columns);
	const above = rows - file.length + (zoom ? 1 : 0);
	const tasks = failedToStart(model)
		? engineErrorRows(model, columns - 2, above, glyphs).map(row => [span('text', ' '), ...row])
		: [...visibleTasks(props, cells, above, lanesAxis), threadRow(model, cells, glyphs, lanesAxis)];
	const body = showsVerdict(props)
		? verdictRows(props, columns, rows + 1)
		: zoom === 'code'
			? codeStack(props, rows + 1, columns)
			: [...Array.from({length: above}, (_, row) => tasks[row] ?? emptyLine), ...(zoom ? [] : [rule]), ...file];
	return [
		header(props, columns),
		strategyRow(props, '', columns),
		strategySentence(props, ' ', columns),
		...big,
		[
			span('text', '  '),
			span(state.role, `${state.sign} ${state.word}`, 'strong'),
			span('text', '  '),
			...summaryLine(props, state, columns - 15),
		],
		rule,
		...body,
		...playhead,
		...narration(props, columns, 2),
		footer(props, columns),
	];
}

/** Both files, one above the other, if the tasks leave enough room; else the one line that matters most now. */
function codeStack(props: RunProps, rows: number, columns: number): readonly Line[] {
	const {model, session, glyphs} = props;
	const panes = code(model, model.lanes[selectedIndex({model, session})]?.id);
	if (rows < (zoomOf(props) === 'code' ? 5 : 8)) {
		return [codeLine(panes, columns, glyphs)];
	}
	const [first] = panes;
	const upper = panes.length < 2 ? rows : Math.min((first?.lines.length ?? 0) + 1, Math.floor(rows / 2));
	return panes
		.slice(0, 2)
		.flatMap((pane, index) => [
			[span('accent', ` ${stripControls(pane.name)}`, 'strong')],
			...codeRows(pane, (index === 0 ? upper : rows - upper) - 1, columns, glyphs),
		]);
}

function codeLine(panes: readonly CodePane[], columns: number, glyphs: Glyphs): Line {
	const marked = panes.flatMap(({name, lines}) =>
		lines.flatMap(({number, text, mark}) => (mark && mark.kind !== 'ended' ? [{name, number, text, mark}] : [])),
	);
	const [first] = marked.toSorted((one, other) => weight[other.mark.kind] - weight[one.mark.kind]);
	if (!first) {
		return emptyLine;
	}
	const {role} = markStyle(first.mark, glyphs);
	return justify(
		[
			span('muted', ` ${stripControls(first.name)}:${first.number} `),
			span(role, stripControls(first.text).trim(), 'strong'),
		],
		[span(role, ` ${formatMark(first.mark, 20, glyphs)} `)],
		columns,
		glyphs.ellipsis,
	);
}

const weight = {blocked: 4, failed: 3, running: 2, suspended: 1, ended: 0} as const;
