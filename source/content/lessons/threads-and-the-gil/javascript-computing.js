import {once} from 'node:events';
import {isMainThread, Worker, workerData} from 'node:worker_threads';

async function one() {
	const worker = new Worker(new URL(import.meta.url), {name: 'work', workerData: amount});
	await once(worker, 'exit');
}

async function two() {
	await Promise.all([one(), one()]);
}

function work(steps) {
	let x = 1;
	for (let step = 0; step < steps; step++) x = (x * 48271) % 2147483647;
	return x;
}

function timed(steps) {
	const start = process.cpuUsage();
	work(steps);
	return process.cpuUsage(start).user / 1000;
}

let amount = 100_000;

if (isMainThread) {
	while (timed(amount) < 50) amount *= 2;
	await one();
	await two();
} else {
	work(workerData);
}
