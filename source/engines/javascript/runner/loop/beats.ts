import {now} from '../clock.ts';
import type {RunUntraced} from '../untraced-timeout.ts';
import {onUntracedTurn, setUntracedTimeout} from '../untraced-timeout.ts';

/**
 * Calls `beat` about every `ms` without keeping the process alive. `dueAt`: the instant at which the call was due, on the
 * runner's clock. Returns a function that stops the calls.
 *
 * A timeout counts from the next turn of the loop, so code that blocks the current turn makes the call late twice over:
 * before the turn, and after it. Both are found, because the turn itself is noticed.
 */
export function startBeats(ms: number, beat: (dueAt: number) => void, runUntraced: RunUntraced): () => void {
	let round = 0;
	const wait = () => {
		const own = ++round;
		let dueAt = now() + ms;
		const call = () => {
			if (own === round) {
				beat(dueAt);
				wait();
			}
		};
		setUntracedTimeout(ms, call, runUntraced);
		onUntracedTurn(() => {
			const at = now();
			if (at >= dueAt) {
				call();
			} else {
				dueAt = at + ms;
			}
		}, runUntraced);
	};
	wait();
	return () => {
		round++;
	};
}
