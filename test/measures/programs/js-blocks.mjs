// One call holds the thread for 0.4 s in one go while two timers of 0.1 s are due.
import {setTimeout as sleep} from 'node:timers/promises';

async function tick(n) {
	await sleep(100);
	return n;
}
async function report() {
	await sleep(20);
	const end = performance.now() + 400;
	while (performance.now() < end);
	return 'report';
}
console.log(await Promise.all([tick(1), tick(2), report()]));
