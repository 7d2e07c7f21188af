import {counterparts} from '../../model/analysis/comparison.ts';
import {seconds} from '../../model/format-duration.ts';
import {formatFailure} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import type {Bar} from '../../model/projections/bars.ts';
import {bars} from '../../model/projections/bars.ts';
import {offLoop} from '../../model/queries.ts';
import type {Task} from '../../model/task.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, span, stripControls, truncate} from '../line.ts';
import type {RunProps} from '../props.ts';
import {modelsOf, onlyRun, takesKeys} from '../props.ts';
import {runTitles} from '../sides.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';
import {stateStyle, stateWord} from './bars.ts';
import {selectedIndex} from './selected-lane.ts';
import {chainRows, relatedTaskRows} from './wait-chain.ts';

/** Returns the title of the details: the name of the selected task. */
export function detailsTitle(props: RunProps): string {
	return stripControls(props.model.lanes[selectedIndex(props)]?.name ?? 'no task');
}

/**
 * Draws the facts about the selected task in each language that runs, then the keys that change the task. At most
 * `rows` rows; the keys are never cut.
 */
export function detailsRows(props: RunProps, width: number, rows: number): readonly Line[] {
	const {model, runs, size, glyphs} = props;
	const [, second] = runs;
	if (model.lanes.length === 0) {
		const words = isProgram(model) ? 'No calls yet.' : 'No tasks. Press a to add one.';
		return [[span('muted', words)]];
	}
	// The calls of a program cannot be changed by keys.
	const keys = isProgram(model) || !takesKeys(props) ? [] : [emptyLine, whatIfKeys(model.end !== undefined)];
	if (!second || !fitsPair(size)) {
		return [...cutRows(factRows(props, 15, width), rows - keys.length, glyphs), ...keys];
	}
	const half = Math.floor((width - 3) / 2);
	const titles = runTitles(modelsOf(runs));
	const [left = [], right = []] = [props, onlyRun(props, second)].map((each, index) => [
		[span('accent', titles[index] ?? '', 'strong')],
		...factRows(each, 11, half),
	]);
	const lines = Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fit(left[index] ?? emptyLine, half, glyphs.ellipsis),
		span('text', '   '),
		...(right[index] ?? emptyLine),
	]);
	return [...cutRows(lines, rows - keys.length, glyphs), ...keys];
}

/** Returns at most `rows` rows. If there are more, the last row counts them. */
function cutRows(lines: readonly Line[], rows: number, {ellipsis}: Glyphs): readonly Line[] {
	if (lines.length <= rows) return lines;
	const kept = Math.max(0, rows - 1);
	return [...lines.slice(0, kept), [span('muted', `${ellipsis} ${lines.length - kept} more`)]];
}

const isProgram = ({description}: Model): boolean => description.form === 'program';

/** One fact about a task, on one or more lines. */
type LabeledLines = readonly [label: string, content: readonly Line[]];

/** The most rows of one fact. A longer value or error is cut. */
const maxFactRows = 3;

function factRows(props: RunProps, labelColumns: number, width: number): readonly Line[] {
	const index = selectedIndex(props);
	const task = props.model.lanes[index];
	const bar = bars(props.model, index, 1)[0];
	if (!task || !bar) {
		return [];
	}
	return facts(task, bar, props, width - labelColumns).flatMap(([label, content]) =>
		content.map((line, row) => [span('muted', (row === 0 ? label : '').padEnd(labelColumns)), ...line]),
	);
}

function facts(task: Task, bar: Bar, props: RunProps, width: number): readonly LabeledLines[] {
	const {model, glyphs} = props;
	const {role, sign} = stateStyle(bar.state, model.phase === 'ended', glyphs);
	const state = [
		span(role, `${sign} ${stateWord(bar)}`, 'strong'),
		...(bar.time === undefined ? [] : [span('text', `  ${seconds(bar.time)}`)]),
		...(task.orphan ? [span('muted', `  ${describeOrphan(model)}`)] : []),
	];
	const inRows = ([label, content]: LabeledLine): LabeledLines => [
		label,
		wrapProse(content, width).slice(0, maxFactRows),
	];
	return [
		inRows(['state', state]),
		...outcome(task, model).map(inRows),
		...(bar.whatIf.length > 0 ? [inRows(labeled('what if', bar.whatIf.map(stripControls).join(', '), 'run'))] : []),
		...previousFact(props, width),
		['waits for', chainRows(model, task, width, glyphs)],
		['calls', relatedTaskRows(model, task, width, glyphs)],
		...[
			...(isProgram(model)
				? [
						...(task.definedAt ? [labeled('defined', formatPlace(task.definedAt))] : []),
						labeled('called', formatCalled(task, model)),
					]
				: [
						labeled('latency', formatLatency(task, model)),
						labeled('queued', seconds(Math.max(0, (task.startedAt ?? model.at) - (model.startedAt ?? 0)))),
					]),
			labeled(
				'thread',
				task.kind === 'thread' ? elsewhere[offLoop(task)] : `${onThreadMs(task, model).toFixed(1)} ms on it`,
			),
			...requests(task, model, width, glyphs),
			...(task.place ? [labeled(task.endedAt === undefined ? 'where' : 'last at', formatPlace(task.place))] : []),
			...printedLines(task, model),
		].map(inRows),
	];
}

/** Where a lane runs if it is not on the loop's thread. */
const elsewhere = {thread: 'its own thread', process: 'its own process'} as const;

/** Returns how the same task ended in the ghost, and which run the ghost is. */
function previousFact(props: RunProps, width: number): readonly LabeledLines[] {
	const {model, previous, ghostId, glyphs} = props;
	const [place] = previous ? counterparts(model, previous, selectedIndex(props), 1) : [];
	const before = place === undefined ? undefined : previous && bars(previous, place, 1)[0];
	if (!previous || !before) {
		return [];
	}
	const {role, sign} = stateStyle(before.state, true, glyphs);
	const of = previous.description.strategy.title;
	const took = before.time === undefined ? '' : `  ${seconds(before.time)}`;
	const words = `  ${stripControls(of)}, ${seconds(previous.totals.makespan)}`;
	const label = ghostId === undefined ? 'before' : `run ${ghostId}`;
	return [
		[
			label,
			[
				truncate(
					[span(role, `${sign} ${stateWord(before)}`), span('text', took), span('muted', words)],
					width,
					glyphs.ellipsis,
				),
			],
		],
	];
}

/** A fact on one line of any length. */
type LabeledLine = readonly [label: string, content: Line];

function labeled(label: string, words: string, role: Role = 'text'): LabeledLine {
	return [label, [span(role, words)]];
}

function describeOrphan(model: Model): string {
	return isProgram(model) ? 'its caller has ended; nothing awaits it' : 'after the strategy settled';
}

/** Returns when the task was called, and when it started if that was noticeably later. */
function formatCalled({createdAt, startedAt}: Task, {startedAt: start = 0}: Model): string {
	const called = `at ${seconds(Math.max(0, createdAt - start))}`;
	if (startedAt === undefined) {
		return `${called}, not started`;
	}
	return startedAt - createdAt < 5 ? called : `${called}, started at ${seconds(Math.max(0, startedAt - start))}`;
}

function formatLatency({plan}: Task, {description}: Model): string {
	if (plan?.latency === undefined) {
		return 'not known in advance';
	}
	return `${seconds(plan.latency)} ${description.source === 'simulated' ? '(simulated)' : 'expected'}`;
}

function onThreadMs({spans}: Task, model: Model): number {
	const running = spans.filter(({state}) => state === 'running');
	return running.reduce((sum, {from, to}) => sum + (to ?? model.at) - from, 0);
}

/**
 * Returns each request with the time of each of its phases. Phases that do not fit on one row are wrapped, but only for
 * the last request.
 */
function requests(task: Task, model: Model, width: number, glyphs: Glyphs): readonly LabeledLine[] {
	return task.requests.flatMap((id, index) => {
		const request = model.requests.get(id);
		if (!request) {
			return [];
		}
		const started = Object.entries(request.since).toSorted(([, one], [, other]) => one - other);
		const phases = started.flatMap(([phase, since], step) => {
			const until = started[step + 1]?.[1] ?? task.endedAt ?? model.at;
			if (phase === 'received') return [];
			// A phase stays with its time.
			return phase === 'failed' ? [phase] : [`${phase}\u00A0${seconds(until - since)}`];
		});
		const url = request.url === undefined ? [] : [stripControls(request.url)];
		const status = request.status === undefined ? [] : [`status ${request.status}`];
		const inOne = phases.join(` ${glyphs.dot} `);
		const last = index === task.requests.length - 1;
		const rows = columns(inOne) <= width ? [inOne] : last ? [phases.join(', ')] : [];
		return [labeled('request', [...url, ...status].join('  ')), ...rows.map(row => labeled('', row, 'muted'))];
	});
}

function formatPlace({file, line, column, function: name}: NonNullable<Task['place']>): string {
	return `${stripControls(file)}:${line}:${column}${name === undefined ? '' : `  in ${stripControls(name)}`}`;
}

/** Returns the value of a task, or its error and the line of the program that it came from. */
function outcome(task: Task, model: Model): readonly LabeledLine[] {
	const {value, error} = task;
	const line = error && [...model.marked].find(({kind, has}) => kind === 'failed' && has(task));
	return [
		...(value === undefined ? [] : [labeled('value', stripControls(value), 'done')]),
		...(error === undefined ? [] : [labeled('error', stripControls(formatFailure(error)), 'fail')]),
		...(line ? [labeled('failed at', `${stripControls(line.file)}:${line.line}`)] : []),
	];
}

/** Returns the last lines that the task printed, and the last warnings of the runtime. */
function printedLines(task: Task, model: Model): readonly LabeledLine[] {
	const output = model.output.filter(({task: by}) => by === task.id).slice(-2);
	const warnings = model.warnings.filter(({task: of}) => of === task.id).slice(-2);
	return [
		...output.map(line => labeled(line.stream, stripControls(line.text.trim()))),
		...warnings.map(({message}) => labeled('warning', stripControls(message), 'run')),
	];
}

function whatIfKeys(hasEnded: boolean): Line {
	const keys = [
		['f', 'fail'],
		...(hasEnded ? [] : [['x', 'cancel'] as const]),
		['t', 'timeout'],
		['b', 'block'],
		['[ ]', 'latency'],
	] as const;
	const hints = keys.flatMap(([key, words]) => [
		span('text', '  '),
		span('accent', key, 'strong'),
		span('muted', ` ${words}`),
	]);
	return hints.slice(1);
}
