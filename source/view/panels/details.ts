import {counterparts} from '../../model/analysis/comparison.ts';
import {seconds} from '../../model/format-duration.ts';
import type {Model, Task} from '../../model/model.ts';
import {offLoop} from '../../model/narration/wording.ts';
import type {Bar} from '../../model/projections/bars.ts';
import {bars} from '../../model/projections/bars.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fit, span, truncate, wrap} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {look, stateWord} from './bars.ts';
import {languageNames} from './header.ts';
import {selectedIndex} from './task-table.ts';
import {chainRows, familyRows} from './wait-chain.ts';

/** The name of the selected task. */
export function detailsTitle(props: ScreenProps): string {
	return clean(props.model.lanes[selectedIndex(props)]?.name ?? 'no task');
}

/**
 * All that is known of the selected task, in each language that runs, and the keys that change it: in at most so many
 * rows, the keys always last.
 */
export function detailsRows(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {model, beside, size, glyphs} = props;
	if (model.lanes.length === 0) {
		const words = program(model) ? 'No calls yet.' : 'No tasks. Press a to add one.';
		return [[span('muted', words)]];
	}
	// What a program does is its own: nothing of it is changed by a key.
	const keys = program(model) ? [] : [blank, whatIfKeys()];
	if (!beside || !fitsPair(size)) {
		return [...factRows(props, 15, available).slice(0, rows - keys.length), ...keys];
	}
	const half = Math.floor((available - 3) / 2);
	const {previousBeside, ghostBeside} = props;
	const [left = [], right = []] = [props, {...props, model: beside, previous: previousBeside, ghost: ghostBeside}].map(
		each => [
			[span('accent', clean(each.model.runtime ?? languageNames[each.model.description.language]), 'strong')],
			...factRows(each, 11, half),
		],
	);
	const lines = Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fit(left[index] ?? blank, half, glyphs.ellipsis),
		span('text', '   '),
		...(right[index] ?? blank),
	]);
	return [...lines.slice(0, rows - keys.length), ...keys];
}

const program = ({description}: Model): boolean => description.form === 'program';

/** One thing that is known of a task. */
type Fact = readonly [label: string, content: readonly Line[]];

/** Of one fact: a long value or error is cut. */
const mostRows = 3;

function factRows(props: ScreenProps, labelColumns: number, available: number): readonly Line[] {
	const index = selectedIndex(props);
	const task = props.model.lanes[index];
	const bar = bars(props.model, index, 1)[0];
	if (!task || !bar) {
		return [];
	}
	return facts(task, bar, props, available - labelColumns).flatMap(([label, content]) =>
		content.map((line, row) => [span('muted', (row === 0 ? label : '').padEnd(labelColumns)), ...line]),
	);
}

function facts(task: Task, bar: Bar, props: ScreenProps, available: number): readonly Fact[] {
	const {model, glyphs} = props;
	const {role, sign} = look(bar.state, model.phase === 'ended', glyphs);
	const state = [
		span(role, `${sign} ${stateWord(bar)}`, 'strong'),
		...(bar.time === undefined ? [] : [span('text', `  ${seconds(bar.time)}`)]),
		...(task.orphan ? [span('muted', `  ${orphaned(model)}`)] : []),
	];
	const inRows = ([label, content]: Said): Fact => [label, wrap(content, available).slice(0, mostRows)];
	return [
		inRows(['state', state]),
		...outcome(task).map(inRows),
		...(bar.whatIf.length > 0 ? [inRows(text('what if', bar.whatIf.map(clean).join(', '), 'run'))] : []),
		...inGhost(props, available),
		['waits for', chainRows(model, task, available, glyphs)],
		['calls', familyRows(model, task, available, glyphs)],
		...[
			...(program(model)
				? [...(task.definedAt ? [text('defined', where(task.definedAt))] : []), text('called', calledAt(task, model))]
				: [
						text('latency', latency(task, model)),
						text('queued', seconds(Math.max(0, (task.startedAt ?? model.at) - (model.startedAt ?? 0)))),
					]),
			text('thread', task.kind === 'thread' ? elsewhere[offLoop(task)] : `${held(task, model).toFixed(1)} ms on it`),
			...requests(task, model, available, glyphs),
			...(task.place ? [text(task.endedAt === undefined ? 'where' : 'last at', where(task.place))] : []),
			...said(task, model),
		].map(inRows),
	];
}

/** Where a lane runs that is not on the thread of the loop. */
const elsewhere = {thread: 'its own thread', process: 'its own process'} as const;

/** What became of the same task in the run that lies behind this one, and which run that is. */
function inGhost(props: ScreenProps, available: number): readonly Fact[] {
	const {model, previous, ghost, glyphs} = props;
	const [place] = previous ? counterparts(model, previous, selectedIndex(props), 1) : [];
	const before = place === undefined ? undefined : previous && bars(previous, place, 1)[0];
	if (!previous || !before) {
		return [];
	}
	const {role, sign} = look(before.state, true, glyphs);
	const of = previous.description.strategy.title;
	const took = before.time === undefined ? '' : `  ${seconds(before.time)}`;
	const words = `  ${clean(of)}, ${seconds(previous.totals.makespan)}`;
	const label = ghost === undefined ? 'before' : `run ${ghost}`;
	return [
		[
			label,
			[
				truncate(
					[span(role, `${sign} ${stateWord(before)}`), span('text', took), span('ghost', words)],
					available,
					glyphs.ellipsis,
				),
			],
		],
	];
}

/** A fact in one line, however long. */
type Said = readonly [label: string, content: Line];

function text(label: string, words: string, role: Role = 'text'): Said {
	return [label, [span(role, words)]];
}

function orphaned(model: Model): string {
	return program(model) ? 'its caller has ended; nothing awaits it' : 'after the strategy settled';
}

/** When it was called, and when it began, if that was noticeably later. */
function calledAt({createdAt, startedAt}: Task, {startedAt: start = 0}: Model): string {
	const called = `at ${seconds(Math.max(0, createdAt - start))}`;
	if (startedAt === undefined) {
		return `${called}, not started`;
	}
	return startedAt - createdAt < 5 ? called : `${called}, started at ${seconds(Math.max(0, startedAt - start))}`;
}

function latency({plan}: Task, {description}: Model): string {
	if (plan?.latency === undefined) {
		return 'not known in advance';
	}
	return `${seconds(plan.latency)} ${description.source === 'simulated' ? '(simulated)' : 'expected'}`;
}

function held({spans}: Task, model: Model): number {
	const running = spans.filter(({state}) => state === 'running');
	return running.reduce((sum, {from, to}) => sum + (to ?? model.at) - from, 0);
}

/** Each request with the time that each of its phases took: in one row, or where there is no room for that, those of the last. */
function requests(task: Task, model: Model, available: number, glyphs: Glyphs): readonly Said[] {
	return task.requests.flatMap((id, index) => {
		const request = model.requests.get(id);
		if (!request) {
			return [];
		}
		const begun = Object.entries(request.since).toSorted(([, one], [, other]) => one - other);
		const phases = begun.map(([phase, since], step) => {
			const until = begun[step + 1]?.[1] ?? task.endedAt ?? model.at;
			return phase === 'received' || phase === 'failed' ? phase : `${phase} ${seconds(until - since)}`;
		});
		const url = request.url === undefined ? [] : [clean(request.url)];
		const status = request.status === undefined ? [] : [`status ${request.status}`];
		const inOne = phases.join(` ${glyphs.dot} `);
		const last = index === task.requests.length - 1;
		const rows = columns(inOne) <= available ? [inOne] : last ? phases : [];
		return [text('request', [...url, ...status].join('  ')), ...rows.map(row => text('', row, 'muted'))];
	});
}

function where({file, line, column, function: name}: NonNullable<Task['place']>): string {
	return `${clean(file)}:${line}:${column}${name === undefined ? '' : `  in ${clean(name)}`}`;
}

function outcome({value, error}: Task): readonly Said[] {
	return [
		...(value === undefined ? [] : [text('value', clean(value), 'done')]),
		...(error === undefined ? [] : [text('error', `${clean(error.name)}: ${clean(error.message)}`, 'fail')]),
	];
}

/** The last of what it has written, and what the runtime has warned of. */
function said(task: Task, model: Model): readonly Said[] {
	const output = model.output.filter(({task: by}) => by === task.id).slice(-2);
	const warnings = model.warnings.filter(({task: of}) => of === task.id).slice(-2);
	return [
		...output.map(line => text(line.stream, clean(line.text.trim()))),
		...warnings.map(({message}) => text('warning', clean(message), 'run')),
	];
}

function whatIfKeys(): Line {
	const keys = [
		['f', 'fail'],
		['x', 'cancel'],
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
