import {setTimeout as sleep} from 'node:timers/promises';
import pLimit from 'p-limit';

const limit = pLimit(3);

async function brew(cup) {
	await sleep(150);
	return await pour(cup);
}

async function pour(cup) {
	await sleep(100);
	return `cup ${cup}`;
}

const begun = performance.now();
const cups = await Promise.all([1, 2, 3, 4].map(cup => limit(() => brew(cup))));
console.log(cups.join(', '), performance.now() - begun);
