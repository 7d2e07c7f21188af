import {setTimeout as sleep} from 'node:timers/promises';

async function price() {
	await sleep(300);
	return 42;
}

function total() {
	return price() + 8;
}

console.log('total:', total());
