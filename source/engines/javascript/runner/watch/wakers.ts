import type {TraceWriter} from '../trace-writer.ts';
import type {Handles} from './handles.ts';

/** After so many ms in which no lane continued it is reported what could wake one. */
const quiet = 500;

/** How often that is looked at, at most, in ms. */
const interval = 1000;

/**
 * `beat`, to be called with each beat of the loop (ms on the runner's clock), reports what could wake a lane while none continues, and
 * then when that changes. `report` does so at once. `moves`: how often lanes have continued so far.
 */
export function createWakers(
	emit: TraceWriter['emit'],
	handles: Pick<Handles, 'read'>,
	moves: () => number,
): {readonly beat: (at: number) => void; readonly report: () => void} {
	let moved = -1;
	let quietSince = 0;
	let lookedAt = Number.NEGATIVE_INFINITY;
	let reported = '';

	const report = () => {
		const wakers = handles.read();
		reported = JSON.stringify(wakers);
		emit({type: 'wakers-seen', ...wakers});
	};

	return {
		report,
		beat(at) {
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
			if (JSON.stringify(handles.read()) !== reported) {
				report();
			}
		},
	};
}
