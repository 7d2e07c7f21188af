import {thousands} from '../../../text/thousands.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {WaitGraph} from '../wait-graph.ts';
import {cycleIn, waitGraph} from '../wait-graph.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {listed, numberedName} from './names.ts';
import type {NameOfPlace} from './places.ts';
import {placesInSentence} from './places.ts';

/** The most tasks of a cycle that the sentence names. */
const maxNamed = 4;

/** Finds tasks that wait only for each other, so that none can continue. */
export const deadlock: Rule = model => {
	const graph = waitGraph(model, undisturbedUntil(model));
	const cycle = fromHolder(graph, cycleIn(graph, model) ?? []);
	const waits = cycle.flatMap(id => graph.open.get(id) ?? []);
	const [first] = waits;
	if (!first) return [];
	const last = waits.reduce((one, other) => (other.since > one.since ? other : one));
	const nameOf = placesInSentence();
	const parts = waits.slice(0, maxNamed).map((_, index) => describe(model, graph, cycle, index, nameOf));
	const more = waits.length > maxNamed ? `; ${thousands(waits.length - maxNamed)} more wait in this cycle` : '';
	const others = tasksOf(model).filter(({id}) => graph.dead.has(id) && !cycle.includes(id));
	return [
		found({
			rule: 'deadlock',
			severity: 'error',
			proof: 'proved',
			at: last.since,
			...(first.place && {place: first.place}),
			tasks: [...waits.map(({task}) => task), ...others],
			text: `${parts.join('; ')}${more}.`,
		}),
	];
};

/** Rotates a cycle so that it starts with a task that holds what the task before it waits for. */
function fromHolder({open}: WaitGraph, cycle: readonly string[]): readonly string[] {
	const waiting = cycle.findIndex(id => open.get(id)?.on?.kind === 'lock');
	return waiting < 0 ? cycle : [...cycle.slice(waiting + 1), ...cycle.slice(0, waiting + 1)];
}

/** Formats what one task of the cycle holds, and what it waits for. */
function describe(
	model: Model,
	{open}: WaitGraph,
	cycle: readonly string[],
	index: number,
	nameOf: NameOfPlace,
): string {
	const wait = open.get(cycle[index] ?? '');
	const wantedBy = open.get(cycle.at(index - 1) ?? '');
	if (!wait || !wantedBy) return '';
	const name = numberedName(model, wait.task);
	const next = open.get(cycle[(index + 1) % cycle.length] ?? '')?.task;
	const wanted = wantedBy.on?.kind === 'lock' ? wantedBy.on.lock : undefined;
	const holding = describeHeld(model, wait.task, wanted, nameOf);
	const target = waitTarget(model, wait.on, next);
	const at = wait.place ? ` at ${nameOf(wait.place)}` : '';
	if (!holding) return `${name} waits for ${target}${at}`;
	return holding.alone
		? `${name} ${holding.text} and waits for ${target}${at}`
		: `${holding.text}, and ${name} waits for ${target}${at}`;
}

/** Formats what a task holds of a lock that another one waits for. Undefined if it holds nothing of it. */
function describeHeld(
	model: Model,
	task: Task,
	id: string | undefined,
	nameOf: NameOfPlace,
): {readonly alone: boolean; readonly text: string} | undefined {
	const lock = model.locks.get(id ?? '');
	const holder = lock?.holders?.find(each => each.task === task.id);
	if (!lock || !holder) return undefined;
	const what = `${lock.what} ${lock.lock}${holder.place ? ` (${nameOf(holder.place)})` : ''}`;
	const others = (lock.holders ?? []).flatMap(each => model.tasks.get(each.task) ?? []);
	if (others.length <= 1) return {alone: true, text: `holds ${what}`};
	return {alone: false, text: `${listed(others.map(each => numberedName(model, each)))} hold ${what}`};
}

function waitTarget(model: Model, on: Task['waitsFor'], next: Task | undefined): string {
	if (on?.kind === 'lock') return `${on.what} ${on.lock ?? ''}`.trim();
	return next ? numberedName(model, next) : 'another task';
}
