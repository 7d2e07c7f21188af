import {once} from 'node:events';
import {isMainThread, Worker} from 'node:worker_threads';

async function rest() {
	await once(new Worker(new URL(import.meta.url), {name: 'nap'}), 'exit');
}

function nap() {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
}

if (isMainThread) {
	await Promise.all([rest(), rest(), rest(), rest()]);
} else {
	nap();
}
