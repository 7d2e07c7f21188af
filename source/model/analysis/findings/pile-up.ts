import {brief, seconds} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {OpenWait} from '../open-waits.ts';
import {openWaits, undisturbedUntil} from '../open-waits.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** The least number of waits at a line, and the least number of earlier waits there, which show what is usual. */
const [minWaits, minPastWaits] = [10, 20];
/** The least age of the oldest wait, and the least time for which new ones have come (ms). */
const [minAgeMs, minSpreadMs] = [5000, 1000];
/** Both times must be at least this many times as long as 99% of the earlier waits. */
const minRatio = 10;

/**
 * Finds lines where many wait for much longer than others did before. Leaves out their callers, which wait for them.
 * If all came at about the same time, what they wait for may just not happen for a while, such as news: that is only a
 * fact.
 */
export const pileUp: Rule = model => {
	const at = undisturbedUntil(model);
	const piles = [...waitsByLine(model, at)].flatMap(([line, waits]) => {
		const past = model.sites.lines.get(line);
		if (waits.length < minWaits || !past || past.waited.count < minPastWaits) return [];
		let [oldest, newest] = [at, 0];
		for (const {since} of waits) [oldest, newest] = [Math.min(oldest, since), Math.max(newest, since)];
		const [age, unusual] = [at - oldest, minRatio * past.waited.quantile(0.99)];
		if (age < Math.max(minAgeMs, unusual) || at - (past.leftAt ?? Number.NEGATIVE_INFINITY) < minAgeMs) return [];
		return [{line, waits, oldest, age, past, grows: newest - oldest >= Math.max(minSpreadMs, unusual)}];
	});
	const piled = new Set(piles.flatMap(({waits}) => waits.map(({task}) => task.id)));
	const isCaller = ({on}: OpenWait) => on?.kind === 'task' && piled.has(on.task);
	return piles
		.filter(({waits}) => !waits.every(isCaller))
		.map(({line, waits, oldest, age, past, grows}) => {
			const place = waits[0]?.place;
			const usual = brief(past.waited.quantile(0.5));
			return found({
				rule: 'pile-up',
				severity: grows ? 'warning' : 'info',
				proof: 'suspected',
				at: oldest,
				...(place && {place}),
				tasks: waits.map(({task}) => task),
				text: `${waits.length} wait at ${line}, the oldest for ${seconds(age)}; usually ${usual}.`,
			});
		});
};

function waitsByLine(model: Model, at: number): ReadonlyMap<string, readonly OpenWait[]> {
	const open = openWaits(model, at);
	const lines = new Map<string, OpenWait[]>();
	for (const wait of open.values()) {
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

/** How many callers of a wait are looked at. */
const maxCallers = 16;

/**
 * Returns whether a call, or a caller that waits for it, has come back to the line at which it waits: a worker waits
 * for its next item by design.
 */
function isOfWorker(wait: OpenWait, open: ReadonlyMap<string, OpenWait>): boolean {
	let each = wait;
	for (let steps = 0; steps < maxCallers; steps++) {
		if (hasLeft(each)) return true;
		const caller = open.get(each.task.parent ?? '');
		if (caller?.on?.kind !== 'task' || caller.on.task !== each.task.id) return false;
		each = caller;
	}
	return false;
}

/** Returns whether a call has waited at its line before. */
function hasLeft({task: {spans}, since, place}: OpenWait): boolean {
	const line = lineOf(place);
	return (
		spans.find(span => span.waitsFor !== undefined && span.from < since && lineOf(span.place) === line) !== undefined
	);
}
