import {setTimeout as sleep} from 'node:timers/promises';

async function work(signal) {
	console.log('open');
	try {
		await sleep(1000, null, {signal});
	} finally {
		await close();
	}
}

async function close() {
	await sleep(200); // cleanup takes time, too
	console.log('closed');
}

const controller = new AbortController();
const promise = work(controller.signal);
await sleep(300);
controller.abort();
try {
	await promise;
} catch (error) {
	console.log('ended by', error.name);
}
