import {measured} from './measured.js';

async function step(number) {
	await null;
	return number + 1;
}

async function chain() {
	let number = 0;
	for (let turn = 0; turn < 100; turn++) number = await step(number);
	return number;
}

await measured(share => Promise.all(Array.from({length: 100 * share}, chain)));
