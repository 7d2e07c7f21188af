// Loading takes 0.5 s of the processor before anything is called; then two waits of 0.15 s overlap. The start is slow, not the async code.
import {setTimeout as sleep} from 'node:timers/promises';

const start = process.cpuUsage();
function used() {
	const {user, system} = process.cpuUsage(start);
	return (user + system) / 1000;
}
while (used() < 500);
async function get(n) {
	await sleep(150);
	return n;
}
async function main() {
	return Promise.all([get(1), get(2)]);
}
main().then(found => console.log(found));
