import {plural} from '../../../text/plural.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import {openWaits, undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import type {MakerWait, PastWait} from './makers.ts';
import {functionAt, makerWaits, nameOfMaker, pastWaits} from './makers.ts';
import {listed} from './names.ts';
import {lineOf} from './places.ts';

/** So many earlier waits that were ended by calls which had got the same show that it is given back. */
const leastGiven = 2;

/**
 * Calls of JavaScript that wait for what others got and ended with, such as the connections of a pool. Who will settle a promise is not
 * known, so it only looks like it.
 */
export const notReleased: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	const at = undisturbedUntil(model);
	const all = makerWaits(model, at);
	const waiting = waitersByMaker(all);
	return [...pastWaits(model, new Set(waiting.keys()), tasksOf(model), at)].flatMap(([maker, past]) => {
		const waits = waiting.get(maker) ?? [];
		const isStuck = (task: Task) => all.get(task)?.maker === maker;
		// An async function that makes the promise has nothing itself: its caller gets it.
		const passed = past.filter(({task}) => functionAt(task.definedAt) !== maker);
		// A loop that is back at its line wants more.
		const taken = passed.filter(({task, place}) => !(isStuck(task) && lineOf(place) === lineOf(task.place)));
		const [first] = waits;
		if (!first || taken.length === 0 || !isGivenBack(model, passed) || mayBeGiven(model, taken, isStuck, at)) return [];
		const takers = new Set(taken.map(({task}) => task));
		const failed = [...takers].filter(({state}) => state === 'failed');
		const [failure] = failed.flatMap(({error}) => error ?? []);
		const where = failure?.place ? ` at ${lineOf(failure.place)}` : '';
		const failures = failure ? `; ${failed.length} of them failed with ${failure.name}${where}` : '';
		const places = listed([...new Set(waits.map(({place}) => lineOf(place)))]);
		return [
			found({
				rule: 'not-given-back',
				severity: 'warning',
				proof: 'suspected',
				at: waits.reduce((oldest, {since}) => Math.min(oldest, since), at),
				...(first.place && {place: first.place}),
				tasks: [...waits.map(({waiter}) => waiter), ...failed],
				text: `${plural(waits.length, 'call')} ${waits.length === 1 ? 'waits' : 'wait'} for ${nameOfMaker(maker)} at ${places}; it looks like calls that got it ended without giving it back${failures}.`,
			}),
		];
	});
};

/** One wait of each call that waits for what a function gives. */
function waitersByMaker(waits: ReadonlyMap<Task, MakerWait>): ReadonlyMap<string, readonly MakerWait[]> {
	const makers = new Map<string, Map<Task, MakerWait>>();
	for (const wait of waits.values()) {
		const known = makers.get(wait.maker) ?? new Map<Task, MakerWait>();
		makers.set(wait.maker, known.set(wait.waiter, wait));
	}
	return new Map([...makers].map(([maker, known]) => [maker, [...known.values()]]));
}

/** Whether only calls that had got it have handed it on: what a timer, a reply or a producer gives is nothing that was taken. */
function isGivenBack(model: Model, passed: readonly PastWait[]): boolean {
	const since = new Map<string, number>();
	for (const {task, to} of passed) if (!since.has(task.id)) since.set(task.id, to);
	const hadIt = (id: string, at: number): boolean =>
		callersOf(model, id).some(each => (since.get(each) ?? Number.POSITIVE_INFINITY) < at);
	const given = passed.filter(({by}) => by !== undefined);
	const isKnown = given.length >= leastGiven || passed.some(({task}) => task.state === 'failed');
	return isKnown && given.every(({task, by, to}) => by !== null && by !== task.id && hadIt(by ?? '', to));
}

/** Whether a call that got it, or what it has called, started or returned it to, can still give it back. */
function mayBeGiven(model: Model, taken: readonly PastWait[], isStuck: (task: Task) => boolean, at: number): boolean {
	const {lastWakers: wakers} = model;
	const last = taken.reduce((most, {task}) => Math.max(most, task.endedAt ?? Number.POSITIVE_INFINITY), 0);
	// Which timers are left is not known before.
	if (!wakers || wakers.at < last) return true;
	const open = openWaits(model, at);
	const takers = new Set(taken.map(({task}) => task.id));
	const isBelow = (id: string) => callersOf(model, id).some(each => takers.has(each));
	if ([...open.keys()].some(isBelow) || wakers.handles.some(({task}) => task !== undefined && isBelow(task)))
		return true;
	const ended = new Set(taken.flatMap(({task}) => callersOf(model, task.id)).filter(id => !open.has(id)));
	const gotIt = ({waitsFor: on}: Span) =>
		on?.kind === 'task' ? ended.has(on.task) : on?.kind === 'join' && on.tasks.some(id => ended.has(id));
	return [...open.values()].some(({task}) => !isStuck(task) && task.spans.find(gotIt) !== undefined);
}

/** The most callers above a call that are followed. */
const mostCallers = 50;

/** A call and its callers, by id, from the inside out. */
function callersOf({tasks}: Model, id: string): readonly string[] {
	const ids: string[] = [];
	for (
		let each: string | undefined = id;
		each !== undefined && ids.length < mostCallers;
		each = tasks.get(each)?.parent
	)
		ids.push(each);
	return ids;
}
