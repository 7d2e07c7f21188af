import {setImmediate as breathe, setTimeout as sleep} from 'node:timers/promises';

export async function toast(ms, {signal}) {
	await sleep(ms, null, {signal}); // the hands are free
	return 'golden brown';
}

export async function water(ms, {signal}) {
	await sleep(ms, null, {signal}); // the hands are free
	return 'boiling';
}

export async function chop(ms) {
	for (let done = 0; done < ms; done += 10) {
		cut(10); // the hands are busy
		await breathe(); // look up: is anything ready?
	}
	return 'diced';
}

function cut(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}
