import {setTimeout as sleep} from 'node:timers/promises';

async function good(signal) {
	await sleep(900, null, {signal});
	console.log('good is done');
}

async function bad() {
	await sleep(300);
	throw new Error('bad broke');
}

const controller = new AbortController();
try {
	await Promise.all([good(controller.signal), bad()]);
} catch (error) {
	console.log('caught:', error.message);
	controller.abort();
}
