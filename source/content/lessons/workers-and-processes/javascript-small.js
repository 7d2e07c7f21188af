import {once} from 'node:events';
import {isMainThread, Worker} from 'node:worker_threads';

async function here() {
	work(10_000);
}

async function there() {
	await once(new Worker(new URL(import.meta.url), {name: 'work'}), 'exit');
}

function work(steps) {
	let x = 1;
	for (let step = 0; step < steps; step++) x = (x * 48271) % 2147483647;
	return x;
}

if (isMainThread) {
	await Promise.all([there(), here()]);
} else {
	work(10_000);
}
