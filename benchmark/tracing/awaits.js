import {setImmediate as turn} from 'node:timers/promises';

const times = 20_000;

/** Awaits values that are already there. */
export async function hot() {
	for (let time = 0; time < times; time++) {
		await null;
	}
}

/** Awaits async calls, each of which waits for a turn of the loop. */
export async function realistic() {
	for (let time = 0; time < times / 10; time++) {
		await step();
	}
}

async function step() {
	await turn();
}
