import {plural} from '../../../text/plural.ts';
import type {Place, WaitsFor} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {OpenWait, OpenWaitLookup} from '../open-waits.ts';
import {openTasks, openWaitLookup, openWaitsFor, undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import type {GivingCall} from './given-code.ts';
import {givingCall, isGivenTo} from './given-code.ts';
import {callersOf, makerAt} from './makers.ts';
import {lineOf, placesInSentence} from './places.ts';

/** How long, in ms, the innermost calls have to wait: what a library does for them does not show in a trace. */
const minWaitMs = 3000;

/** The most calls of a chain that are followed. */
const maxSteps = 50;

/**
 * Finds JavaScript calls that a limiter such as p-limit runs, and that all wait for what the same limiter shall run for
 * them. It is unknown who will settle a promise, so this is only suspected.
 */
export const limitWithinItself: Rule = model => {
	if (model.description.language !== 'javascript' || !model.lastWakers) return [];
	const at = undisturbedUntil(model);
	return [...nestedMakers(model, at)].flatMap(maker => {
		const own = openWaitsFor(model, at, on => makerOf(on) === maker);
		const waits = new Map(own.map(wait => [wait.task.id, wait]));
		return areAllStuck(model, waits, at) ? findingsFor(nestedWaits(model, waits)) : [];
	});
};

/** A wait in code that a caller gave to the function for which both wait. `name`: how the program calls it. */
type Nested = {
	readonly name: string;
	readonly task: Task;
	readonly since: number;
	readonly place: Place;
	readonly outer: Place;
};

/** Returns one finding for each function and line. */
function findingsFor(nested: readonly Nested[]): readonly Finding[] {
	const groups = new Map<string, Nested[]>();
	for (const each of nested) {
		const key = `${each.name} ${lineOf(each.place)}`;
		const group = groups.get(key);
		if (group) group.push(each);
		else groups.set(key, [each]);
	}
	return [...groups.values()].flatMap(same => same.slice(0, 1).map(first => findingFor(first, same)));
}

function findingFor({name, place, outer}: Nested, same: readonly Nested[]): Finding {
	const tasks = same.map(({task}) => task);
	const nameOf = placesInSentence();
	const where = lineOf(place) === lineOf(outer) ? '' : ` at ${nameOf(outer)}`;
	return found({
		rule: 'waits-for-itself',
		severity: 'info',
		proof: 'suspected',
		at: same.reduce((last, {since}) => Math.max(last, since), 0),
		place,
		tasks,
		text: `It looks like a deadlock: ${name} runs ${namesOf(tasks)}${where}, and ${tasks.length === 1 ? 'it waits' : 'they wait'} for ${name} again at ${nameOf(place)}.`,
	});
}

/** Formats calls: `save`, `3 calls of save`, `3 calls`. */
function namesOf(tasks: readonly Task[]): string {
	const [first] = tasks;
	if (!first || tasks.length === 1) return first?.name ?? '';
	const isOne = tasks.every(each => each.function === first.function);
	return `${plural(tasks.length, 'call')}${isOne ? ` of ${first.function}` : ''}`;
}

function makerOf(on: WaitsFor | undefined): string | undefined {
	return on?.kind === 'opaque' || on?.kind === 'join' ? makerAt(on) : undefined;
}

const hasOrigin = (on: WaitsFor): boolean => (on.kind === 'opaque' || on.kind === 'join') && on.madeAt !== undefined;

/** Returns the functions for whose promises both a call and one of its callers wait. */
function nestedMakers(model: Model, at: number): ReadonlySet<string> {
	const open = openWaitLookup(model, at);
	const nested = new Set<string>();
	for (const {task, on} of openWaitsFor(model, at, hasOrigin)) {
		if (task.parent === undefined) continue;
		const maker = makerOf(on);
		if (maker === undefined || nested.has(maker)) continue;
		if (callerWith(model, task, id => makerOf(open.get(id)?.on) === maker) !== undefined) nested.add(maker);
	}
	return nested;
}

/** Returns the closest caller of a task for which something holds. */
function callerWith({tasks}: Model, {parent}: Task, isIt: (id: string) => boolean): string | undefined {
	let id = parent;
	for (let steps = 0; id !== undefined && steps < maxSteps; steps++) {
		if (isIt(id)) return id;
		id = tasks.get(id)?.parent;
	}
	return undefined;
}

/** Returns the waits within code that a caller that waits likewise gave to the same function. */
function nestedWaits(model: Model, waits: ReadonlyMap<string, OpenWait>): readonly Nested[] {
	return [...waits.values()].flatMap(inner => {
		const {task, since} = inner;
		const above = callerWith(model, task, id => waits.has(id));
		const call = callOf(model, inner);
		const outer = callOf(model, waits.get(above ?? ''));
		// Limiters of one name in several files may differ.
		if (!call || !outer || call.name !== outer.name || call.place.file !== outer.place.file) return [];
		const ids = callersOf(model, task.id);
		const between = ids.slice(0, ids.indexOf(above ?? ''));
		// A call can also start another one, and then wait for the same as that.
		const isGiven = between.some(id => isGivenTo(outer, model.tasks.get(id) ?? task));
		return isGiven ? [{name: call.name, task, since, place: call.place, outer: outer.place}] : [];
	});
}

/** Returns where the program called the function that made a promise; of its own functions, where it awaits them. */
function callOf(model: Model, wait: OpenWait | undefined): GivingCall | undefined {
	const {madeAt, madeBy} = wait?.on && 'madeAt' in wait.on ? wait.on : {};
	if (madeBy !== undefined) return givingCall(model, madeAt);
	const call = givingCall(model, wait?.place);
	return call?.name.split('.').at(-1) === madeAt?.function ? call : undefined;
}

/**
 * Returns whether all calls below these waits wait for one of these, too, or for calls that do, while nothing else was
 * started for them.
 */
function areAllStuck(model: Model, waits: ReadonlyMap<string, OpenWait>, at: number): boolean {
	const open = openWaitLookup(model, at);
	const isBelow = (task: Task) => waits.has(task.id) || callerWith(model, task, id => waits.has(id)) !== undefined;
	const callers = new Set<string>();
	const below: Task[] = [];
	for (const task of openTasks(model, at)) {
		if (!isBelow(task)) continue;
		if (!isStuck(open, waits, task.id)) return false;
		below.push(task);
		if (task.parent !== undefined) callers.add(task.parent);
	}
	const innermost = below.filter(({id}) => !callers.has(id));
	const {lastWakers: wakers} = model;
	const since = innermost.reduce((last, {id}) => Math.max(last, open.get(id)?.since ?? at), 0);
	if (!wakers || wakers.at < since || at - since < minWaitMs) return false;
	const isOfThem = ({task}: {readonly task?: string | undefined}) => {
		const owner = model.tasks.get(task ?? '');
		return owner !== undefined && owner.kind !== 'program' && isBelow(owner);
	};
	return !innermost.some(task => hasRequest(model, task)) && !wakers.handles.some(isOfThem);
}

function isStuck(open: OpenWaitLookup, waits: ReadonlyMap<string, OpenWait>, id: string, steps = 0): boolean {
	if (waits.has(id)) return true;
	const on = open.get(id)?.on;
	const ids = on?.kind === 'task' ? [on.task] : on?.kind === 'join' && on.how.startsWith('all') ? on.tasks : [];
	return steps < maxSteps && ids.some(other => open.has(other) && isStuck(open, waits, other, steps + 1));
}

function hasRequest({requests}: Model, task: Task): boolean {
	return [...task.requests].some(id => {
		const {received, failed} = requests.get(id)?.since ?? {};
		return received === undefined && failed === undefined;
	});
}
