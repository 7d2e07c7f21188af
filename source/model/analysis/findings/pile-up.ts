import {thousands} from '../../../text/thousands.ts';
import {brief, seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {LineSite} from '../../sites.ts';
import type {Span} from '../../task.ts';
import type {OpenWait, OpenWaitLookup} from '../open-waits.ts';
import {isShown, openWaitLookup, openWaits, shownWait, undisturbedUntil} from '../open-waits.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/**
 * The least number of waits, the least age of the oldest (ms), the least ratio of that age to the usual wait, and the
 * least number of earlier waits that show what is usual.
 */
const [minWaits, minAgeMs, minAgeRatio, minPastWaits] = [10, 5000, 10, 20];

/**
 * Finds lines where many wait for much longer than others did before. Leaves out their callers, which wait for them.
 */
export const pileUp: Rule = model => {
	const at = undisturbedUntil(model);
	const piles = [...waitsByLine(model, at)].flatMap(([line, waits]) => {
		const past = model.sites.lines.get(line);
		const oldest = waits.reduce((least, {since}) => Math.min(least, since), Number.POSITIVE_INFINITY);
		const age = at - oldest;
		return waits.length >= minWaits && past && isUnusual(past, age, at) ? [{line, waits, oldest, age, past}] : [];
	});
	const piled = new Set(piles.flatMap(({waits}) => waits.map(({task}) => task.id)));
	const isCaller = ({on}: OpenWait) => on?.kind === 'task' && piled.has(on.task);
	return piles
		.filter(({waits}) => !waits.every(isCaller))
		.map(({line, waits, oldest, age, past}) => {
			const place = waits[0]?.place;
			const usual = brief(past.waited.quantile(0.5));
			return found({
				rule: 'pile-up',
				severity: 'warning',
				proof: 'suspected',
				at: oldest,
				...(place && {place}),
				tasks: waits.map(({task}) => task),
				text: `${thousands(waits.length)} wait at ${line}, the oldest for ${seconds(age)}; usually ${usual}.`,
			});
		});
};

function waitsByLine(model: Model, at: number): ReadonlyMap<string, readonly OpenWait[]> {
	const open = openWaitLookup(model, at);
	const lines = new Map<string, OpenWait[]>();
	for (const wait of isShown(model, at) ? shownCandidates(model, at) : openWaits(model, at).values()) {
		const {on, place} = wait;
		// A timer lasts as long as it was set to.
		if (!on || !place || on.kind === 'timer' || on.kind === 'yield' || isOfWorker(wait, open)) continue;
		const line = lineOf(place);
		const known = lines.get(line);
		if (known) known.push(wait);
		else lines.set(line, [wait]);
	}
	return lines;
}

/** Returns whether a wait at a line has lasted for much longer than others did, of which none has ended lately. */
function isUnusual({waited, leftAt = Number.NEGATIVE_INFINITY}: LineSite, age: number, at: number): boolean {
	if (waited.count < minPastWaits || age < minAgeMs || at - leftAt < minAgeMs) return false;
	return age >= minAgeRatio * waited.quantile(0.99);
}

/** Yields the waits at the lines where there are enough, and the oldest is unusual. */
function* shownCandidates({marked, sites}: Model, at: number): Iterable<OpenWait> {
	for (const {kind, file, line, count, tasks} of marked) {
		const past = sites.lines.get(`${file}:${line}`);
		if (kind !== 'suspended' || count < minWaits || !past) continue;
		// They are in the order in which they reached the line.
		const [oldest] = tasks;
		if (oldest && isUnusual(past, at - shownWait(oldest).since, at)) for (const task of tasks) yield shownWait(task);
	}
}

/** How many callers of a wait are looked at. */
const maxCallers = 16;

/**
 * Returns whether a call, or a caller that waits for it, has come back to the line at which it waits: a worker waits
 * for its next item by design.
 */
function isOfWorker(wait: OpenWait, open: OpenWaitLookup): boolean {
	let each = wait;
	for (let steps = 0; steps < maxCallers; steps++) {
		if (hasLeft(each)) return true;
		const caller = open.get(each.task.parent ?? '');
		if (caller?.on?.kind !== 'task' || caller.on.task !== each.task.id) return false;
		each = caller;
	}
	return false;
}

/** A call whose item or lock another one took first waits again at once, at most this many times. */
const maxRetries = 2;

/** Returns whether a call has waited at its line before, and then elsewhere or often. A request waits at no line. */
function hasLeft({task: {spans}, since, place}: OpenWait): boolean {
	let times = 0;
	const shows = (span: Span): boolean => {
		if (span.waitsFor === undefined || span.from >= since) return false;
		if (lineOf(span.place) !== lineOf(place)) return times > 0;
		return ++times > maxRetries;
	};
	return place !== undefined && spans.find(shows) !== undefined;
}
