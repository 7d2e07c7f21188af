import {setTimeout as sleep} from 'node:timers/promises';

async function work(signal) {
	try {
		console.log('open');
		await sleep(1000, null, {signal});
	} finally {
		console.log('closed');
	}
}

const controller = new AbortController();
const promise = work(controller.signal);
controller.abort(); // right after the call
try {
	await promise;
} catch (error) {
	console.log('ended by', error.name);
}
