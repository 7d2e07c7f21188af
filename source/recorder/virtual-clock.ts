import {setImmediate as turn} from 'node:timers/promises';
import type {ManualClock} from '../engines/saved.ts';

/** The clock of a recording without processes. Everything that is due happens before the clock moves on. */
export type VirtualClock = ManualClock & {
	/** Moves the clock forward to a moment, in ms. Resolves when everything that waited for that moment has continued. */
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
			// One turn empties the microtask queue, and the code that starts a run may take another turn.
			for (let turns = 0; turns < turnsPerMove; turns++) await turn();
		},
	};
}

const turnsPerMove = 3;
