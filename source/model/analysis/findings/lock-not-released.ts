import {plural} from '../../../text/plural.ts';
import {thousands} from '../../../text/thousands.ts';
import type {LockEvent, Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import type {OpenWait, OpenWaitLookup} from '../open-waits.ts';
import {isAsleep, openWaitLookup, openWaits, openWaitsFor, undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
import {found} from './finding.ts';
import {listed, numberedName} from './names.ts';
import type {NameOfPlace} from './places.ts';
import {placesInSentence} from './places.ts';

/** How long, in ms, a call has to wait. */
const minWaitMs = 1000;

/** Finds locks and pools that calls took and did not release before they ended, while others wait. */
export const lockNotReleased: Rule = model => {
	if (model.locks.size === 0) return [];
	const at = undisturbedUntil(model);
	const open = openWaitLookup(model, at);
	const left = [...model.locks.values()].filter(
		({holders = []}) => holders.length > 0 && holders.every(({task}) => !open.has(task)),
	);
	if (left.length === 0) return [];
	const waiting = waitsByLock(model, at);
	return left.flatMap(lock => {
		const waits = waiting.get(lock.lock) ?? [];
		const takers = (lock.holders ?? []).flatMap(({task}) => model.tasks.get(task) ?? []);
		const oldest = waits.reduce((one, {since}) => Math.min(one, since), Number.POSITIVE_INFINITY);
		if (waits.length === 0 || at - oldest < minWaitMs || !isLost(model, open, lock, takers, waits, at)) return [];
		const [first] = waits;
		const noun = isQueue(waits) ? 'item' : 'slot';
		const names = listed(takers.map(task => numberedName(model, task)));
		const nameOf = placesInSentence();
		const where = nameOf(first?.place);
		const taken = lock.what === 'Lock' ? 'it' : `its ${plural(lock.held ?? 0, noun)}`;
		const advice = isQueue(waits) || !takers.some(hasFailed) ? '' : `; release ${lock.lock} in a finally block`;
		return [
			found({
				rule: 'not-given-back',
				severity: severityOf(model, lock, takers, waits, at),
				proof: 'suspected',
				at: oldest,
				...(first?.place && {place: first.place}),
				tasks: [...waits.map(({task}) => task), ...takers],
				text: `${plural(waits.length, 'call')} ${waits.length === 1 ? 'waits' : 'wait'} for ${lock.what} ${lock.lock} at ${where}; calls that have ended took ${taken} and gave nothing back: ${names}${describeFailures(takers, nameOf)}${advice}.`,
			}),
		];
	});
};

/**
 * Returns `info` where a timer of the loop may still release the lock, as in a limit of calls per second: whoever holds
 * it has not failed, none has released it yet, and there are timers that no call waits for, or nothing is known of them.
 */
function severityOf(
	model: Model,
	{given}: LockEvent,
	takers: readonly Task[],
	waits: readonly OpenWait[],
	at: number,
): Finding['severity'] {
	if (isAsleep(model, at)) return 'error';
	if (isQueue(waits) || given || takers.every(hasFailed)) return 'warning';
	const {lastWakers: seen} = model;
	const last = takers.reduce((most, {endedAt = at}) => Math.max(most, endedAt), 0);
	if (!seen?.complete || seen.at < last) return 'info';
	return seen.timers > openWaitsFor(model, at, ({kind}) => kind === 'timer').length ? 'info' : 'warning';
}

const hasFailed = ({state}: Task): boolean => state === 'failed';

/** Formats the failures of those that took it, which then did not reach the release. */
function describeFailures(takers: readonly Task[], nameOf: NameOfPlace): string {
	const failed = takers.filter(hasFailed);
	const [error] = failed.flatMap(task => task.error ?? []);
	if (!error) return '';
	const who = failed.length === takers.length ? 'failed' : `${thousands(failed.length)} of them failed`;
	return `, which ${who} with ${error.name}${error.place ? ` at ${nameOf(error.place)}` : ''}`;
}

const isQueue = (waits: readonly OpenWait[]) => waits.some(({on}) => on?.kind === 'lock' && on.method === 'get');

/**
 * Returns the waits of those that want to take something, by lock. What is taken from a queue that something joins is
 * work, which nothing gives back.
 */
function waitsByLock(model: Model, at: number): ReadonlyMap<string, readonly OpenWait[]> {
	const waits = new Map<string, OpenWait[]>();
	const open = openWaitsFor(model, at, ({kind}) => kind === 'lock');
	const joined = new Set(open.flatMap(({on}) => (on?.kind === 'lock' && on.method === 'join' ? on.lock : [])));
	for (const wait of open) {
		if (wait.on?.kind !== 'lock' || wait.on.lock === undefined || !isTaking.has(wait.on.method)) continue;
		if (joined.has(wait.on.lock)) continue;
		const known = waits.get(wait.on.lock);
		if (known) known.push(wait);
		else waits.set(wait.on.lock, [wait]);
	}
	return waits;
}

const isTaking: ReadonlySet<string | undefined> = new Set(['acquire', 'get']);

/**
 * Returns whether everything that the ended holders called has ended, too, and nothing else has released or put anything
 * since the waits started.
 */
function isLost(
	model: Model,
	open: OpenWaitLookup,
	{holders = [], held = 0, given, givers: putters}: LockEvent,
	takers: readonly Task[],
	waits: readonly OpenWait[],
	at: number,
): boolean {
	if (held > holders.length || takers.length < holders.length || hasOpenCalls(model, takers, at)) return false;
	// Something that was released since then may be released again, unless it came from the holders and nothing can
	// happen any more, or all holders failed on their way to the release. Only of a queue is it known that all who ever
	// put into it had taken from it.
	const isFinal = isQueue(waits)
		? putters?.length === 0 && given !== undefined && at - given.at >= minWaitMs
		: isAsleep(model, at) || takers.every(hasFailed);
	if (given && !isFinal && waits.some(({since}) => given.at >= since)) return false;
	// A task that filled a queue may do so again, unless it waits for other calls, such as those that take from the
	// queue.
	return !isQueue(waits) || (putters?.every(id => !mayPut(open.get(id))) ?? false);
}

function mayPut(wait: OpenWait | undefined): boolean {
	return wait !== undefined && wait.on?.kind !== 'join' && wait.on?.kind !== 'task';
}

/** Returns whether a call below an ended taker is open: it may release what the taker took. */
function hasOpenCalls(model: Model, takers: readonly Task[], at: number): boolean {
	const ids = new Set(takers.map(({id}) => id));
	return [...openWaits(model, at).values()].some(({task}) => {
		for (let above = task.parent; above !== undefined; above = model.tasks.get(above)?.parent)
			if (ids.has(above)) return true;
		return false;
	});
}
