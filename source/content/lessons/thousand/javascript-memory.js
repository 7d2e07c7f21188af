import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {isMainThread, parentPort, Worker} from 'node:worker_threads';

const taken = () => process.memoryUsage.rss();

if (isMainThread) {
	let before = taken();
	const timers = Array.from({length: 10_000}, () => sleep(300));
	const aTimer = Math.max(1, taken() - before) / 10_000;
	await Promise.all(timers);

	before = taken();
	const workers = Array.from({length: 4}, () => new Worker(new URL(import.meta.url)));
	await Promise.all(workers.map(worker => once(worker, 'message')));
	const aWorker = (taken() - before) / 4;
	await Promise.all(workers.map(worker => worker.terminate()));
	console.log('a worker takes', Math.round(aWorker / aTimer), 'times the memory of a timer');
} else {
	parentPort.postMessage('up');
	await sleep(60_000);
}
