import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {isMainThread, Worker} from 'node:worker_threads';

async function ping() {
	await sleep(200);
}

async function compute() {
	await once(new Worker(new URL(import.meta.url), {name: 'spin'}), 'exit');
}

async function pong() {
	await sleep(200);
}

function spin(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}

if (isMainThread) {
	await Promise.all([ping(), compute(), pong()]);
} else {
	spin(600);
}
