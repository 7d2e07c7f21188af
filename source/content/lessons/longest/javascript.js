import {setTimeout as sleep} from 'node:timers/promises';

async function user() {
	await sleep(600);
	return 'Ada';
}

async function news() {
	await sleep(400);
	return '3 headlines';
}

console.log(await user());
console.log(await news());
