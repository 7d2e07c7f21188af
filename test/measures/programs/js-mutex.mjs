// Three calls share a lock made of promises: one at a time. Waiting for the lock is no latency; the program could not be faster, nor slower in turn.
import {setTimeout as sleep} from 'node:timers/promises';

let held = false;
const queue = [];
async function acquire() {
	if (held)
		await new Promise(done => {
			queue.push(done);
		});
	held = true;
}
function release() {
	held = false;
	queue.shift()?.();
}
async function write(n) {
	await acquire();
	try {
		await sleep(200);
		return n;
	} finally {
		release();
	}
}
console.log(await Promise.all([write(1), write(2), write(3)]));
