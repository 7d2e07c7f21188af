import {setTimeout as sleep} from 'node:timers/promises';

const start = performance.now();
let requests = 0;

async function ask() {
	requests++;
	await sleep(10);
	if (performance.now() - start < 700) throw new Error('503');
}

async function retry() {
	while (true) {
		try {
			return await ask();
		} catch {} // again, at once
	}
}

await retry();
console.log('answered after', requests, 'requests');
