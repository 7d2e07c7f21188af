// Four waits of 1 s go on beside 0.55 s of computing in turns of 10 ms: about half of the time is the thread's, and the waits overlap.
import {setTimeout as sleep} from 'node:timers/promises';

async function wait() {
	await sleep(1000);
}
async function compute() {
	for (let i = 0; i < 55; i++) {
		const end = performance.now() + 10;
		while (performance.now() < end);
		await sleep(1);
	}
}
await Promise.all([wait(), wait(), wait(), wait(), compute()]);
