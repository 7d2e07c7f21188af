import {setTimeout as sleep} from 'node:timers/promises';

async function slow() {
	await sleep(1000);
	console.log('slow did its work');
}

async function limit() {
	await sleep(400);
	throw new Error('too late');
}

try {
	await Promise.race([slow(), limit()]);
} catch (error) {
	console.log(error.message);
}
