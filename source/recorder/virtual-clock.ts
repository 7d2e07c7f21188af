import {setImmediate as turn} from 'node:timers/promises';
import type {ManualClock} from '../engines/saved.ts';

/** A clock of a recording without processes: everything that is due happens before it moves on. */
export type VirtualClock = ManualClock & {
	/** Moves the clock forward to a moment, ms. Resolves when all that waited for it has continued. */
	readonly advance: (to: number) => Promise<void>;
};

export function createVirtualClock(): VirtualClock {
	let now = 0;
	let waiting: readonly {readonly moment: number; readonly wake: () => void}[] = [];
	return {
		now: () => now,
		reach: moment =>
			moment <= now
				? Promise.resolve()
				: new Promise(wake => {
						waiting = [...waiting, {moment, wake}];
					}),
		async advance(to) {
			now = to;
			const due = waiting.filter(({moment}) => moment <= now);
			waiting = waiting.filter(({moment}) => moment > now);
			for (const {wake} of due) wake();
			// One turn empties the queue of microtasks, and whoever starts a run may take a turn of its own.
			for (let turns = 0; turns < turnsPerMove; turns++) await turn();
		},
	};
}

const turnsPerMove = 3;
