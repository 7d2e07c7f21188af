import {setTimeout as sleep} from 'node:timers/promises';

const start = performance.now();
let requests = 0;

async function ask() {
	requests++;
	await sleep(10);
	if (performance.now() - start < 700) throw new Error('503');
}

async function retry() {
	for (let pause = 100; ; pause *= 2) {
		try {
			return await ask();
		} catch {
			await sleep(pause);
		}
	}
}

await retry();
console.log('answered after', requests, 'requests');
