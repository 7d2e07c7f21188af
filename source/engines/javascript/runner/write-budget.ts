import {now} from './clock.ts';

/**
 * The most writes per interval (in ms) that happen immediately. Later ones are left to the watchdog for one interval.
 */
const maxImmediateWrites = 20;
export const intervalMs = 5;
/**
 * The share of the thread's time that immediate writes may take. On a busy machine, each write gives the core to
 * others.
 */
const maxWriteShare = 0.05;

/** Limits how often a thread writes to the host itself. */
export type WriteBudget = {
	/** Counts a write. Returns whether it may happen immediately. */
	readonly take: () => boolean;
	/** Adds the time that an immediate write took, in ms. */
	readonly spend: (ms: number) => void;
};

export function createWriteBudget(): WriteBudget {
	let since = 0;
	let written = 0;
	/** The time that immediate writes took since the instant `since`, in ms. */
	let spent = 0;
	return {
		take() {
			const at = now();
			if (at - since >= Math.max(intervalMs, spent / maxWriteShare)) {
				since = at;
				written = 0;
				spent = 0;
			}

			return written++ < maxImmediateWrites;
		},
		spend(ms) {
			spent += ms;
		},
	};
}
