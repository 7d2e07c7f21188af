import {setTimeout as sleep} from 'node:timers/promises';

async function answer() {
	await sleep(200);
	return 42;
}

async function late(signal) {
	await sleep(1000, null, {signal});
	throw new Error('too late');
}

async function ask() {
	const done = new AbortController();
	try {
		return await Promise.race([answer(), late(done.signal)]);
	} finally {
		done.abort(); // stops the timer
	}
}

console.log('got', await ask());
