import type {Place, WaitsFor} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {OpenWait} from '../open-waits.ts';
import {openWaits, undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** ms that all have to wait. */
const leastMs = 1000;

/** How many waits are followed from one call to the next, and how many calls are named. */
const [longestChain, mostNames] = [50, 3];

/** What a call waits for, at the end of a chain of waits for one another. */
type Innermost = {
	/** The function that made the promise. */
	readonly maker: string;
	readonly since: number;
	/** The line at which the program waits for what that function gives. */
	readonly place: Place | undefined;
	readonly lane: Task;
	/** Whether a function other than the first and the last is between them. */
	readonly isNested: boolean;
};

/**
 * Calls of JavaScript that all got a promise of one function, have not ended, and wait for another promise of that function, such as
 * those that took all connections of a pool and need one more. Who will settle a promise is not known, so it only looks like it.
 */
export const waitsForItself: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	const at = undisturbedUntil(model);
	const open = openWaits(model, at);
	const waits = new Map<Task, Innermost>();
	for (const wait of open.values()) {
		const innermost = innermostOf(model, open, wait);
		if (innermost && at - innermost.since >= leastMs) waits.set(wait.task, innermost);
	}
	const makers = new Set([...waits.values()].map(({maker}) => maker));
	const tasks = [...open.values()].map(({task}) => task);
	return [...pastWaits(model, makers, tasks, at)].flatMap(([maker, past]) => {
		const holders = new Map(past.map(({task, place}) => [task, place]));
		const stuck = [...holders].flatMap(([task, place]) => {
			const on = waits.get(task);
			return on && on.maker === maker && isAnother(task, place, on) ? [{task, place, on}] : [];
		});
		const [first] = stuck;
		if (!first || stuck.length < holders.size) return [];
		// Only where it matters: there can be very many that have ended.
		const all = pastWaits(model, new Set([maker]), tasksOf(model), at).get(maker) ?? [];
		if (!areSettledByHolders(all)) return [];
		const names = namesOf(stuck.map(({task}) => task.name));
		const name = maker.slice(0, maker.indexOf(' '));
		const one = stuck.length === 1;
		return [
			found({
				rule: 'waits-for-itself',
				severity: 'info',
				proof: 'suspected',
				at: stuck.reduce((last, {on}) => Math.max(last, on.since), 0),
				...(first.on.place && {place: first.on.place}),
				tasks: stuck.map(({task}) => task),
				text: `It looks like a deadlock: ${names} got what ${name} gives at ${lineOf(first.place)}, ${one ? 'has' : 'have'} not ended, and ${one ? 'waits' : 'wait'} for ${name} again at ${lineOf(first.on.place)}.`,
			}),
		];
	});
};

/** Whose promise a wait is for: the function of a library, or that of the program, which made it. */
function makerOf({tasks}: Model, on: WaitsFor): string | undefined {
	if (on.kind === 'task') return functionAt(tasks.get(on.task)?.definedAt);
	if ((on.kind !== 'opaque' && on.kind !== 'yield') || !on.madeAt) return undefined;
	return on.madeBy === undefined ? functionAt(on.madeAt) : `${on.madeBy} of a library`;
}

/** Events share their places. */
const functions = new WeakMap<Place, string>();

/** `acquire pool.mjs`. Undefined at the top level. */
function functionAt(place: Place | undefined): string | undefined {
	if (place?.function === undefined) return undefined;
	let known = functions.get(place);
	if (known === undefined) {
		known = `${place.function} ${place.file}`;
		functions.set(place, known);
	}
	return known;
}

function innermostOf(model: Model, open: ReadonlyMap<string, OpenWait>, wait: OpenWait): Innermost | undefined {
	const through: (string | undefined)[] = [];
	const places: (Place | undefined)[] = [];
	let lane = wait;
	for (let steps = 0; steps < longestChain; steps++) {
		const {on} = lane;
		if (!on) return undefined;
		through.push(functionAt(lane.task.definedAt));
		places.push(lane.place);
		if (on.kind === 'opaque') {
			const maker = makerOf(model, on);
			if (maker === undefined) return undefined;
			// An async function that makes the promise waits for it itself.
			const last = through.indexOf(maker);
			const at = last > 0 ? last - 1 : through.length - 1;
			const between = through.slice(1, at);
			return {
				maker,
				since: lane.since,
				place: places[at],
				lane: lane.task,
				isNested: between.some(each => each !== through[0]),
			};
		}
		const next = on.kind === 'task' ? on.task : on.kind === 'join' ? on.tasks.find(id => open.has(id)) : undefined;
		const below = open.get(next ?? '');
		if (!below || below === wait) return undefined;
		// While one member waits, a join that needs all of them does.
		if (on.kind === 'join' && !needsAll.has(on.how) && on.tasks.filter(id => open.has(id)).length > 1) return undefined;
		lane = below;
	}
	return undefined;
}

/** Joins that wait for all their members. */
const needsAll: ReadonlySet<string> = new Set(['all', 'allSettled']);

type PastWait = {
	readonly task: Task;
	readonly place: Place | undefined;
	/** Who settled it, null if that was no call; undefined if it was settled at once. */
	readonly by: string | null | undefined;
};

/** The waits of those tasks that are over, by the function that they were for, of those functions. */
function pastWaits(
	model: Model,
	makers: ReadonlySet<string>,
	tasks: readonly Task[],
	at: number,
): ReadonlyMap<string, readonly PastWait[]> {
	const past = new Map<string, PastWait[]>();
	if (makers.size === 0) return past;
	for (const task of tasks) {
		for (let index = 0; index < task.spans.length; index++) {
			const {waitsFor: on, to, place, by} = task.spans.at(index) ?? {};
			const maker = on && to !== undefined && to < at ? makerOf(model, on) : undefined;
			if (!on || maker === undefined || !makers.has(maker)) continue;
			const waits = past.get(maker) ?? [];
			past.set(maker, waits);
			waits.push({task, place, by: settlerOf(model, on, by)});
		}
	}
	return past;
}

function settlerOf({tasks}: Model, on: WaitsFor, by: string | undefined): PastWait['by'] {
	if (on.kind === 'yield') return undefined;
	if (on.kind !== 'task') return by ?? null;
	const inner = tasks.get(on.task)?.spans.find(({waitsFor}) => waitsFor?.kind === 'opaque');
	return inner && (inner.by ?? null);
}

/** Whether all who settled a wait have themselves come past one: a pool gets back what was taken. */
function areSettledByHolders(past: readonly PastWait[]): boolean {
	const holders = new Set(past.map(({task}) => task.id));
	return past.every(({task, by}) => by === undefined || (by !== null && by !== task.id && holders.has(by)));
}

/** A loop that comes back to its line is no sign of anything, nor is a function that calls itself. */
function isAnother(task: Task, place: Place | undefined, on: Innermost): boolean {
	return lineOf(place) !== lineOf(on.place) || (on.lane !== task && on.isNested);
}

/** `saveOrder, query and 2 more`; `3 calls of saveOrder`. */
function namesOf(names: readonly string[]): string {
	const [first = ''] = names;
	if (names.length > 1 && names.every(name => name === first)) return `${names.length} calls of ${first}`;
	const more = names.length - mostNames;
	const all = more > 0 ? [...names.slice(0, mostNames), `${more} more`] : names;
	return all.length < 2 ? first : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
