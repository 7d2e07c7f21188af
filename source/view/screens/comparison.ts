import type {Compared, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, compareTable, sayCompared} from '../../model/analysis/comparison-table.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Overlay} from '../../session/session.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, spread, truncate} from '../line.ts';
import type {TableLook} from '../panels/comparison-table.ts';
import {comparedRows, timelines, timelinesNeed} from '../panels/comparison-table.ts';
import {figures} from '../panels/emphasize-numbers.ts';
import {footer} from '../panels/footer.ts';
import {noticeOf} from '../panels/narration.ts';
import {panel} from '../panels/panel.ts';
import {wrapSentence} from '../wrap-prose.ts';
import type {ScreenProps} from './screen.tsx';

/** All strategies, or versions, in a table and as small timelines on one axis. For every size that shows a run. */
export function compareScreen(props: ScreenProps, {selected}: Extract<Overlay, {kind: 'compare'}>): readonly Line[] {
	const {size, glyphs, compared = {models: [], isOver: false}, strategies, session} = props;
	const available = size.columns - 1;
	const table = compareTable(compared.models, compared.isOver);
	const look: TableLook = {
		selected: selectedRow(table, selected, session.strategy)?.id,
		key: strategy => String(strategies.findIndex(({name}) => name === strategy) + 1),
		glyphs,
	};
	const framed = fitsDashboard(size);
	const above = [
		head(props, table, available),
		...(size.rows >= 30 ? [[span('rule', glyphs.frame.horizontal.repeat(available))]] : []),
		truncate(bounds(table, glyphs.dot), available, glyphs.ellipsis),
	];
	const below = [...sentence(props, table, available), footer(props, available)];
	const room = size.rows - above.length - below.length;
	const inner = available - (framed ? 4 : 2);
	const frame = framed ? 2 : 0;
	const height = Math.min(table.rows.length + 1, room - frame);
	const rows = comparedRows(table, look, inner, height);
	const left = room - rows.length - frame - (framed ? 2 : 1);
	const small = left >= timelinesNeed(table) ? timelines(table, look, inner, left) : [];
	const words = [span('muted', table.isSorted ? 'sorted by total time' : 'in running order')];
	const boxed = (title: string, lines: readonly Line[], note: Line) =>
		framed
			? panel({title: [span('accent', title, 'strong')], words: note}, lines, available, glyphs)
			: lines.map(line => [span('text', ' '), ...line]);
	const isProgram = table.rows.some(({model}) => model.description.form === 'program');
	const body = [
		...boxed(isProgram ? 'Versions' : 'Strategies', rows, words),
		...(small.length > 0 && !framed ? [blank] : []),
		...(small.length > 0 ? boxed('Timelines', small, [span('muted', `shared axis, 0 to ${seconds(table.axis)}`)]) : []),
	];
	return [...above, ...Array.from({length: room}, (_, row) => body[row] ?? blank), ...below];
}

/** Until one is chosen, that of the strategy one came from. */
function selectedRow({rows}: ComparedTable, selected: string | undefined, strategy: string): Compared | undefined {
	return (
		rows.find(({id}) => id === selected) ??
		rows.find(({model}) => model.description.strategy.name === strategy) ??
		rows[0]
	);
}

function head({model, lesson, glyphs}: ScreenProps, {rows}: ComparedTable, available: number): Line {
	const {source, seed, form, scenario} = model.description;
	const seeded = form === 'tasks' && source === 'simulated' ? [`seed ${seed}`] : [];
	const facts = [...(available >= 79 ? [source, ...seeded] : []), `${rows.length} runs`];
	return spread(
		[
			span('accent', ' async-tui'),
			span('rule', '  '),
			span('text', clean(lesson?.title ?? scenario.title)),
			span('accent', '   Compare', 'strong'),
		],
		[span('muted', `  ${facts.join(` ${glyphs.dot} `)} `)],
		available,
		glyphs.ellipsis,
	);
}

/** What no strategy can be longer or shorter than. */
function bounds({rows}: ComparedTable, dot: string): Line {
	const {model} =
		rows.find(({model}) => model.description.strategy.name === 'sequential' && model.end) ?? rows[0] ?? {};
	if (!model || model.description.form === 'program') {
		return [span('muted', ' The same program in several versions, one run each.')];
	}
	const {sum, longest, longestTask} = model.totals;
	const name = longestTask === undefined ? '' : ` (${clean(model.tasks.get(longestTask)?.name ?? longestTask)})`;
	const parts = [
		`${model.lanes.length} tasks`,
		`sum of latencies ${seconds(sum)}`,
		`longest task ${seconds(longest)}${name} is the floor`,
	];
	return [span('text', ' '), ...figures(parts.join(` ${dot} `))];
}

/** As much of it as there is room for. */
function conclusion(table: ComparedTable, room: number): Line {
	const sentences = sayCompared(table);
	const [first = ''] = sentences;
	const all = sentences.join(' ');
	return figures(all.length <= room ? all : first);
}

/** What runs now; when all have run, what it comes to. */
function sentence(props: ScreenProps, table: ComparedTable, available: number): readonly Line[] {
	const {glyphs, spinner, size} = props;
	const {rows, isSorted} = table;
	const notice = noticeOf(props);
	const count = fitsDashboard(size) ? 1 : 2;
	const ended = rows.filter(({model}) => model.end).length;
	const running = rows[ended];
	const turning = spinner === undefined ? undefined : glyphs.spinner[Math.floor(spinner / 3) % glyphs.spinner.length];
	const [role, sign, words] =
		notice !== undefined
			? (['accent', glyphs.pointer, [span('accent', clean(notice))]] as const)
			: isSorted
				? (['done', glyphs.state.done, conclusion(table, (available - 3) * count)] as const)
				: ([
						'wait',
						turning ?? glyphs.state.waiting,
						figures(
							`Run ${ended + 1} of ${rows.length}: ${running ? clean(comparedTitle(running)) : ''}. One at a time.`,
						),
					] as const);
	const lines = count > 1 ? wrapSentence(words, available - 3) : [truncate(words, available - 3, glyphs.ellipsis)];
	return Array.from({length: count}, (_, row) => [
		span(role, row === 0 ? ` ${sign} ` : '   ', 'strong'),
		...(lines[row] ?? blank),
	]);
}
