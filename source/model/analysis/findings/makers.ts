import type {Place, WaitsFor} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import type {OpenWait, OpenWaitLookup} from '../open-waits.ts';
import {openWaitLookup, openWaitsFor} from '../open-waits.ts';

/** The least time that a call has to wait, in ms. */
const minWaitMs = 1000;

/** The most calls of a chain in which each waits for the next. */
const maxChainLength = 50;

/** What a JavaScript call waits for, at the end of a chain of calls that wait for each other. */
export type MakerWait = {
	/** The function that made the promise. It represents a pool or a lock. See `nameOfMaker`. */
	readonly maker: string;
	readonly since: number;
	/** The line at which the program waits for what the function returns, and the call that waits there. */
	readonly place: Place | undefined;
	readonly waiter: Task;
	readonly lane: Task;
	/** Whether the chain has another function between the first and the last. */
	readonly isNested: boolean;
};

/** Returns the calls that have waited for 1 s or more for a promise whose maker is known. */
export function makerWaits(model: Model, at: number): ReadonlyMap<Task, MakerWait> {
	const waits = new Map<Task, MakerWait>();
	const open = openWaitLookup(model, at);
	for (const wait of openWaitsFor(model, at, mayEndInPromise)) {
		const innermost = innermostOf(model, open, wait, at);
		if (innermost) waits.set(wait.task, innermost);
	}
	return waits;
}

/**
 * Returns the functions of whose promises one was awaited by one of these tasks before, and which no such wait rules
 * out. Few are left in a run that is not stuck, and to find that out costs little.
 */
export function makersPassed(
	model: Model,
	tasks: Iterable<Task>,
	at: number,
	rulesOut: (maker: string, task: Task, place: Place | undefined, on: MakerWait | undefined) => boolean,
): ReadonlySet<string> {
	const open = openWaitLookup(model, at);
	const passed = new Set<string>();
	const ruledOut = new Set<string>();
	for (const task of tasks) {
		let on: MakerWait | undefined;
		let isKnown = false;
		// The last span of an open task lasts.
		const count = task.spans.length - (task.endedAt === undefined ? 1 : 0);
		for (let index = 0; index < count; index++) {
			const {waitsFor, to, place} = task.spans.at(index) ?? {};
			const maker = waitsFor && to !== undefined && to < at ? makerOf(model, waitsFor) : undefined;
			if (maker === undefined || ruledOut.has(maker)) continue;
			if (!isKnown) {
				const wait = open.get(task.id);
				on = wait && innermostOf(model, open, wait, at);
				isKnown = true;
			}
			if (rulesOut(maker, task, place, on)) {
				ruledOut.add(maker);
				passed.delete(maker);
			} else {
				passed.add(maker);
			}
		}
	}
	return passed;
}

const mayEndInPromise = (on: WaitsFor): boolean =>
	on.kind === 'opaque' ? on.madeAt !== undefined : on.kind === 'task' || on.kind === 'join';

/** Returns the function that made the promise a wait is for, of a library or of the program. Undefined if unknown. */
function makerOf({tasks}: Model, on: WaitsFor): string | undefined {
	if (on.kind === 'task') return functionAt(tasks.get(on.task)?.definedAt);
	return on.kind === 'opaque' || on.kind === 'yield' ? makerAt(on) : undefined;
}

/** Returns the function that made a promise, of a library or of the program. Undefined if unknown. */
export function makerAt({
	madeAt,
	madeBy,
}: Pick<Extract<WaitsFor, {kind: 'opaque'}>, 'madeAt' | 'madeBy'>): string | undefined {
	return madeBy === undefined || !madeAt ? functionAt(madeAt) : `${madeBy} of a library`;
}

/** Cached by place, because events share their places. */
const functions = new WeakMap<Place, string>();

/**
 * Names a function and its file: `acquire pool.mjs`. Undefined at the top level, and for names that V8 makes up, such
 * as `<static_initializer>`.
 */
export function functionAt(place: Place | undefined): string | undefined {
	if (place?.function === undefined || place.function.startsWith('<')) return undefined;
	let known = functions.get(place);
	if (known === undefined) {
		known = `${place.function} ${place.file}`;
		functions.set(place, known);
	}
	return known;
}

function innermostOf(model: Model, open: OpenWaitLookup, wait: OpenWait, now: number): MakerWait | undefined {
	const chain = chainOf(open, wait);
	const last = chain?.at(-1);
	const maker = last?.on && (isEventIn(chain, last.on) ? functionAt(last.task.definedAt) : makerOf(model, last.on));
	if (!chain || !last || maker === undefined || now - last.since < minWaitMs) return undefined;
	const functions = chain.map(({task}) => functionAt(task.definedAt));
	// An async function that makes the promise also waits for it itself. Then its caller is the one that waits.
	const own = functions.indexOf(maker);
	const at = own > 0 ? own - 1 : chain.length - 1;
	const {task: waiter, place} = chain[at] ?? last;
	const isNested = functions.slice(1, at).some(each => each !== functions[0]);
	return {maker, since: last.since, place, waiter, lane: last.task, isNested};
}

/** Returns whether an async function waits for an event: its caller gets what the function then returns. */
const isEventIn = (chain: readonly OpenWait[] | undefined, on: WaitsFor): boolean =>
	chain !== undefined && chain.length > 1 && on.kind === 'opaque' && on.madeBy === 'once';

/**
 * Follows what a call waits for, from call to call, to one that waits for a promise. Undefined if there is none, if the
 * calls wait for each other, or if they are too many.
 */
function chainOf(open: OpenWaitLookup, wait: OpenWait): readonly OpenWait[] | undefined {
	const chain = [wait];
	for (let last = wait; chain.length <= maxChainLength; ) {
		if (last.on?.kind === 'opaque') return chain;
		const next = awaitedBy(open, last);
		if (!next || next === wait) return undefined;
		chain.push(next);
		last = next;
	}
	return undefined;
}

/** Returns the open call that a call waits for. Of a join, the first one that it needs. */
function awaitedBy(open: OpenWaitLookup, {on}: OpenWait): OpenWait | undefined {
	if (on?.kind === 'task') return open.get(on.task);
	if (on?.kind !== 'join') return undefined;
	const [first, ...others] = on.tasks.flatMap(id => open.get(id) ?? []);
	return others.length === 0 || needsAll.has(on.how) ? first : undefined;
}

/** Joins that wait for all their members. */
const needsAll: ReadonlySet<string> = new Set(['all', 'allSettled']);

export type PastWait = {
	readonly task: Task;
	readonly place: Place | undefined;
	/** When the wait ended, in ms. */
	readonly to: number;
	/**
	 * The call that settled it; null if it was not a call; undefined if it was already settled, or by the task itself
	 * or what it called.
	 */
	readonly by: string | null | undefined;
};

/** Returns the ended waits of these tasks for promises of these functions, by function. */
export function pastWaits(
	model: Model,
	makers: ReadonlySet<string>,
	tasks: Iterable<Task>,
	at: number,
): ReadonlyMap<string, readonly PastWait[]> {
	const past = new Map<string, PastWait[]>();
	if (makers.size === 0) return past;
	for (const task of tasks) {
		for (let index = 0; index < task.spans.length; index++) {
			const span = task.spans.at(index);
			const {waitsFor: on, to, place} = span ?? {};
			const maker = on && to !== undefined && to < at ? makerOf(model, on) : undefined;
			if (!span || maker === undefined || !makers.has(maker)) continue;
			const waits = past.get(maker) ?? [];
			past.set(maker, waits);
			waits.push({task, place, to: to ?? at, by: settlerOf(model, task, span)});
		}
	}
	return past;
}

function settlerOf({tasks}: Pick<Model, 'tasks'>, task: Task, span: Span): PastWait['by'] {
	const waiter = span.waitsFor?.kind === 'task' ? tasks.get(span.waitsFor.task) : task;
	const settled = waiter === task ? span : waiter?.spans.find(isForPromise);
	if (!waiter || !settled || settled.waitsFor?.kind === 'yield' || settled.isSettledByItself) return undefined;
	// A call below it, such as one that creates a connection for it.
	if (settled.by !== undefined && callersOf({tasks}, settled.by).includes(waiter.id)) return undefined;
	return settled.by ?? null;
}

/** The most callers of a call that are followed upwards. */
const maxCallers = 50;

/** Returns the ids of a call and its callers, the innermost first. */
export function callersOf({tasks}: Pick<Model, 'tasks'>, id: string): readonly string[] {
	const ids: string[] = [];
	for (let each: string | undefined = id; each !== undefined && ids.length < maxCallers; each = tasks.get(each)?.parent)
		ids.push(each);
	return ids;
}

const isForPromise = ({waitsFor}: Span): boolean => waitsFor?.kind === 'opaque';

/** Returns the name of the function that makes what a call waits for: `acquire`. */
export const nameOfMaker = (maker: string): string => maker.slice(0, maker.indexOf(' '));
