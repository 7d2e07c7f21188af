import {bars} from '../../model/bars.ts';
import {seconds} from '../../model/duration.ts';
import type {Model, Task} from '../../model/model.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, span} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import {look} from './bars.ts';
import {selectedIndex} from './tasks.ts';

/** The name of the selected task. */
export function detailsTitle(props: ScreenProps): string {
	return clean(props.model.planned[selectedIndex(props)]?.name ?? 'no task');
}

/** All that is known of the selected task, and the keys that change it. */
export function detailsRows(props: ScreenProps): readonly Line[] {
	const {model, glyphs} = props;
	const index = selectedIndex(props);
	const task = model.planned[index];
	const bar = bars(model, index, 1)[0];
	if (!task || !bar) {
		return [[span('muted', 'There is no task. Press a to add one.')]];
	}
	const {role, sign} = look(bar.state, model.phase === 'ended', glyphs);
	return [
		row('state', [
			span(role, `${sign} ${bar.state}`, 'strong'),
			...(bar.time === undefined ? [] : [span('text', `  ${seconds(bar.time)}`)]),
			...(task.orphan ? [span('muted', '  runs on after the strategy had its result')] : []),
		]),
		row('latency', [span('text', latency(task, model))]),
		row('queued', [span('text', seconds(Math.max(0, (task.startedAt ?? model.at) - (model.startedAt ?? 0))))]),
		row('on the thread', [span('text', `${held(task, model).toFixed(1)} ms`)]),
		...requests(task, model, glyphs),
		...(task.waitsFor && task.endedAt === undefined
			? [row('waits for', [span('text', waitsFor(task.waitsFor, model))])]
			: []),
		row('where', [span('text', task.place ? where(task.place) : glyphs.dash)]),
		...family(task, model),
		...outcome(task),
		...said(task, model),
		...(bar.whatIf.length > 0 ? [row('what if', [span('run', bar.whatIf.map(clean).join(', '))])] : []),
		blank,
		whatIfKeys(),
	];
}

function row(label: string, content: Line): Line {
	return [span('muted', label.padEnd(15)), ...content];
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
function requests(task: Task, model: Model, glyphs: Glyphs): readonly Line[] {
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
		return [
			row('request', [span('text', [...url, ...status].join('  '))]),
			row('', [span('muted', phases.join(` ${glyphs.dot} `))]),
		];
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

/** Who called it, and whom it has called. */
function family(task: Task, model: Model): readonly Line[] {
	const parent = task.parent === undefined ? undefined : model.tasks.get(task.parent);
	const children = [...model.tasks.values()].filter(other => other.parent === task.id);
	const named = children.map(child => `${clean(child.name)} (${child.state})`).join(', ');
	return [
		...(parent ? [row('called by', [span('text', clean(parent.name))])] : []),
		...(children.length > 0 ? [row('calls', [span('text', named)])] : []),
	];
}

function outcome({value, error}: Task): readonly Line[] {
	return [
		...(value === undefined ? [] : [row('value', [span('done', clean(value))])]),
		...(error === undefined ? [] : [row('error', [span('fail', `${clean(error.name)}: ${clean(error.message)}`)])]),
	];
}

/** The last of what it has written, and what the runtime has warned of. */
function said(task: Task, model: Model): readonly Line[] {
	const output = model.output.filter(({task: by}) => by === task.id).slice(-2);
	const warnings = model.warnings.filter(({task: of}) => of === task.id).slice(-2);
	return [
		...output.map(({stream, text}) => row(stream, [span('text', clean(text.trim()))])),
		...warnings.map(({message}) => row('warning', [span('run', clean(message))])),
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
	return keys.flatMap(([key, words]) => [span('accent', key, 'strong'), span('muted', ` ${words}  `)]);
}
