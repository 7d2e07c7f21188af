import type {TraceWriter} from '../trace-writer.ts';
import type {Handles, Wakers} from './handles.ts';

/** After so many ms in which no lane continued it is reported what could wake one. */
const quiet = 500;

/** How often that is looked at, at most, in ms. */
const interval = 1000;

/**
 * Returns a function to be called with each beat of the loop (ms on the runner's clock): it reports what could wake a lane while none
 * continues, and then when that changes. `moves`: how often lanes have continued so far.
 */
export function createWakers(
	emit: TraceWriter['emit'],
	handles: Pick<Handles, 'read'>,
	moves: () => number,
): (at: number) => void {
	let moved = -1;
	let quietSince = 0;
	let lookedAt = Number.NEGATIVE_INFINITY;
	let reported = '';

	const isSame = (wakers: Wakers) => {
		const text = JSON.stringify(wakers);
		const same = text === reported;
		reported = text;
		return same;
	};

	return at => {
		const count = moves();
		if (count !== moved) {
			moved = count;
			quietSince = at;
			reported = '';
		}

		if (at - quietSince < quiet || at - lookedAt < interval) {
			return;
		}

		lookedAt = at;
		const wakers = handles.read();
		if (!isSame(wakers)) {
			emit({type: 'wakers-seen', ...wakers});
		}
	};
}
