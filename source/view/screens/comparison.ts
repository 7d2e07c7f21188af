import type {ComparedRow, ComparedTable} from '../../model/analysis/comparison-table.ts';
import {comparedTitle, compareTable, formatComparison, timeLeft} from '../../model/analysis/comparison-table.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Overlay} from '../../session/overlay.ts';
import {languageNames} from '../../text/language-names.ts';
import {plural} from '../../text/plural.ts';
import {fitsDashboard} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, justify, lineWidth, span, stripControls, truncate} from '../line.ts';
import {chip} from '../panels/chips.ts';
import type {TableOptions} from '../panels/comparison-table.ts';
import {comparisonRows} from '../panels/comparison-table.ts';
import {isRoomy, timelines, timelinesHeight, wholeHeight} from '../panels/comparison-timelines.ts';
import {emphasizeNumbers} from '../panels/emphasize-numbers.ts';
import {footer} from '../panels/footer.ts';
import {usualRuntime} from '../panels/header.ts';
import {highlightKeys, noticeOf} from '../panels/narration.ts';
import {panel} from '../panels/panel.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {inSentences, wrapProse} from '../wrap-prose.ts';

/**
 * Draws all strategies, or versions, in a table and as small timelines on one axis. Fits every size that shows a run.
 */
export function comparisonScreen(props: RunProps, {selected}: Extract<Overlay, {kind: 'compare'}>): readonly Line[] {
	const {size, glyphs, compared = nothingCompared, strategies, session} = props;
	const width = size.columns - 1;
	const table = compareTable(compared.models, compared.hasEnded);
	const options: TableOptions = {
		selected: selectedRow(table, selected, session.strategy)?.id,
		key: strategy => String(strategies.findIndex(({name}) => name === strategy) + 1),
		glyphs,
	};
	const framed = fitsDashboard(size);
	const above = [
		head(props, table, width),
		...(size.rows >= 34 ? [[span('rule', glyphs.frame.horizontal.repeat(width))]] : []),
		truncate(bounds(table, glyphs.dot, width), width, glyphs.ellipsis),
	];
	const below = [...statusRows(props, table, width), footer(props, width)];
	const room = size.rows - above.length - below.length;
	const inner = width - (framed ? 4 : 2);
	const frame = framed ? 2 : 0;
	const height = Math.min(table.rows.length + 1, room - frame);
	const compact = comparisonRows(table, options, inner, height);
	// Blank rows between the rows of the table, if the timelines can spare them.
	const blanks = table.rows.length - 1;
	const isSpaced =
		framed &&
		compact.length === table.rows.length + 1 &&
		isRoomy(table, inner, room - compact.length - 4 - blanks, blanks);
	const rows = isSpaced ? compact.flatMap((row, index) => (index > 1 ? [emptyLine, row] : [row])) : compact;
	// Without frames a blank row divides the parts, unless the timelines need it.
	const gap = framed ? 2 : room - rows.length === wholeHeight(table) ? 0 : 1;
	const left = room - rows.length - frame - gap;
	const small = left >= timelinesHeight(table) ? timelines(table, options, inner, left) : [];
	const words = [span('muted', noteOn(table))];
	const boxed = (title: string, lines: readonly Line[], note: Line) =>
		framed
			? panel({title: [span('accent', title, 'strong')], words: note}, lines, width, glyphs)
			: lines.map(line => [span('text', ' '), ...line]);
	const isProgram = table.rows.some(({model}) => model.description.form === 'program');
	const body = [
		...boxed(isProgram ? 'Versions' : 'Strategies', rows, words),
		...(small.length > 0 && !framed && gap > 0 ? [emptyLine] : []),
		...(small.length > 0 ? boxed('Timelines', small, [span('muted', `shared axis, 0 to ${seconds(table.axis)}`)]) : []),
	];
	return [...above, ...Array.from({length: room}, (_, row) => body[row] ?? emptyLine), ...below];
}

const nothingCompared: NonNullable<RunProps['compared']> = {models: [], hasEnded: false};

/** Returns the selected row. Before a selection, returns the row of the strategy that was shown last. */
function selectedRow({rows}: ComparedTable, selected: string | undefined, strategy: string): ComparedRow | undefined {
	return (
		rows.find(({id}) => id === selected) ??
		rows.find(({model}) => model.description.strategy.name === strategy) ??
		rows[0]
	);
}

/** Draws what is compared, how far the comparison is, and where it runs: in the longest form that leaves the title whole. */
function head({model, lesson, glyphs}: RunProps, table: ComparedTable, width: number): Line {
	const {source, scenario} = model.description;
	const title = [span('text', stripControls(lesson?.title ?? scenario.title))];
	const name = [span('accent', '  [Compare]', 'strong')];
	const [long, short] = progress(table);
	const forms = (
		[
			[true, true, long],
			[false, true, long],
			[false, false, long],
			[false, false, short],
		] as const
	).map(([hasBrand, hasRuntime, words]) => ({
		brand: hasBrand ? [span('accent', ' async-tui'), span('rule', '  ')] : [span('text', ' ')],
		right: [
			span('text', '  '),
			...(table.isSorted ? emptyLine : [chip(words, glyphs), span('text', ' ')]),
			...(hasRuntime ? [span('muted', `${runtimesOf(table)} ${glyphs.dot} `)] : emptyLine),
			span('accent', source),
			span('text', ' '),
		],
	}));
	const roomIn = ({brand, right}: (typeof forms)[number]) => width - lineWidth([...brand, ...name, ...right]);
	const form = forms.find(each => roomIn(each) >= lineWidth(title)) ?? forms.at(-1);
	if (!form) return emptyLine;
	// The name of the screen must stay visible, so the title is cut.
	const shown = truncate(title, Math.max(0, roomIn(form)), glyphs.ellipsis);
	return justify([...form.brand, ...shown, ...name], form.right, width, glyphs.ellipsis);
}

/** Returns the runtime of each language, or the language before its first run reports a runtime. */
function runtimesOf({rows}: ComparedTable): string {
	const names = new Map<string, string>();
	for (const {model} of rows) {
		const {language} = model.description;
		if (!names.has(language) || model.runtime !== undefined) {
			names.set(language, usualRuntime(stripControls(model.runtime ?? languageNames[language])));
		}
	}
	return [...names.values()].join(' and ');
}

/**
 * Returns the progress: `2 of 8, about 16 s left`, and its short form. The time left is computed from the forecasts.
 */
function progress(table: ComparedTable): readonly [long: string, short: string] {
	const {rows} = table;
	const ended = rows.filter(({model}) => model.end).length;
	const count = `${Math.min(rows.length, ended + 1)} of ${rows.length}`;
	const left = timeLeft(table);
	if (left === undefined) return [count, count];
	const rest = `${Math.max(1, Math.ceil(left / 1000))} s`;
	return [`${count}, about ${rest} left`, `${count}, ~${rest}`];
}

/** Draws the bounds of every total: the sum of latencies and the longest task. */
function bounds({rows}: ComparedTable, dot: string, width: number): Line {
	const {model} =
		rows.find(({model}) => model.description.strategy.name === 'sequential' && model.end) ?? rows[0] ?? {};
	if (!model || model.description.form === 'program') {
		return [span('muted', ' The same program in several versions, one run each.')];
	}
	const {sum, longest, longestTask} = model.totals;
	const name =
		longestTask === undefined ? '' : ` (${stripControls(model.tasks.get(longestTask)?.name ?? longestTask)})`;
	const count = plural(model.lanes.length, 'task');
	const forms = [
		[count, `sum of latencies ${seconds(sum)}`, `longest task ${seconds(longest)}${name} is the floor`],
		[count, `sum ${seconds(sum)}`, `longest ${seconds(longest)}${name} is the floor`],
		[count, `sum ${seconds(sum)}`, `longest ${seconds(longest)}${name}`],
		[count, `sum ${seconds(sum)}`, `longest ${seconds(longest)}`],
	].map(parts => parts.join(` ${dot} `));
	return [span('text', ' '), ...emphasizeNumbers(forms.find(form => columns(form) < width) ?? forms.at(-1) ?? '')];
}

/**
 * Returns the text below the table, as much as fits: the run in progress or, after the last run, the conclusion. Names
 * no key in a recording, which takes none.
 */
export function comparisonText(props: Pick<RunProps, 'compared' | 'hints'>, room: number): string {
	const {models, hasEnded} = props.compared ?? nothingCompared;
	const table = compareTable(models, hasEnded);
	const ended = models.filter(({end}) => end).length;
	const running = table.rows[ended];
	const facts = hasEnded
		? formatComparison(table)
		: [`Run ${ended + 1} of ${models.length}: ${running ? stripControls(comparedTitle(running)) : ''}.`];
	const sentences = [...facts, ...(takesKeys(props) ? [hasEnded ? openHint : stopHint] : [])];
	const lastFitting = sentences.findLastIndex((_, index) => sentences.slice(0, index + 1).join(' ').length <= room);
	return sentences.slice(0, Math.max(1, lastFitting + 1)).join(' ');
}

/** Draws what the last key did, else the text about the runs. */
function statusRows(props: RunProps, {rows, isSorted}: ComparedTable, width: number): readonly Line[] {
	const {glyphs, spinner} = props;
	const notice = noticeOf(props);
	const room = width - 3;
	const spinnerSign =
		spinner === undefined ? undefined : glyphs.spinner[Math.floor(spinner / 3) % glyphs.spinner.length];
	const [role, sign] =
		notice !== undefined
			? (['accent', glyphs.pointer] as const)
			: isSorted
				? (['done', glyphs.state.done] as const)
				: (['wait', spinnerSign ?? glyphs.state.waiting] as const);
	const names = rows.map(comparedTitle);
	const lines =
		notice === undefined
			? inSentences(comparisonText(props, room * statusHeight - 10), room).flatMap(text =>
					wrapProse(emphasized(text, names), room),
				)
			: wrapProse([span('accent', stripControls(notice))], room);
	return Array.from({length: statusHeight}, (_, row) => [
		span(role, row === 0 ? ` ${sign} ` : '   ', 'strong'),
		...(lines[row] ?? emptyLine),
	]);
}

/** Emphasizes the results, and the key to press next. */
function emphasized(text: string, names: readonly string[]): Line {
	return text.endsWith(openHint)
		? [...emphasizeNumbers(text.slice(0, -openHint.length), names), ...highlightKeys(openHint)]
		: emphasizeNumbers(text, names);
}

const statusHeight = 2;
const openHint = 'Press Enter to open a run.';
const stopHint = 'Esc stops here and keeps what has run.';

/** Returns what the order and the signs of the rows mean. */
function noteOn({rows, isSorted}: ComparedTable): string {
	if (isSorted) {
		return rows.some(({isTied}) => isTied) ? 'fastest first; = equal within noise' : 'fastest first';
	}
	return rows.some(({forecast}) => forecast) ? '~ forecast, until it has run' : 'in running order';
}
