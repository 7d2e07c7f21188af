import {setImmediate} from 'node:timers/promises';

/**
 * Waits until everything that processes have written so far is read. This takes two turns of the loop: a connection is
 * accepted in one turn and read in the next, and what reached another pipe after the loop polled is also read in the
 * next turn.
 */
export async function untilPipesAreRead(): Promise<void> {
	await setImmediate();
	await setImmediate();
}
