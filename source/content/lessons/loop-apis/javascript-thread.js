import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {isMainThread, parentPort, Worker} from 'node:worker_threads';

async function wait(worker) {
	await once(worker, 'message');
}

if (isMainThread) {
	const worker = new Worker(new URL(import.meta.url));
	await wait(worker);
} else {
	await sleep(200);
	parentPort.postMessage('pressed');
}
