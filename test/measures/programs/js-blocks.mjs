// One call computes for 0.43 s in one go while two timers of 0.1 s are due.
import {setTimeout as sleep} from 'node:timers/promises';

const used = () => {
	const {user, system} = process.threadCpuUsage?.() ?? process.cpuUsage();
	return user + system;
};
async function tick(n) {
	await sleep(100);
	return n;
}
async function report() {
	await sleep(20);
	const before = used();
	while (used() - before < 430_000);
	return 'report';
}
console.log(await Promise.all([tick(1), tick(2), report()]));
