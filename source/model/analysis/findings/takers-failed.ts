import {plural} from '../../../text/plural.ts';
import type {LockEvent} from '../../model.ts';
import type {OpenWait} from '../open-waits.ts';
import {isAsleep, openWaitLookup, openWaitsFor, undisturbedUntil} from '../open-waits.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {failedTakers, waitingFor} from './nothing-can-wake.ts';
import {lineOf} from './places.ts';

/** How long, in ms, a call has to wait. */
const minWaitMs = 1000;

/** The most takers that an event lists: others may work on. */
const maxReported = 8;

/**
 * Finds calls that join a Python queue, or want to put into a full one, after those that took from it have failed. Where
 * nothing at all can wake them, the rule for that reports more.
 */
export const takersFailed: Rule = model => {
	if (model.locks.size === 0) return [];
	const at = undisturbedUntil(model);
	if (model.end?.outcome === 'stalled' || isAsleep(model, at)) return [];
	const open = openWaitLookup(model, at);
	return [...model.locks.values()].flatMap(lock => {
		const takers = (lock.holders ?? []).flatMap(({task}) => model.tasks.get(task) ?? []);
		if (!takers.some(({state}) => state === 'failed') || takers.some(({id}) => open.has(id))) return [];
		if (takers.length >= maxReported || (lock.limitedUntil ?? 0) > at) return [];
		const waits = openWaitsFor(model, at, on => on.kind === 'lock' && on.lock === lock.lock);
		const stuck = waits.filter(wait => isStuck(wait, lock, at));
		const [first] = stuck;
		// Whoever waits for an item will take those that others put.
		if (!first || (methodOf(first) === 'put' && waits.some(wait => methodOf(wait) === 'get'))) return [];
		return [
			found({
				rule: 'not-given-back',
				severity: 'warning',
				proof: 'suspected',
				at: stuck.reduce((oldest, {since}) => Math.min(oldest, since), at),
				...(first.place && {place: first.place}),
				tasks: [...stuck.map(({task}) => task), ...takers],
				text: `${plural(stuck.length, 'call')} ${stuck.length === 1 ? 'waits' : 'wait'} at ${lineOf(first.place)}${waitingFor(first)}.${failedTakers(model, first)}`,
			}),
		];
	});
};

/** Returns whether a call has waited long enough, also since the last change of the queue. */
function isStuck(wait: OpenWait, {at: changedAt, given}: LockEvent, at: number): boolean {
	const method = methodOf(wait);
	const since = Math.max(wait.since, changedAt, given?.at ?? 0);
	return (method === 'join' || method === 'put') && at - since >= minWaitMs;
}

const methodOf = ({on}: OpenWait): string | undefined => (on?.kind === 'lock' ? on.method : undefined);
