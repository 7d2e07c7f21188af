import type {ComparedRow, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, compareTable, formatComparison} from '../../model/analysis/comparison-table.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Overlay} from '../../session/session.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, span, stripControls, truncate} from '../line.ts';
import type {TableOptions} from '../panels/comparison-table.ts';
import {comparisonRows, timelines, timelinesHeight} from '../panels/comparison-table.ts';
import {emphasizeNumbers} from '../panels/emphasize-numbers.ts';
import {footer} from '../panels/footer.ts';
import {noticeOf} from '../panels/narration.ts';
import {panel} from '../panels/panel.ts';
import type {RunProps} from '../props.ts';
import {wrapProse} from '../wrap-prose.ts';

/** All strategies, or versions, in a table and as small timelines on one axis. For every size that shows a run. */
export function comparisonScreen(props: RunProps, {selected}: Extract<Overlay, {kind: 'compare'}>): readonly Line[] {
	const {size, glyphs, compared = {models: [], isOver: false}, strategies, session} = props;
	const width = size.columns - 1;
	const table = compareTable(compared.models, compared.isOver);
	const options: TableOptions = {
		selected: selectedRow(table, selected, session.strategy)?.id,
		key: strategy => String(strategies.findIndex(({name}) => name === strategy) + 1),
		glyphs,
	};
	const framed = fitsDashboard(size);
	const above = [
		head(props, table, width),
		...(size.rows >= 30 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		truncate(bounds(table, glyphs.dot), width, glyphs.ellipsis),
	];
	const below = [...statusRows(props, table, width), footer(props, width)];
	const room = size.rows - above.length - below.length;
	const inner = width - (framed ? 4 : 2);
	const frame = framed ? 2 : 0;
	const height = Math.min(table.rows.length + 1, room - frame);
	const rows = comparisonRows(table, options, inner, height);
	const left = room - rows.length - frame - (framed ? 2 : 1);
	const small = left >= timelinesHeight(table) ? timelines(table, options, inner, left) : [];
	const words = [span('muted', table.isSorted ? 'sorted by total time' : 'in running order')];
	const boxed = (title: string, lines: readonly Line[], note: Line) =>
		framed
			? panel({title: [span('accent', title, 'strong')], words: note}, lines, width, glyphs)
			: lines.map(line => [span('text', ' '), ...line]);
	const isProgram = table.rows.some(({model}) => model.description.form === 'program');
	const body = [
		...boxed(isProgram ? 'Versions' : 'Strategies', rows, words),
		...(small.length > 0 && !framed ? [emptyLine] : []),
		...(small.length > 0 ? boxed('Timelines', small, [span('muted', `shared axis, 0 to ${seconds(table.axis)}`)]) : []),
	];
	return [...above, ...Array.from({length: room}, (_, row) => body[row] ?? emptyLine), ...below];
}

/** The chosen row. Before a choice, the row of the strategy that was shown last. */
function selectedRow({rows}: ComparedTable, selected: string | undefined, strategy: string): ComparedRow | undefined {
	return (
		rows.find(({id}) => id === selected) ??
		rows.find(({model}) => model.description.strategy.name === strategy) ??
		rows[0]
	);
}

function head({model, lesson, glyphs}: RunProps, {rows}: ComparedTable, width: number): Line {
	const {source, seed, form, scenario} = model.description;
	const seeded = form === 'tasks' && source === 'simulated' ? [`seed ${seed}`] : [];
	const facts = [...(width >= 79 ? [source, ...seeded] : []), `${rows.length} runs`];
	return justify(
		[
			span('accent', ' async-tui'),
			span('rule', '  '),
			span('text', stripControls(lesson?.title ?? scenario.title)),
			span('accent', '   Compare', 'strong'),
		],
		[span('muted', `  ${facts.join(` ${glyphs.dot} `)} `)],
		width,
		glyphs.ellipsis,
	);
}

/** The bounds of every total: the sum of latencies and the longest task. */
function bounds({rows}: ComparedTable, dot: string): Line {
	const {model} =
		rows.find(({model}) => model.description.strategy.name === 'sequential' && model.end) ?? rows[0] ?? {};
	if (!model || model.description.form === 'program') {
		return [span('muted', ' The same program in several versions, one run each.')];
	}
	const {sum, longest, longestTask} = model.totals;
	const name =
		longestTask === undefined ? '' : ` (${stripControls(model.tasks.get(longestTask)?.name ?? longestTask)})`;
	const parts = [
		`${model.lanes.length} tasks`,
		`sum of latencies ${seconds(sum)}`,
		`longest task ${seconds(longest)}${name} is the floor`,
	];
	return [span('text', ' '), ...emphasizeNumbers(parts.join(` ${dot} `))];
}

/** As much of the conclusion as fits. */
function conclusion(table: ComparedTable, room: number): Line {
	const sentences = formatComparison(table);
	const [first = ''] = sentences;
	const all = sentences.join(' ');
	return emphasizeNumbers(all.length <= room ? all : first);
}

/** The run in progress; after the last run, the conclusion. */
function statusRows(props: RunProps, table: ComparedTable, width: number): readonly Line[] {
	const {glyphs, spinner, size} = props;
	const {rows, isSorted} = table;
	const notice = noticeOf(props);
	const count = fitsDashboard(size) ? 1 : 2;
	const ended = rows.filter(({model}) => model.end).length;
	const running = rows[ended];
	const turning = spinner === undefined ? undefined : glyphs.spinner[Math.floor(spinner / 3) % glyphs.spinner.length];
	const [role, sign, words] =
		notice !== undefined
			? (['accent', glyphs.pointer, [span('accent', stripControls(notice))]] as const)
			: isSorted
				? (['done', glyphs.state.done, conclusion(table, (width - 3) * count)] as const)
				: ([
						'wait',
						turning ?? glyphs.state.waiting,
						emphasizeNumbers(
							`Run ${ended + 1} of ${rows.length}: ${running ? stripControls(comparedTitle(running)) : ''}. One at a time.`,
						),
					] as const);
	const lines = count > 1 ? wrapProse(words, width - 3) : [truncate(words, width - 3, glyphs.ellipsis)];
	return Array.from({length: count}, (_, row) => [
		span(role, row === 0 ? ` ${sign} ` : '   ', 'strong'),
		...(lines[row] ?? emptyLine),
	]);
}
