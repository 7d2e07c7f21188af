import type {Bar} from '../../model/bars.ts';
import {bars} from '../../model/bars.ts';
import {seconds} from '../../model/duration.ts';
import type {Model, Task} from '../../model/model.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, wrap} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {look} from './bars.ts';
import {selectedIndex} from './tasks.ts';

/** The name of the selected task. */
export function detailsTitle(props: ScreenProps): string {
	return clean(props.model.planned[selectedIndex(props)]?.name ?? 'no task');
}

/** All that is known of the selected task, and the keys that change it: in at most so many rows, the keys always last. */
export function detailsRows(props: ScreenProps, available: number, rows: number): readonly Line[] {
	const {model} = props;
	const index = selectedIndex(props);
	const task = model.planned[index];
	const bar = bars(model, index, 1)[0];
	if (!task || !bar) {
		return [[span('muted', 'There is no task. Press a to add one.')]];
	}
	const lines = facts(task, bar, props).flatMap(([label, content]) =>
		wrap(content, available - labelColumns)
			.slice(0, mostRows)
			.map((part, row) => [span('muted', (row === 0 ? label : '').padEnd(labelColumns)), ...part]),
	);
	return [...lines.slice(0, rows - 2), blank, whatIfKeys()];
}

/** One thing that is known of a task. */
type Fact = readonly [label: string, content: Line];

const labelColumns = 15;
/** Of one fact: a long value or error is cut. */
const mostRows = 3;

function facts(task: Task, bar: Bar, {model, glyphs}: ScreenProps): readonly Fact[] {
	const {role, sign} = look(bar.state, model.phase === 'ended', glyphs);
	return [
		[
			'state',
			[
				span(role, `${sign} ${bar.state}`, 'strong'),
				...(bar.time === undefined ? [] : [span('text', `  ${seconds(bar.time)}`)]),
				...(task.orphan ? [span('muted', '  runs on after the strategy had its result')] : []),
			],
		],
		...outcome(task),
		...(bar.whatIf.length > 0 ? [text('what if', bar.whatIf.map(clean).join(', '), 'run')] : []),
		text('latency', latency(task, model)),
		text('queued', seconds(Math.max(0, (task.startedAt ?? model.at) - (model.startedAt ?? 0)))),
		text('on the thread', `${held(task, model).toFixed(1)} ms`),
		...requests(task, model, glyphs),
		...(task.waitsFor && task.endedAt === undefined ? [text('waits for', waitsFor(task.waitsFor, model))] : []),
		...(task.place ? [text('where', where(task.place))] : []),
		...family(task, model),
		...said(task, model),
	];
}

function text(label: string, words: string, role: Role = 'text'): Fact {
	return [label, [span(role, words)]];
}

function latency({plan}: Task, {description}: Model): string {
	if (plan?.latency === undefined) {
		return 'nobody knows beforehand';
	}
	return `${seconds(plan.latency)} ${description.source === 'simulated' ? 'chosen (simulated)' : 'expected'}`;
}

function held({spans}: Task, model: Model): number {
	const running = spans.filter(({state}) => state === 'running');
	return running.reduce((sum, {from, to}) => sum + (to ?? model.at) - from, 0);
}

/** Each request with the time that each of its phases took. */
function requests(task: Task, model: Model, glyphs: Glyphs): readonly Fact[] {
	return task.requests.flatMap(id => {
		const request = model.requests.get(id);
		if (!request) {
			return [];
		}
		const begun = Object.entries(request.since).toSorted(([, one], [, other]) => one - other);
		const phases = begun.map(([phase, since], index) => {
			const until = begun[index + 1]?.[1] ?? task.endedAt ?? model.at;
			return phase === 'received' || phase === 'failed' ? phase : `${phase} ${seconds(until - since)}`;
		});
		const url = request.url === undefined ? [] : [clean(request.url)];
		const status = request.status === undefined ? [] : [`status ${request.status}`];
		return [text('request', [...url, ...status].join('  ')), text('', phases.join(` ${glyphs.dot} `), 'muted')];
	});
}

function waitsFor(on: NonNullable<Task['waitsFor']>, model: Model): string {
	const names = (tasks: readonly string[]) => tasks.map(id => clean(model.tasks.get(id)?.name ?? id)).join(', ');
	switch (on.kind) {
		case 'timer':
			return `a timer of ${seconds(on.ms)}`;
		case 'task':
			return names([on.task]);
		case 'join':
			return `${clean(on.how)} of ${on.tasks.length > 0 ? names(on.tasks) : on.count}`;
		case 'io':
		case 'thread':
		case 'lock':
			return clean(on.what);
		case 'yield':
			return 'nothing: it lets others in';
		case 'opaque':
			return 'something that the runtime cannot name';
	}
}

function where({file, line, column, function: name}: NonNullable<Task['place']>): string {
	return `${clean(file)}:${line}:${column}${name === undefined ? '' : `  in ${clean(name)}`}`;
}

/** Who called it, and who that one; and whom it has called. */
function family(task: Task, model: Model): readonly Fact[] {
	const callers: string[] = [];
	let caller = task.parent === undefined ? undefined : model.tasks.get(task.parent);
	while (caller && callers.length < 6) {
		callers.push(clean(caller.name));
		caller = caller.parent === undefined ? undefined : model.tasks.get(caller.parent);
	}
	const called = [...model.tasks.values()].filter(other => other.parent === task.id);
	const named = called.map(child => `${clean(child.name)} (${child.state})`).join(', ');
	return [
		...(callers.length > 0 ? [text('called by', callers.join(', by '))] : []),
		...(called.length > 0 ? [text('calls', named)] : []),
	];
}

function outcome({value, error}: Task): readonly Fact[] {
	return [
		...(value === undefined ? [] : [text('value', clean(value), 'done')]),
		...(error === undefined ? [] : [text('error', `${clean(error.name)}: ${clean(error.message)}`, 'fail')]),
	];
}

/** The last of what it has written, and what the runtime has warned of. */
function said(task: Task, model: Model): readonly Fact[] {
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
		['t', 'time-out'],
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
