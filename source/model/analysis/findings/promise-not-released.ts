import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Span, Task} from '../../task.ts';
import {openWaits, undisturbedUntil} from '../open-waits.ts';
import {tasksOf} from '../tasks-of.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import type {MakerWait, PastWait} from './makers.ts';
import {callersOf, functionAt, makersPassed, makerWaits, nameOfMaker, pastWaits} from './makers.ts';
import {listed} from './names.ts';
import {isSamePlace, lineOf, placesInSentence} from './places.ts';

/** At least this many earlier waits have to be ended by holders, to show that holders release what they got. */
const minReleases = 2;

/**
 * Finds JavaScript calls that wait for something that other calls got and did not release before they ended, such as
 * connections of a pool. It is unknown who will settle a promise, so this is only suspected.
 */
export const promiseNotReleased: Rule = model => {
	if (model.description.language !== 'javascript') return [];
	const at = undisturbedUntil(model);
	const {lastWakers} = model;
	// Without a later report, it is unknown which timers are left.
	if (!lastWakers) return [];
	const isStillTaken = ({endedAt = Number.POSITIVE_INFINITY}: Task) => endedAt > lastWakers.at;
	const makers = makersPassed(
		model,
		tasksOf(model),
		at,
		(maker, task, place, on) => isStillTaken(task) && isTaken(maker, task, place, on?.maker),
	);
	if (makers.size === 0) return [];
	const all = makerWaits(model, at);
	const waiting = waitersByMaker(all);
	return [...pastWaits(model, makers, tasksOf(model), at)].flatMap(([maker, past]) => {
		const waits = waiting.get(maker) ?? [];
		const isStuck = (task: Task) => all.get(task)?.maker === maker;
		const passed = [...past, ...freeAt(model, new Set(waits.map(({place}) => lineOf(place))), at)].filter(
			({task}) => !isOwn(maker, task),
		);
		const taken = passed.filter(({task, place}) => isTaken(maker, task, place, all.get(task)?.maker));
		if (waits.length === 0 || taken.length === 0 || !areReleasedByHolders(model, passed)) return [];
		if (mayBeReleased(model, taken, isStuck, at)) return [];
		return [findingFor(maker, waits, taken)];
	});
};

/** An async function that makes the promise does not hold anything itself: its caller does. */
const isOwn = (maker: string, {definedAt}: Task): boolean => functionAt(definedAt) === maker;

/**
 * Returns whether a task took what it once waited for at a place. `stuckOn`: what it waits for now. A loop that is at
 * the same place again wants another item.
 */
const isTaken = (maker: string, task: Task, place: Place | undefined, stuckOn: string | undefined): boolean =>
	!isOwn(maker, task) && !(stuckOn === maker && isSamePlace(place, task.place));

function findingFor(maker: string, waits: readonly MakerWait[], taken: readonly PastWait[]): Finding {
	const place = waits[0]?.place;
	const takers = new Set(taken.map(({task}) => task));
	const failed = [...takers].filter(({state}) => state === 'failed');
	const [failure] = failed.flatMap(({error}) => error ?? []);
	const nameOf = placesInSentence();
	const lines = new Map(waits.map(wait => [lineOf(wait.place), wait.place]));
	const places = listed(Array.from(lines.values(), nameOf));
	const where = failure?.place ? ` at ${nameOf(failure.place)}` : '';
	const failures = failure
		? `; ${thousands(failed.length)} of them failed with ${failure.name}${where}, so give it back in a finally block`
		: '';
	return found({
		rule: 'not-given-back',
		severity: 'warning',
		proof: 'suspected',
		at: waits.reduce((oldest, {since}) => Math.min(oldest, since), Number.POSITIVE_INFINITY),
		...(place && {place}),
		tasks: [...waits.map(({waiter}) => waiter), ...failed],
		text: `${plural(waits.length, 'call')} ${waits.length === 1 ? 'waits' : 'wait'} for ${nameOfMaker(maker)} at ${places}; earlier calls seem to have ended without giving it back${failures}.`,
	});
}

/** Returns one wait of each call that waits for what a function returns, by function. */
function waitersByMaker(waits: ReadonlyMap<Task, MakerWait>): ReadonlyMap<string, readonly MakerWait[]> {
	const makers = new Map<string, Map<Task, MakerWait>>();
	for (const wait of waits.values()) {
		if (isOwn(wait.maker, wait.waiter)) continue;
		const known = makers.get(wait.maker) ?? new Map<Task, MakerWait>();
		makers.set(wait.maker, known.set(wait.waiter, wait));
	}
	return new Map([...makers].map(([maker, known]) => [maker, [...known.values()]]));
}

/**
 * Returns the ended waits at these lines for promises that had already settled. The first call gets what is free through
 * a promise that another function may have made, such as the constructor of a mutex.
 */
function freeAt(model: Model, lines: ReadonlySet<string>, at: number): readonly PastWait[] {
	return tasksOf(model).flatMap(task =>
		[...task.spans].flatMap(({waitsFor: on, to, place}) =>
			on?.kind === 'yield' && to !== undefined && to < at && lines.has(lineOf(place))
				? [{task, place, to, by: undefined}]
				: [],
		),
	);
}

/**
 * Returns whether only calls that had got it ended earlier waits. What a timer, a response or a producer provides was
 * not taken.
 */
function areReleasedByHolders(model: Model, passed: readonly PastWait[]): boolean {
	const since = new Map<string, number>();
	for (const {task, to} of passed) since.set(task.id, Math.min(to, since.get(task.id) ?? to));
	const isHolder = (id: string, at: number): boolean =>
		callersOf(model, id).some(each => (since.get(each) ?? Number.POSITIVE_INFINITY) < at);
	const releases = passed.filter(({by}) => by !== undefined);
	const isKnown = releases.length >= minReleases || passed.some(({task}) => task.state === 'failed');
	return isKnown && releases.every(({task, by, to}) => by !== null && by !== task.id && isHolder(by ?? '', to));
}

/** Returns whether a taker can still release it, or anything that the taker called, started or returned it to. */
function mayBeReleased(
	model: Model,
	taken: readonly PastWait[],
	isStuck: (task: Task) => boolean,
	at: number,
): boolean {
	const {lastWakers: wakers} = model;
	const last = taken.reduce((most, {task}) => Math.max(most, task.endedAt ?? Number.POSITIVE_INFINITY), 0);
	// Without a later report, it is unknown which timers are left.
	if (!wakers || wakers.at < last) return true;
	const open = openWaits(model, at);
	const takers = new Set(taken.map(({task}) => task.id));
	const isBelow = (id: string) => callersOf(model, id).some(each => takers.has(each));
	if ([...open.keys()].some(isBelow) || wakers.handles.some(({task}) => task !== undefined && isBelow(task)))
		return true;
	const ended = new Set(taken.flatMap(({task}) => callersOf(model, task.id)).filter(id => !open.has(id)));
	const waitedForTaker = ({waitsFor: on}: Span) =>
		on?.kind === 'task' ? ended.has(on.task) : on?.kind === 'join' && on.tasks.some(id => ended.has(id));
	return [...open.values()].some(({task}) => !isStuck(task) && task.spans.find(waitedForTaker) !== undefined);
}
