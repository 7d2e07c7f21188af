import {setTimeout as sleep} from 'node:timers/promises';

async function work(signal) {
	for (let round = 1; round <= 5; round++) {
		try {
			await sleep(200, null, {signal});
		} catch {
			console.log('ignored an error');
			await sleep(200);
		}
	}
}

const controller = new AbortController();
const promise = work(controller.signal);
await sleep(300);
controller.abort();
try {
	await promise;
	console.log('work continued');
} catch (error) {
	console.log('work ended by', error.name);
}
