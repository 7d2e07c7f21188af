import {setTimeout as sleep} from 'node:timers/promises';

async function one() {
	await sleep(200);
}

async function alone() {
	await Promise.all([one()]);
}

async function both() {
	await Promise.all([one(), one()]);
}

await alone();
await both();
