import {setTimeout as sleep} from 'node:timers/promises';

async function step(n, signal) {
	await sleep(300, null, {signal});
	console.log('step', n);
}

async function job() {
	const signal = AbortSignal.timeout(500); // 500 ms for all
	for (const n of [1, 2, 3]) {
		await step(n, signal);
	}
}

try {
	await job();
	console.log('in time');
} catch {
	console.log('too late');
}
