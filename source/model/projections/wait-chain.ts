import type {Model} from '../model.ts';
import type {Task} from '../task.ts';
import {targetOf} from './wait-groups.ts';

/** One step on the way down to what everything waits for: it waits for the next one. */
export type ChainLink = {
	/** Words of product.md; the same for every language but for the names of its own constructs. */
	readonly words: string;
	/** The task or call that it is; absent for what a task waits for that is none. */
	readonly task?: Task;
	/** `concurrent.js:3`, where the task is suspended. */
	readonly at?: string;
};

/** A chain is followed no further in either direction. */
const maxLinks = 50;

/**
 * What a task that has not ended waits for, all the way down: from the outermost task or call that waits for it, over
 * itself, to what can wake them all. Empty for a task that has ended or that nobody knows.
 */
export function waitChain(model: Model, id: string): readonly ChainLink[] {
	const task = model.tasks.get(id);
	if (!task || task.endedAt !== undefined) return [];
	const seen = new Set([task]);
	return [...waitersAbove(model, task, seen), linkOf(task), ...waitsBelow(model, task, seen)];
}

/** Those that wait for a task, through however many others, the outermost first. */
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

/** What a task waits for, the innermost last. */
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

/** Who waits for a task: the one that called it, if it does, else any other. */
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

/** The one task that is waited for still, if it is one. */
function onlyOpen(model: Model, on: WaitsFor): string | undefined {
	const open = membersOf(on).filter(id => model.tasks.get(id)?.endedAt === undefined);
	const all = on.kind === 'task' || (on.kind === 'join' && on.count === on.tasks.length);
	return all && open.length === 1 ? open[0] : undefined;
}

/** `Promise.all of 5, 3 open`. */
function joinOf(model: Model, {waitsFor: on}: Task): readonly ChainLink[] {
	if (on?.kind !== 'join') return [];
	const settled = on.tasks.filter(id => model.tasks.get(id)?.endedAt !== undefined).length;
	return [{words: `${constructOf(on.how, model)} of ${on.count}, ${on.count - settled} open`}];
}

/** The combinator as its language calls it. */
function constructOf(how: string, {description}: Model): string {
	return `${description.language === 'python' ? 'asyncio' : 'Promise'}.${how}`;
}

/** What is at the bottom, where it is no task. */
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

/** Where a lane of kind `thread` runs: `in a thread (asyncio_0)`. */
function inThread(what: string): string {
	if (what === 'process') return 'in a process';
	return what === 'thread' ? 'in a thread' : `in a thread (${what})`;
}

/** Who called a task, the outermost first, and whom it has called, in the order of the calls. */
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
