import type {WaitsFor} from '../../../../trace/event.ts';
import type {Position, Positions} from './source-positions.ts';
import {isOwn} from './source-positions.ts';

/** So many origins are looked for within so many ms: each takes 3 to 5 µs. */
const [most, window] = [400, 20];

/** How many frames are looked at, for want of one of the program among the first three. */
const depth = 12;

type Waits = Extract<WaitsFor, {kind: 'opaque' | 'yield'}>;

type Parts = {
	readonly positions: Positions;
	/** The topmost frames at this moment. */
	readonly frames: (count: number) => readonly NodeJS.CallSite[];
	/** ms. */
	readonly now: () => number;
};

/**
 * Returns a function that says what a promise stands for that a function of the language is making, besides of what kind that is: the
 * line of the program at which it is made, and the function of a library that was called there. Undefined where that is not known.
 */
export function createOrigins({positions, frames, now}: Parts): (kind: Waits['kind']) => WaitsFor | undefined {
	const known = new Map<Position, Map<string, Waits>>();
	let since = Number.NEGATIVE_INFINITY;
	let taken = 0;

	const isProgram = (site: NodeJS.CallSite) => !site.isAsync() && positions.isProgram(site.getFileName() ?? 'node:');

	const find = (): {readonly site: NodeJS.CallSite; readonly by: string | undefined} | undefined => {
		const few = frames(3);
		const sites = few.some(isProgram) || few.length < 3 ? few : frames(depth);
		const index = sites.findIndex(isProgram);
		const site = sites[index];
		const below = sites.slice(0, Math.max(0, index)).findLast(one => one.getFileName() && !isOwn(one));
		return site && {site, by: below?.getFunctionName() || undefined};
	};

	return kind => {
		const at = now();
		if (at - since > window) {
			since = at;
			taken = 0;
		}

		if (++taken > most) {
			return undefined;
		}

		const found = find();
		if (!found) {
			return undefined;
		}

		const {site, by} = found;
		const position = positions.of(site);
		const key = `${kind} ${by ?? ''}`;
		let waits = known.get(position);
		if (!waits) {
			waits = new Map();
			known.set(position, waits);
		}

		const same = waits.get(key);
		if (same) {
			return same;
		}

		const on = {kind, madeAt: position.place, ...(by !== undefined && {madeBy: by})};
		waits.set(key, on);
		return on;
	};
}
