import {setTimeout as sleep} from 'node:timers/promises';

async function ping() {
	await sleep(200);
}

async function compute() {
	await spin(600);
}

async function pong() {
	await sleep(200);
}

async function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

await Promise.all([ping(), compute(), pong()]);
