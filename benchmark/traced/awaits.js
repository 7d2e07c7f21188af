import {setImmediate as turn} from 'node:timers/promises';

const times = 20_000;

/** Awaits that find their value at once. */
export async function hot() {
	for (let time = 0; time < times; time++) {
		await null;
	}
}

/** Awaits of async calls, each of which gives the loop a turn. */
export async function realistic() {
	for (let time = 0; time < times / 10; time++) {
		await step();
	}
}

async function step() {
	await turn();
}
