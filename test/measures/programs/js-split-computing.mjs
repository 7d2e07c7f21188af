// Each task computes 0.3 s in turns of 10 ms. At once they take 0.9 s, as they would in turn: nothing is won.
import {setImmediate as turn} from 'node:timers/promises';

async function compute() {
	for (let i = 0; i < 30; i++) {
		const end = performance.now() + 10;
		while (performance.now() < end);
		await turn();
	}
}
export async function red() {
	await compute();
}
export async function green() {
	await compute();
}
export async function blue() {
	await compute();
}
