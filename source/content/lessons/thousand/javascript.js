import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {isMainThread, Worker} from 'node:worker_threads';

async function withTasks(count) {
	await Promise.all(Array.from({length: count}, () => sleep(300)));
}

async function withThreads(count) {
	const worker = () => once(new Worker(new URL(import.meta.url)), 'exit');
	await Promise.all(Array.from({length: count}, worker));
}

if (isMainThread) {
	await withTasks(100);
	await withThreads(4);
} else {
	await sleep(300);
}
