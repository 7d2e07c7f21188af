import {setTimeout as sleep} from 'node:timers/promises';

async function price() {
	await sleep(300);
	return 42;
}

async function total() {
	return (await price()) + 8;
}

console.log('total:', await total());
