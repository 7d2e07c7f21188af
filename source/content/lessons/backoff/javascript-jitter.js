import {setTimeout as sleep} from 'node:timers/promises';

let [seats, refused] = [2, 0];

async function ask() {
	if (seats === 0) {
		refused++;
		throw new Error('503');
	}
	seats--;
	await sleep(10);
	seats++;
}

async function retry(pause) {
	while (true) {
		try {
			return await ask();
		} catch {
			await sleep(pause());
		}
	}
}

async function inStep() {
	await Promise.all(Array.from({length: 16}, () => retry(() => 100)));
}

async function spread() {
	await Promise.all(Array.from({length: 16}, () => retry(() => 250 * Math.random())));
}

await inStep();
console.log(`in step, ${refused} were refused`);
refused = 0;
await spread();
console.log(`spread, ${refused} were refused`);
