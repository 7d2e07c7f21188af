import {setTimeout as sleep} from 'node:timers/promises';

async function one() {
	await sleep(200);
}

async function two() {
	return Promise.all([one(), one()]);
}

await one();
await two();
