import {setTimeout as sleep} from 'node:timers/promises';

async function save() {
	await sleep(700); // takes no signal: it must not stop midway
	console.log('saved');
}

async function work(signal) {
	const saving = save();
	await sleep(1000, null, {signal});
	await saving;
}

const controller = new AbortController();
const promise = work(controller.signal);
await sleep(200);
controller.abort();
try {
	await promise;
} catch (error) {
	console.log('ended by', error.name);
}
