import {once} from 'node:events';
import {isMainThread, parentPort, Worker} from 'node:worker_threads';

async function inThread() {
	const worker = new Worker(new URL(import.meta.url)); // new
	const [message] = await once(worker, 'message'); // message
	return message;
}

if (isMainThread) {
	console.log(await inThread());
} else {
	console.log('within');
	parentPort.postMessage('from the thread');
}
