// The first failure makes the program abort the others through their signal after 0.15 s.
import {setTimeout as sleep} from 'node:timers/promises';

const controller = new AbortController();
async function load(ms) {
	await sleep(ms, undefined, {signal: controller.signal});
	return ms;
}
async function fail() {
	await sleep(150);
	throw new Error('no such row');
}
async function main() {
	const all = [load(900), load(950), fail()];
	try {
		await Promise.all(all);
	} catch {
		controller.abort();
		await Promise.allSettled(all);
	}
}
await main();
