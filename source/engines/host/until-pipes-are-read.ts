import {setImmediate} from 'node:timers/promises';

/**
 * Waits until all that processes have written by now is read: a connection is accepted in one turn of the loop, and read in
 * the next one; so is what reached another pipe after the loop had asked for its events.
 */
export async function untilPipesAreRead(): Promise<void> {
	await setImmediate();
	await setImmediate();
}
