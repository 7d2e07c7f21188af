// A timer's callback, no async function, holds the thread nine tenths of the time while two calls wait.
import {setTimeout as sleep} from 'node:timers/promises';

const burn = ms => {
	const end = performance.now() + ms;
	while (performance.now() < end);
};
async function ask() {
	await sleep(600);
	return 1;
}
const timer = setInterval(() => burn(30), 33);
await Promise.all([ask(), ask()]);
clearInterval(timer);
