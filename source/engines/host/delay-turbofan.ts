import process from 'node:process';
import {setFlagsFromString} from 'node:v8';

/** How often V8 must have called a function of average size before TurboFan compiles it. V8's own count is 3000. */
const callCount = 60_000;

let isDone = false;

/**
 * Lets V8 use TurboFan, its slowest compiler, only for functions that have been called very often. Otherwise its threads
 * spend up to a quarter of this process's time in the first seconds of a run with many events: time of processors that
 * the watched program needs. Until then, Maglev's code is fast enough. Affects only this process.
 */
export function delayTurboFan(): void {
	const major = Number.parseInt(process.versions.node, 10);
	// Before Node.js 24 there is no Maglev. A later V8 that does not know the flag would print an error.
	if (!isDone && major >= 24 && major <= 26) {
		isDone = true;
		setFlagsFromString(`--invocation-count-for-turbofan=${callCount}`);
	}
}
