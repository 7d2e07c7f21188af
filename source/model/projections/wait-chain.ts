import {thousands} from '../../text/thousands.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {targetOf} from './wait-groups.ts';

/** One step on the way down to what everything waits for. Each link waits for the next. */
export type ChainLink = {
	/** Words of product.md; the same in both languages except for the names of their own constructs. */
	readonly words: string;
	/** The task or call of this link; absent if the link is not a task. */
	readonly task?: Task;
	/** `concurrent.js:3`, where the task is suspended. */
	readonly at?: string;
};

/** The most links that are followed in either direction. */
const maxLinks = 50;

/**
 * Returns the whole chain of waits of a task: from the outermost task or call that waits for it, through the task
 * itself, to what can wake them all. Empty if the task has ended or is unknown.
 */
export function waitChain(model: Model, id: string): readonly ChainLink[] {
	const task = model.tasks.get(id);
	if (!task || task.endedAt !== undefined) return [];
	const seen = new Set([task]);
	return [...waitersAbove(model, task, seen), linkOf(task), ...waitsBelow(model, task, seen)];
}

/** Returns the tasks that wait for a task, directly or indirectly, the outermost first. */
function waitersAbove(model: Model, task: Task, seen: Set<Task>): readonly ChainLink[] {
	const links: ChainLink[] = [];
	for (let inner = task; links.length < maxLinks; ) {
		const outer = waiterOf(model, inner);
		if (!outer || seen.has(outer)) break;
		seen.add(outer);
		links.unshift(linkOf(outer), ...joinOf(model, outer));
		inner = outer;
	}
	return links;
}

/** Returns what a task waits for, the innermost last. */
function waitsBelow(model: Model, task: Task, seen: Set<Task>): readonly ChainLink[] {
	const links: ChainLink[] = [];
	for (let outer = task; links.length < maxLinks; ) {
		const on = outer.waitsFor;
		links.push(...joinOf(model, outer));
		const inner = on && model.tasks.get(onlyOpen(model, on) ?? '');
		if (!inner) return [...links, ...endOf(model, outer)];
		if (seen.has(inner)) return [...links, {words: `${inner.name} again: a cycle`}];
		seen.add(inner);
		links.push(linkOf(inner));
		outer = inner;
	}
	return links;
}

function linkOf(task: Task): ChainLink {
	const {name, place} = task;
	return {words: name, task, ...(place && task.state === 'waiting' && {at: `${place.file}:${place.line}`})};
}

/** Returns a task that waits for this one: its caller if that does, or any other. */
function waiterOf(model: Model, {id, parent}: Task): Task | undefined {
	const waits = (other: Task | undefined) =>
		other?.waitsFor !== undefined && other.endedAt === undefined && membersOf(other.waitsFor).includes(id);
	const caller = model.tasks.get(parent ?? '');
	return waits(caller) ? caller : [...model.tasks.values()].find(waits);
}

type WaitsFor = NonNullable<Task['waitsFor']>;

function membersOf(on: WaitsFor): readonly string[] {
	if (on.kind === 'task') return [on.task];
	return on.kind === 'join' ? on.tasks : [];
}

/**
 * Returns the only task that a wait is still for. Undefined if there are several, or if it waits for something else.
 */
function onlyOpen(model: Model, on: WaitsFor): string | undefined {
	const open = membersOf(on).filter(id => model.tasks.get(id)?.endedAt === undefined);
	const all = on.kind === 'task' || (on.kind === 'join' && on.count === on.tasks.length);
	return all && open.length === 1 ? open[0] : undefined;
}

/** Formats a join: `Promise.all of 5, 3 open`. */
function joinOf(model: Model, {waitsFor: on}: Task): readonly ChainLink[] {
	if (on?.kind !== 'join') return [];
	const settled = on.tasks.filter(id => model.tasks.get(id)?.endedAt !== undefined).length;
	return [{words: `${constructOf(on.how, model)} of ${thousands(on.count)}, ${thousands(on.count - settled)} open`}];
}

/** Names a combinator as its language does. */
function constructOf(how: string, {description}: Model): string {
	return `${description.language === 'python' ? 'asyncio' : 'Promise'}.${how}`;
}

/** Returns the bottom of a chain that does not end in a task. */
function endOf(model: Model, {waitsFor: on, state, startedAt, kind}: Task): readonly ChainLink[] {
	if (model.end) return [{words: 'nothing: the run has ended'}];
	switch (on?.kind) {
		case undefined:
			return startedAt === undefined
				? [{words: 'its turn to start'}]
				: state === 'running'
					? [{words: 'on the thread'}]
					: [];
		case 'timer':
			return [{words: `timer ${Math.round(on.ms)} ms`}];
		case 'io':
			return [{words: on.request === undefined ? on.what : `request ${on.what}`}];
		case 'thread':
			return [{words: kind === 'thread' ? `runs ${inThread(on.what)}` : `thread ${on.what}`}];
		case 'lock':
			return [{words: on.lock === undefined ? `lock ${on.what}` : targetOf(model, on)}];
		case 'handler':
			return [{words: 'its response'}];
		case 'yield':
			return [{words: 'nothing: it yields to the loop'}];
		case 'opaque':
			return [{words: `${targetOf(model, on)}; what settles it is unknown`}];
		case 'task':
			return [{words: 'nothing: it resumes on its next turn'}];
		case 'join':
			return [];
	}
}

/** Formats where a lane of kind `thread` runs: `in a thread (asyncio_0)`. */
function inThread(what: string): string {
	if (what === 'process') return 'in a process';
	return what === 'thread' ? 'in a thread' : `in a thread (${what})`;
}

/** Returns the callers of a task, the outermost first, and its calls, in order of creation. */
export function relatedTasks(
	model: Model,
	id: string,
): {readonly callers: readonly Task[]; readonly called: readonly Task[]} {
	const callers: Task[] = [];
	for (let parent = model.tasks.get(id)?.parent; parent !== undefined && callers.length < maxLinks; ) {
		const caller = model.tasks.get(parent);
		if (!caller || caller.id === id || callers.includes(caller)) break;
		callers.unshift(caller);
		parent = caller.parent;
	}
	const called = [...model.tasks.values()].filter(({parent}) => parent === id);
	return {callers, called};
}
