import {once} from 'node:events';
import {isMainThread, parentPort, Worker} from 'node:worker_threads';

async function one(worker) {
	worker.postMessage(amount);
	await once(worker, 'message');
}

async function two(workers) {
	await Promise.all(workers.map(one));
}

function work(steps) {
	let x = 1;
	for (let step = 0; step < steps; step++) x = (x * 48271) % 2147483647;
	return x;
}

function timed(steps) {
	const start = performance.now();
	work(steps);
	return performance.now() - start;
}

let amount = 100_000;

if (isMainThread) {
	const workers = [new Worker(new URL(import.meta.url)), new Worker(new URL(import.meta.url))];
	await Promise.all(workers.map(worker => once(worker, 'online')));
	while (timed(amount) < 150) amount *= 2;
	await one(workers[0]);
	await two(workers);
	for (const worker of workers) await worker.terminate();
} else {
	parentPort.on('message', steps => parentPort.postMessage(work(steps)));
}
