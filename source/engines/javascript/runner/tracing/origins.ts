import type {WaitsFor} from '../../../../trace/event.ts';
import type {Position, Positions} from './source-positions.ts';
import {isOwnFrame} from './source-positions.ts';

/** At most 400 origins are determined within 20 ms, since each takes 3 to 50 µs. */
const [maxOrigins, windowMs] = [400, 20];

/** How many frames to read if none of the first three is of the program. */
const maxFrames = 12;

/**
 * After this many searches from one place have found no frame of the program, only every 32nd is made, until one finds
 * one.
 */
const patience = 32;

type Waits = Extract<WaitsFor, {kind: 'opaque' | 'yield'}>;

type Parts = {
	readonly positions: Positions;
	/** Returns the topmost frames at this moment. */
	readonly frames: (count: number) => readonly NodeJS.CallSite[];
	/**
	 * Whether a lane is on the thread that is not a generator of a library. Otherwise, Node.js and packages often make
	 * promises for themselves.
	 */
	readonly isLaneRunning: () => boolean;
	/** Returns the current time, in ms. */
	readonly now: () => number;
};

/**
 * Returns a function that determines where the language is making a promise: at which line of the program, and in which
 * library function called there. That function returns a wait of the given kind with these two added. Undefined if they
 * are not known. `isBrief`: whether to search only the first frames.
 */
export function createOrigins({
	positions,
	frames,
	isLaneRunning,
	now,
}: Parts): (kind: Waits['kind'], isBrief: boolean) => WaitsFor | undefined {
	const known = new Map<Position, Map<string, Waits>>();
	/** How many searches found no frame of the program, by the place where they started. */
	const vain = new Map<string, number>();
	let since = Number.NEGATIVE_INFINITY;
	let originCount = 0;

	const isProgram = (site: NodeJS.CallSite) => !site.isAsync() && positions.isProgram(site.getFileName() ?? 'node:');

	const moreFrames = (few: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] => {
		if (isLaneRunning()) {
			return frames(maxFrames);
		}

		const from = few.findLast(site => site.getFileName());
		const key = `${from?.getFileName()}:${from?.getPosition()}`;
		const times = vain.get(key) ?? 0;
		const isSkipped = times > patience && times % patience > 0;
		const sites = isSkipped ? few : frames(maxFrames);
		vain.set(key, sites.some(isProgram) ? Number.NEGATIVE_INFINITY : times + 1);
		return sites;
	};

	const find = (isBrief: boolean): {readonly site: NodeJS.CallSite; readonly by: string | undefined} | undefined => {
		const few = frames(3);
		const sites = isBrief || few.some(isProgram) || few.length < 3 ? few : moreFrames(few);
		const index = sites.findIndex(isProgram);
		const site = sites[index];
		const below = sites.slice(0, Math.max(0, index)).findLast(one => one.getFileName() && !isOwnFrame(one));
		return site && {site, by: below?.getFunctionName() || undefined};
	};

	return (kind, isBrief) => {
		const at = now();
		if (at - since > windowMs) {
			since = at;
			originCount = 0;
		}

		if (++originCount > maxOrigins) {
			return undefined;
		}

		const found = find(isBrief);
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
