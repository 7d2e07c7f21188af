import {joinAnd} from '../../../text/join.ts';
import {thousands} from '../../../text/thousands.ts';
import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {openTasks, undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import type {MakerWait, PastWait} from './makers.ts';
import {callersOf, makersPassed, makerWaits, nameOfMaker, pastWaits} from './makers.ts';
import {isSamePlace, lineOf, placesInSentence} from './places.ts';

/** How many calls are named. */
const maxNamed = 3;

/**
 * Finds JavaScript calls that all got a promise of one function, have not ended, and wait for another promise of that
 * function, such as calls that took all connections of a pool and need one more. It is unknown who will settle a
 * promise, so this is only suspected.
 */
export const waitsForItself: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	const at = undisturbedUntil(model);
	const tasks = openTasks(model, at);
	const makers = makersPassed(model, tasks, at, (maker, _task, _place, on) => on?.maker !== maker);
	if (makers.size === 0) return [];
	const waits = makerWaits(model, at);
	return [...pastWaits(model, makers, tasks, at)].flatMap(([maker, past]) => {
		const holders = new Map(past.map(({task, place}) => [task, place]));
		const stuck = [...holders].flatMap(([task, place]) => {
			const on = waits.get(task);
			return on && on.maker === maker && isAnother(task, place, on) ? [{task, place, on}] : [];
		});
		const [first] = stuck;
		if (!first || stuck.length < holders.size) return [];
		// Computed only for candidates, because very many tasks may have ended.
		const all = pastWaits(model, new Set([maker]), tasksOf(model), at).get(maker) ?? [];
		if (!areSettledByHolders(model, all)) return [];
		// A reader that has got a message that was there already, and waits for the next one, looks the same.
		if (all.every(({by}) => by === undefined) && stuck.every(({task, on}) => on.waiter === task)) return [];
		// What runs below this wait may settle it, as in a limiter: see `limitWithinItself`.
		const lanes = new Set(stuck.map(({on}) => on.lane.id));
		const isBelow = ({parent}: Task) => parent !== undefined && callersOf(model, parent).some(id => lanes.has(id));
		if (tasks.some(isBelow)) return [];
		const names = namesOf(stuck.map(({task}) => task.name));
		const name = nameOfMaker(maker);
		const one = stuck.length === 1;
		const nameOf = placesInSentence();
		const again = lineOf(first.place) === lineOf(first.on.place) ? 'there again' : undefined;
		return [
			found({
				rule: 'waits-for-itself',
				severity: 'info',
				proof: 'suspected',
				at: stuck.reduce((last, {on}) => Math.max(last, on.since), 0),
				...(first.on.place && {place: first.on.place}),
				tasks: stuck.map(({task}) => task),
				text: `It looks like a deadlock: ${names} got what ${name} gives at ${nameOf(first.place)}, ${one ? 'has' : 'have'} not ended, and ${one ? 'waits' : 'wait'} for ${name} ${again ?? `again at ${nameOf(first.on.place)}`}.`,
			}),
		];
	});
};

/**
 * Returns whether every wait was settled by a call that had itself got one, or by what that call had called: a pool
 * receives back what was taken from it.
 */
function areSettledByHolders(model: Model, past: readonly PastWait[]): boolean {
	const holders = new Set(past.map(({task}) => task.id));
	return past.every(
		({task, by}) =>
			by === undefined ||
			(by !== null && by !== task.id && callersOf(model, by).some(id => id !== task.id && holders.has(id))),
	);
}

/**
 * Returns whether a call waits for a second promise. A loop that returns to its place, or a function that calls itself,
 * proves nothing.
 */
function isAnother(task: Task, place: Place | undefined, on: MakerWait): boolean {
	return !isSamePlace(place, on.place) || (on.lane !== task && on.isNested);
}

/** Formats names: `saveOrder, query and 2 more`; `3 calls of saveOrder`. */
function namesOf(names: readonly string[]): string {
	const [first] = names;
	if (names.length > 1 && names.every(name => name === first)) return `${thousands(names.length)} calls of ${first}`;
	const more = names.length - maxNamed;
	return joinAnd(more > 0 ? [...names.slice(0, maxNamed), `${thousands(more)} more`] : names);
}
