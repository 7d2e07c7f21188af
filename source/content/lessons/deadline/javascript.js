import {setTimeout as sleep} from 'node:timers/promises';

async function step(n, signal) {
	await sleep(300, null, {signal});
	console.log('step', n);
}

async function job() {
	for (const n of [1, 2, 3]) {
		await step(n, AbortSignal.timeout(800)); // 800 ms for each
	}
}

try {
	await job();
	console.log('in time');
} catch {
	console.log('too late');
}
