import {setTimeout as sleep} from 'node:timers/promises';

async function slow(signal) {
	await sleep(1000, null, {signal});
	console.log('slow did its work');
}

try {
	await slow(AbortSignal.timeout(400));
} catch (error) {
	console.log('too late:', error.name);
}
