import type {WaitsFor} from '../../trace/event.ts';
import type {LockEvent, Model} from '../model.ts';
import type {Task} from '../task.ts';
import type {OpenWait, OpenWaitLookup} from './open-waits.ts';
import {isShown, openWaitLookup, openWaits, shownWait} from './open-waits.ts';
import {tasksOf} from './tasks-of.ts';

type LockWait = Extract<NonNullable<OpenWait['on']>, {kind: 'lock'}>;

/** The tasks that only wait for each other at a moment, and so can never continue. */
export type WaitGraph = {
	/** All tasks that had not ended, by id. */
	readonly open: OpenWaitLookup;
	/**
	 * The tasks that can never continue, by id, each with the open tasks that it waits for, which are also in this map.
	 */
	readonly dead: ReadonlyMap<string, readonly string[]>;
};

/**
 * Finds the tasks that cannot continue. The live tasks are the smallest set that contains each task which waits for
 * something outside the graph or for a lock that a timer may still free, or for any live task: any holder of a lock, any
 * member of a join. This is stricter than looking for a cycle: a semaphore with one holder that can continue is not a
 * deadlock. Unknown tasks count as live.
 */
export function waitGraph(model: Model, at: number): WaitGraph {
	if (!isShown(model, at)) {
		const open = openWaits(model, at);
		return {open, dead: deadAmong(model, open, open.keys(), at).dead};
	}
	// Most runs have no such task, and in a run in progress few tasks show that.
	const open = openWaitLookup(model, at);
	const {dead, visited} = deadAmong(model, open, possiblyInCycles(model, open), at);
	if (dead.size > 0) addWaiters(model, open, dead, visited, at);
	return {open, dead};
}

/**
 * Adds the tasks that wait only for dead ones. From the youngest to the oldest, because what a task needs has been
 * visited, or is younger.
 */
function addWaiters(
	model: Model,
	open: OpenWaitLookup,
	dead: Map<string, readonly string[]>,
	visited: ReadonlySet<string>,
	at: number,
): void {
	const holders: HoldersCache = new Map();
	const tasks = tasksOf(model);
	// Very many tasks may wait for the same ones.
	let known: readonly string[] | undefined;
	for (let index = tasks.length - 1; index >= 0; index--) {
		const task = tasks[index] as Task;
		if (task.endedAt !== undefined || !task.waitsFor || visited.has(task.id)) continue;
		const others = neededBy(model, open, shownWait(task), at, holders);
		if (!others || (others !== known && !others.every(id => dead.has(id)))) continue;
		known = others;
		dead.set(task.id, others);
	}
}

/**
 * Returns open tasks of which each cycle has one: whatever a task waits for is younger, but for these and for those that
 * can release a lock.
 */
function possiblyInCycles({suspects, locks}: Model, open: OpenWaitLookup): ReadonlySet<string> {
	const ids = suspects.awaitedByYounger().map(({id}) => id);
	for (const {holders = [], givers = []} of locks.values()) {
		for (const {task} of holders) ids.push(task);
		ids.push(...givers);
	}
	return new Set(ids.filter(id => open.has(id)));
}

/**
 * Returns the dead tasks among these open ones and those that they need, each with the open tasks that it waits for.
 * `visited`: all these tasks.
 */
function deadAmong(
	model: Model,
	open: OpenWaitLookup,
	starts: Iterable<string>,
	at: number,
): {readonly dead: Map<string, readonly string[]>; readonly visited: ReadonlySet<string>} {
	const needs = new Map<string, readonly string[]>();
	const waiters = new Map<string, string[]>();
	const live: string[] = [];
	const found = new Set(starts);
	// A set visits what is added to it meanwhile.
	for (const id of found) {
		const wait = open.get(id);
		const others = wait && neededBy(model, open, wait, at);
		if (!others) {
			live.push(id);
			continue;
		}
		needs.set(id, others);
		for (const other of others) {
			found.add(other);
			const known = waiters.get(other);
			if (known) known.push(id);
			else waiters.set(other, [id]);
		}
	}
	for (let next = live.pop(); next !== undefined; next = live.pop()) {
		for (const waiter of waiters.get(next) ?? []) {
			if (needs.delete(waiter)) live.push(waiter);
		}
	}
	return {dead: needs, visited: found};
}

/** The tasks that could release a lock, by lock, for the last method and line. Very many may wait there. */
type HoldersCache = Map<
	LockEvent,
	{readonly method: string | undefined; readonly line: number | undefined; readonly ids: readonly string[] | undefined}
>;

/**
 * Returns the open tasks of which at least one has to continue first. Undefined if anything else could let the task
 * continue.
 */
function neededBy(
	model: Model,
	open: OpenWaitLookup,
	{on, since, place}: OpenWait,
	at: number,
	known: HoldersCache = new Map(),
): readonly string[] | undefined {
	switch (on?.kind) {
		case 'task':
			return open.has(on.task) ? [on.task] : undefined;
		case 'join': {
			// Members that are not tasks, and calls that were only counted, are unknown.
			if (on.count > on.tasks.length || !on.tasks.every(id => model.tasks.has(id))) return undefined;
			const members = on.tasks.filter(id => open.has(id));
			return members.length > 0 ? members : undefined;
		}
		case 'lock': {
			const lock = model.locks.get(on.lock ?? '');
			if (!lock || lock.at < since || (lock.limitedUntil ?? 0) > at) return undefined;
			const before = known.get(lock);
			if (before && before.method === on.method && before.line === place?.line) return before.ids;
			const ids = holdersOf(open, lock, on, place?.line, reportedUntil(model, lock));
			known.set(lock, {method: on.method, line: place?.line, ids});
			return ids;
		}
		default:
			return undefined;
	}
}

/** Returns the tasks that could release a lock. Undefined if that is not certain. */
function holdersOf(
	open: OpenWaitLookup,
	{holders = [], held = 0, givers: putters}: LockEvent,
	{lock, method}: LockWait,
	line: number | undefined,
	until: number,
): readonly string[] | undefined {
	if (holders.length === 0 || (held > holders.length && holders.length >= maxReported)) return undefined;
	// A holder that has ended may have passed the lock on; one that has continued since may have released it.
	const isKnown = holders.every(({task}) => (open.get(task)?.since ?? Number.POSITIVE_INFINITY) <= until);
	if (!isKnown) return undefined;
	const ids = holders.map(({task}) => task);
	if (method === 'acquire') return ids;
	if (method !== 'get' || !putters) return undefined;
	// A worker that takes items at one line again and again gives nothing back.
	const isWorker = holders.some(({task, place}) => {
		const own = open.get(task)?.on;
		return place?.line === line && own?.kind === 'lock' && own.lock === lock;
	});
	return isWorker ? undefined : [...new Set([...ids, ...putters.filter(id => open.has(id))])];
}

/** Returns until when the state of a lock is known: changes are reported at beats, right after the event of the beat. */
function reportedUntil({thread: {beats}}: Model, {at}: LockEvent): number {
	return Math.max(at, beats.at(-2) ?? at);
}

/** The most holders that an event lists. */
const maxReported = 8;

/**
 * Returns tasks that wait for each other in a cycle, each for the next one, and that no timer can cancel. Undefined if
 * there are none.
 */
export function cycleIn({open, dead}: WaitGraph, model: Model): readonly string[] | undefined {
	if (dead.size === 0) return undefined;
	const visited = new Set<string>();
	// In order of creation, so that of several cycles the same one is found, however the graph was searched.
	for (const start of tasksOf(model)) {
		if (!dead.has(start.id)) continue;
		const path: string[] = [];
		let next: string | undefined = start.id;
		while (next !== undefined && !visited.has(next)) {
			visited.add(next);
			path.push(next);
			next = dead.get(next)?.[0];
		}
		// Where the path joins an earlier one, it closes no cycle.
		const cycle = next === undefined || !path.includes(next) ? [] : path.slice(path.indexOf(next));
		const waits = cycle.flatMap(id => open.get(id)?.on ?? []);
		if (waits.length > 0 && !mayBeCancelled(model, waits)) return cycle;
	}
	return undefined;
}

/**
 * Waits of Python that can be cancelled although their members cannot. Where a task or a gather is awaited, cancelling
 * continues with what is awaited, and so around the cycle: Python raises a RecursionError.
 */
const cancellable: ReadonlySet<string> = new Set(['wait', 'as_completed', 'TaskGroup', 'shield']);

/** Returns whether a timer may cancel one of these waits. Locks are not asked here: their reports name such timers. */
function mayBeCancelled({wakers}: Model, waits: readonly WaitsFor[]): boolean {
	if (wakers?.complete && wakers.timers === 0) return false;
	return waits.every(({kind}) => kind !== 'lock') && waits.some(on => on.kind === 'join' && cancellable.has(on.how));
}
